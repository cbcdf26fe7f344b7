"""What this machine's processes write to a directory, as Linux tells it: inotify(7)."""

from __future__ import annotations

import contextlib
import os
import select
import struct
from pathlib import Path

_MODIFIED, _CLOSED_WRITTEN, _MOVED_TO, _CREATED, _ONCE = 0x2, 0x8, 0x80, 0x100, 0x8000_0000
_EVENT = struct.Struct("iIII")
_BUFFER_BYTES = 65536
_LOCAL = frozenset({"btrfs", "ext2", "ext3", "ext4", "f2fs", "overlay", "tmpfs", "xfs", "zfs"})
"""File systems that no other machine writes to, of which this one would be told nothing."""


class Inotify:
    """Waits for the next write to a directory. One thread uses it.

    A write that is told of takes 8 µs longer where a training has filled all caches. So a watch
    ends with what it tells, and who writes again and again pays nothing until `watch` is called.
    It tells as well when one of some files is let go: when the last process that had it open for
    writing closed it, or died.
    """

    def __init__(self, directory: Path) -> None:
        """Raises OSError where other machines may write as well, or the system has no inotify."""
        if _file_system(directory) not in _LOCAL:
            raise OSError(f"other machines may write to {directory}")
        self._directory = os.fsencode(directory)
        self.has_let_go = False
        """Whether a followed file was let go; who reads it sets it back."""
        try:
            import ctypes

            self._libc = ctypes.CDLL(None, use_errno=True)
            self._errno = ctypes.get_errno
            made = int(self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
        except (ImportError, AttributeError) as missing:
            raise OSError(f"no inotify here: {missing}") from missing
        self._descriptor = self._checked(made)

    def watch(self) -> None:
        """From now on tell of the next file that is written to, comes, or gets a name.

        Raises OSError where the user has too many watches, or the directory is gone.
        """
        self._take()  # what was told before
        events = _MODIFIED | _MOVED_TO | _CREATED | _ONCE
        self._checked(self._libc.inotify_add_watch(self._descriptor, self._directory, events))

    def follow(self, file: Path) -> None:
        """Tell when this file is let go. Raises OSError as `watch` does."""
        name = os.fsencode(file)
        self._checked(self._libc.inotify_add_watch(self._descriptor, name, _CLOSED_WRITTEN))

    def wait(self, seconds: float, name: str) -> bool:
        """Wait for what is told, so long at most; whether the file's name contains this."""
        if self.has_let_go or not select.select([self._descriptor], [], [], max(0.0, seconds))[0]:
            return False
        return name.encode() in self._take()

    def _take(self) -> bytes:
        """The names of the files that were told of."""
        names = told = b""
        with contextlib.suppress(BlockingIOError):
            told = os.read(self._descriptor, _BUFFER_BYTES)
        while told:
            _, events, _, length = _EVENT.unpack_from(told)
            self.has_let_go |= bool(events & _CLOSED_WRITTEN)
            names += told[_EVENT.size : _EVENT.size + length]
            told = told[_EVENT.size + length :]
        return names

    def close(self) -> None:
        """Let the descriptor go."""
        os.close(self._descriptor)

    def _checked(self, result: int) -> int:
        if result < 0:
            raise OSError(self._errno(), os.strerror(self._errno()), os.fsdecode(self._directory))
        return result


def _file_system(directory: Path) -> str:
    """The type of the file system; "" where that is not known."""
    with contextlib.suppress(OSError):
        device = directory.stat().st_dev
        number = f"{os.major(device)}:{os.minor(device)}"
        for mount in Path("/proc/self/mountinfo").read_text().splitlines():
            before, _, behind = mount.partition(" - ")
            if before.split()[2] == number:
                return behind.split()[0]
    return ""
