"""The files below a directory that are read and written while a program runs (Linux: inotify).

The kernel tells of every process, so what others do in the directory meanwhile counts as well.
"""

from __future__ import annotations

import ctypes
import os
import struct
import threading
from pathlib import Path

_CLOSE_WRITE, _CLOSE_NOWRITE, _MOVED_TO, _CREATE = 0x8, 0x10, 0x80, 0x100
_IS_DIRECTORY, _OVERFLOW = 0x40000000, 0x4000
_MASK = _CLOSE_WRITE | _CLOSE_NOWRITE | _MOVED_TO | _CREATE
_EVENT = struct.Struct("iIII")
_MOST_DIRECTORIES = 4_096
_LEFT_OUT = {"__pycache__", "node_modules"}


class TouchedFiles:
    """Watches from its construction until `stop`, in a thread of its own.

    Hidden files and directories, virtual environments and caches are left out.
    """

    def __init__(self, directory: Path, ignored: tuple[Path, ...] = ()) -> None:
        """Raises OSError where the system has no inotify."""
        self.read: dict[Path, None] = {}
        """Files that were opened for reading, in the order in which they were closed."""
        self.written: dict[Path, None] = {}
        """Files that were written, or moved to where they are."""
        self.is_complete = True
        """False when the kernel told of more than could be followed."""
        self._ignored = ignored
        self._libc = ctypes.CDLL(None, use_errno=True)
        if not hasattr(self._libc, "inotify_init1"):
            raise OSError("no inotify on this system")
        self._inotify = self._libc.inotify_init1(os.O_CLOEXEC)
        if self._inotify < 0:
            raise OSError(ctypes.get_errno(), "inotify_init1")
        self._directories: dict[int, Path] = {}
        self._end = directory / f".cnnprov-{os.getpid()}"
        self._watch_tree(directory)
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take what the kernel has told so far, and watch no more."""
        try:
            self._end.touch()  # its event comes behind all others
        except OSError:  # we may not write here: what is still in the queue is lost
            return
        self._thread.join()
        self._end.unlink(missing_ok=True)
        os.close(self._inotify)

    def _watch_tree(self, root: Path) -> None:
        for directory, subdirectories, _ in os.walk(root):
            here = Path(directory)
            subdirectories[:] = [name for name in subdirectories if self._counts(here / name)]
            if len(self._directories) >= _MOST_DIRECTORIES:
                self.is_complete = False
                return
            watch = self._libc.inotify_add_watch(self._inotify, os.fsencode(here), _MASK)
            if watch < 0:
                self.is_complete = False
            else:
                self._directories[watch] = here

    def _counts(self, directory: Path) -> bool:
        return not (
            directory.name.startswith(".")
            or directory.name in _LEFT_OUT
            or directory in self._ignored
            or (directory / "pyvenv.cfg").exists()
        )

    def _follow(self) -> None:
        while True:
            events = os.read(self._inotify, 1 << 16)
            at = 0
            while at < len(events):
                watch, mask, _, length = _EVENT.unpack_from(events, at)
                at += _EVENT.size
                name = os.fsdecode(events[at : at + length].rstrip(b"\0"))
                at += length
                if mask & _OVERFLOW:
                    self.is_complete = False
                elif self._directories[watch] / name == self._end:
                    return
                else:
                    self._touched(self._directories[watch] / name, mask)

    def _touched(self, path: Path, mask: int) -> None:
        if mask & _IS_DIRECTORY:
            if mask & (_CREATE | _MOVED_TO) and self._counts(path):
                self._watch_new(path)
        elif path.name.startswith("."):
            return
        elif mask & (_CLOSE_WRITE | _MOVED_TO):
            self.written[path] = None
        elif mask & _CLOSE_NOWRITE:
            self.read[path] = None

    def _watch_new(self, directory: Path) -> None:
        """A directory that the program made; files may lie there before we look."""
        self._watch_tree(directory)
        for place, _, names in os.walk(directory):
            for name in names:
                if not name.startswith(".") and self._counts(Path(place)):
                    self.written[Path(place) / name] = None
