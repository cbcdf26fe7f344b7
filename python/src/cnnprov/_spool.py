"""The writing side of the spool: one append-only log for each producer.

A `SpoolWriter` may be used by all threads of the process that made it; a process forked from it
inherits a writer that stays silent. Each append is one write(2) of whole lines, so what was
appended survives the death of the process.
"""

from __future__ import annotations

import errno
import os
import threading
import uuid
import weakref
from pathlib import Path

from cnnprov import _layout
from cnnprov._failsafe import warn_once
from cnnprov._locks import try_lock

SEGMENT_BYTES = 4 * 1024 * 1024
DIRECTORY_BYTES = 4 * 1024 * 1024 * 1024

_writers: weakref.WeakSet[SpoolWriter] = weakref.WeakSet()


class SpoolWriter:
    """Appends events, already encoded, to the segments of one new producer."""

    def __init__(
        self,
        directory: Path,
        *,
        segment_bytes: int = SEGMENT_BYTES,
        directory_bytes: int = DIRECTORY_BYTES,
    ) -> None:
        """Take the lock of a new producer; no segment exists before the first event.

        Raises OSError when the directory cannot be written.
        """
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.directory = directory
        self.producer = str(uuid.uuid4())
        self.dropped = 0
        """The number of events that the directory's limit kept out."""
        self._segment_bytes = segment_bytes
        self._directory_bytes = directory_bytes
        self._mutex = threading.RLock()
        self._segment = -1
        self._position = (0, 0)  # bytes in the segment, number of the next event; set together
        self._deferred: list[tuple[bytes, int]] | None = None
        self._last: tuple[bytes, int] | None = None
        self.is_open = True
        """False once closed, and in a process forked from the one that made it."""
        self._full = False
        self._lock = self._take_lock()
        _writers.add(self)

    def append(self, lines: bytes, events: int = 1) -> None:
        """Write these whole lines, which hold so many events.

        Raises OSError when they could not be written; the log is then as it was.
        """
        if not self.is_open:
            return
        with self._mutex:
            if self._deferred is not None:  # a signal handler captures while its thread appends
                self._deferred.append((lines, events))
                return
            try:
                self._deferred = []
                self._append(lines, events, essential=False)
                while self._deferred:
                    self._append(*self._deferred.pop(0), essential=False)
            finally:
                self._deferred = None
            if self._last is not None:
                self._end(*self._last)

    def close(self, lines: bytes, events: int) -> None:
        """Append the last lines, even when the directory is full, and end this producer."""
        if not self.is_open:
            return
        with self._mutex:
            if self._deferred is not None:
                self._last = (lines, events)
            else:
                self._end(lines, events)

    def fall_silent(self) -> None:
        """Write nothing from now on, and let the lock go."""
        self.is_open = False
        for descriptor in (self._segment, self._lock):
            if descriptor >= 0:
                os.close(descriptor)
        self._segment = self._lock = -1

    def _end(self, lines: bytes, events: int) -> None:
        if not self.is_open:
            return
        try:
            self._append(lines, events, essential=True)
            os.fsync(self._segment)
        finally:
            self.fall_silent()

    def _take_lock(self) -> int:
        draft = self.directory / f"{self.producer}.lock.tmp"
        try:
            descriptor = try_lock(draft)
        except OSError:  # no locks here: the shipper goes by the age of the segment instead
            draft.unlink(missing_ok=True)
            return -1
        assert descriptor is not None, "nobody else knows the name of the draft"
        draft.rename(_layout.lock_path(self.directory, self.producer))  # seen only once it is held
        return descriptor

    def _append(self, lines: bytes, events: int, *, essential: bool) -> None:
        if not self.is_open:
            return
        size, number = self._position
        if self._segment < 0 or size + len(lines) > self._segment_bytes:
            if not (essential or self._has_room()):
                self.dropped += events
                return
            self._begin_segment(number)
            size = 0
        if size == 0:
            lines = _layout.header(self.producer, number) + lines
        self._write(lines, size, number + events)

    def _write(self, lines: bytes, size: int, next_number: int) -> None:
        written = -1
        try:
            written = os.write(self._segment, lines)
        finally:
            if written == len(lines):
                self._position = (size + written, next_number)
            else:
                self._keep_whole_lines(lines, size)
        if written != len(lines):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _keep_whole_lines(self, lines: bytes, size: int) -> None:
        """After a full disk or Ctrl-C: count what lies in the file, and cut a torn line off."""
        reached = os.fstat(self._segment).st_size - size
        whole = lines.rfind(b"\n", 0, reached) + 1
        if whole != reached:
            os.ftruncate(self._segment, size + whole)
        events = lines.count(b"\n", 0, whole) - (1 if size == 0 and whole else 0)
        self._position = (size + whole, self._position[1] + events)

    def _begin_segment(self, first: int) -> None:
        path = _layout.segment_path(self.directory, self.producer, first)
        previous, self._segment = self._segment, -1
        if previous >= 0:
            os.close(previous)  # before the next one is seen: network file systems write it out
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        self._segment = os.open(path, flags, 0o600)
        self._position = (0, first)

    def _has_room(self) -> bool:
        if self._full:
            return False
        used = _layout.size_of(self.directory)
        self._full = used + self._segment_bytes > self._directory_bytes
        if self._full:
            warn_once(
                f"Capture stops: the spool {self.directory} holds {used:,} bytes",
                f"its limit is {self._directory_bytes:,}; `cnnprov status` tells why",
            )
        return not self._full


def _silence_in_child() -> None:
    for writer in list(_writers):
        writer.fall_silent()
    _writers.clear()


os.register_at_fork(after_in_child=_silence_in_child)
