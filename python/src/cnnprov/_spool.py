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
            self._deferred = []
            try:
                self._append(lines, events, essential=False)
                while self._deferred:
                    self._append(*self._deferred.pop(0), essential=False)
            finally:
                self._deferred = None

    def close(self, lines: bytes, events: int) -> None:
        """Append the last lines, even when the directory is full, and end this producer."""
        if not self.is_open:
            return
        with self._mutex:
            if not self.is_open:
                return
            try:
                self._append(lines, events, essential=True)
                os.fsync(self._segment)
            finally:
                self.fall_silent()

    def fall_silent(self) -> None:
        """Write nothing from now on, and let the lock go."""
        self.is_open = False
        for descriptor in (self._segment, self._lock):
            if descriptor >= 0:
                os.close(descriptor)
        self._segment = self._lock = -1

    def _take_lock(self) -> int:
        draft = self.directory / f"{self.producer}.lock.tmp"
        try:
            descriptor = try_lock(draft)
        except OSError:  # no locks here: the shipper goes by the age of the segment instead
            descriptor = None
        if descriptor is None:
            return -1
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
        end = (size + len(lines), next_number)
        written = 0
        try:
            written = os.write(self._segment, lines)
            self._position = end
        finally:
            if self._position != end or written != len(lines):
                self._restore(size, end)
        if written != len(lines):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _restore(self, size: int, end: tuple[int, int]) -> None:
        """After an interruption: the lines count when all of them lie in the file, else none."""
        number = self._position[1]
        if os.fstat(self._segment).st_size == end[0]:
            self._position = end
        else:
            os.ftruncate(self._segment, size)
            self._position = (size, number)

    def _begin_segment(self, first: int) -> None:
        path = _layout.segment_path(self.directory, self.producer, first)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
        previous, self._segment = self._segment, descriptor
        self._position = (0, first)
        if previous >= 0:
            os.close(previous)

    def _has_room(self) -> bool:
        if self._full:
            return False
        used = _layout.size_of(self.directory)
        self._full = used + self._segment_bytes > self._directory_bytes
        if self._full:
            warn_once(
                f"Capture stops: the spool {self.directory} holds {used:,} bytes",
                f"its limit is {self._directory_bytes:,}; is a server running? see `cnnprov status`",
            )
        return not self._full


def _silence_in_child() -> None:
    for writer in list(_writers):
        writer.fall_silent()
    _writers.clear()


os.register_at_fork(after_in_child=_silence_in_child)
