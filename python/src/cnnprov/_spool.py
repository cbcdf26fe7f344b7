"""The writing side of the spool: one append-only log for each producer.

A `SpoolWriter` may be used by all threads of the process that made it; a process forked from it
inherits a writer that stays silent. Each append is one write(2) of whole lines, so what was
appended survives the death of the process.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
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
        self._busy = False
        self._waiting: list[tuple[bytes, int, bool]] = []  # what `append` was given
        self._segment = -1
        self._position = (0, 0)  # bytes in the segment, number of the next event; set together
        self._in_doubt = False
        self.is_open = True
        """False once closed, and in a process forked from the one that made it."""
        self._full = False
        self._lock = self._take_lock()
        _writers.add(self)

    def append(self, lines: bytes, events: int = 1, *, last: bool = False) -> None:
        """Write these whole lines, which hold so many events; `last` is for `close`.

        What a signal's handler writes while its thread is in here comes after that thread's lines.
        Raises OSError when they could not be written; the log is then as it was.
        """
        if not self.is_open:  # perhaps a forked child, where the mutex may never be free
            return
        with self._mutex:
            self._waiting.append((lines, events, last))
            if self._busy and self._is_interrupted():
                return
            self._busy = True  # and so it is left by an exception, as what waits is
            while self._waiting and self.is_open:
                lines, events, last = self._waiting.pop(0)
                size, number = self._position
                if self._in_doubt or size == 0 or size + len(lines) > self._segment_bytes:
                    lines = self._at_a_seam(lines, events, last)
                    if not lines:
                        continue
                    size, number = self._position
                self._in_doubt = True
                if os.write(self._segment, lines) != len(lines):
                    self._find_position()
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                self._position = (size + len(lines), number + events)
                self._in_doubt = False
                if last:
                    os.fsync(self._segment)
                    self.fall_silent()
            self._busy = False

    def close(self, lines: bytes, events: int) -> None:
        """Append the last lines, even when the directory is full, and end this producer."""
        self.append(lines, events, last=True)

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
            draft.unlink(missing_ok=True)
            return -1
        assert descriptor is not None, "nobody else knows the name of the draft"
        os.write(descriptor, socket.gethostname().encode())
        draft.rename(_layout.lock_path(self.directory, self.producer))  # seen only once it is held
        return descriptor

    def _is_interrupted(self) -> bool:
        frame = sys._getframe(2)
        while frame is not None:
            if frame.f_code is SpoolWriter.append.__code__ and frame.f_locals["self"] is self:
                return True
            frame = frame.f_back  # type: ignore[assignment]
        return False

    def _at_a_seam(self, lines: bytes, events: int, last: bool) -> bytes:
        """What to write where the log may be torn, or a segment begins; nothing where all is full.

        Whether it may be is asked before each write, in `append`, which costs the training less.
        """
        if self._in_doubt:
            self._find_position()
        size, number = self._position
        if self._segment < 0 or size + len(lines) > self._segment_bytes:
            if not (last or self._has_room()):
                self.dropped += events
                return b""
            self._begin_segment(number)
            size = 0
        return _layout.header(self.producer, number) + lines if size == 0 else lines

    def _find_position(self) -> None:
        """After a full disk or Ctrl-C: count what lies in the file, and cut a torn line off."""
        size, number = self._position
        added = os.pread(self._segment, os.fstat(self._segment).st_size - size, size)
        whole = added.rfind(b"\n") + 1
        if whole != len(added):
            os.ftruncate(self._segment, size + whole)
        events = added.count(b"\n") - (1 if size == 0 and whole else 0)
        self._position = (size + whole, number + events)
        self._in_doubt = False

    def _begin_segment(self, first: int) -> None:
        path = _layout.segment_path(self.directory, self.producer, first)
        previous, self._segment = self._segment, -1
        self._position = (0, first)
        if previous >= 0:
            os.close(previous)  # before the next one is seen: network file systems write it out
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        self._segment = os.open(path, flags, 0o600)

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
