"""The tail of a program's standard error, without standing in its way.

A terminal is left alone, since a program may ask what it writes to. A file is read afterwards.
Only what goes elsewhere, into a pipe for instance, passes through here on its way.
"""

from __future__ import annotations

import os
import stat
import threading

_TAIL_BYTES = 8 * 1024
_OUT, _ERR = 1, 2


class StandardError:
    """Where the program's standard error goes. Make it before the program starts."""

    def __init__(self) -> None:
        self._tail = b""
        self._thread: threading.Thread | None = None
        self._source = self.write_end = -1
        """What the program gets as its standard error, or -1 for our own."""
        self.takes_output = False
        """Whether its standard output goes the same way, so that their order stays."""
        self._place: tuple[str, int] | None = None
        kind = os.fstat(_ERR)
        if stat.S_ISREG(kind.st_mode):
            self._place = (f"/proc/self/fd/{_ERR}", kind.st_size)
        elif not os.isatty(_ERR):
            out = os.fstat(_OUT)
            self.takes_output = (out.st_dev, out.st_ino) == (kind.st_dev, kind.st_ino)
            self._source, self.write_end = os.pipe()

    def started(self) -> None:
        """The program has its end."""
        if self._source >= 0:
            os.close(self.write_end)
            self._thread = threading.Thread(target=self._carry, daemon=True)
            self._thread.start()

    def tail(self) -> str:
        """The last of it, once the program has ended; empty where a terminal showed it."""
        if self._thread is not None:
            self._thread.join(_LAST_WORDS_SECONDS)
        if self._place is not None:
            self._tail = _end_of(*self._place)
        return self._tail.decode(errors="replace")

    def hand_on(self) -> None:
        """Where descendants of the program still write, leave a process that carries it on."""
        if self._thread is not None and self._thread.is_alive() and os.fork() == 0:
            os.setsid()
            self._carry()
            os._exit(0)

    def _carry(self) -> None:
        while piece := os.read(self._source, 1 << 16):
            self._tail = (self._tail + piece)[-_TAIL_BYTES:]
            while piece:
                try:
                    piece = piece[os.write(_ERR, piece) :]
                except OSError:  # nobody reads it any more
                    os.close(self._source)
                    return


_LAST_WORDS_SECONDS = 0.5


def _end_of(path: str, begin: int) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 (a descriptor's name)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(begin if begin <= size else 0, size - _TAIL_BYTES))
            return file.read(_TAIL_BYTES)
    except OSError:
        return b""
