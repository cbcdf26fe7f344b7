"""What this machine's processes write to a directory, as Linux tells it: inotify(7)."""

from __future__ import annotations

import contextlib
import os
import select
from pathlib import Path

_MODIFIED, _MOVED_TO, _CREATED = 0x2, 0x80, 0x100
_BUFFER_BYTES = 65536
_LOCAL = frozenset({"btrfs", "ext2", "ext3", "ext4", "f2fs", "overlay", "tmpfs", "xfs", "zfs"})
"""File systems that no other machine writes to, of which this one would be told nothing."""


class Inotify:
    """Waits for a file whose name contains some text. One thread uses it."""

    def __init__(self, directory: Path, name: str) -> None:
        """Raises OSError where other machines may write as well, or the system has no inotify."""
        if _file_system(directory) not in _LOCAL:
            raise OSError(f"other machines may write to {directory}")
        self._name = name.encode()
        self._descriptor = _watch(directory)

    def wait(self, seconds: float) -> bool:
        """Wait until such a file was written to, so long at most; whether that was so."""
        return bool(select.select([self._descriptor], [], [], max(0.0, seconds))[0]) and self.take()

    def take(self) -> bool:
        """Whether such a file was written to since the last call."""
        try:
            return self._name in os.read(self._descriptor, _BUFFER_BYTES)
        except BlockingIOError:
            return False

    def close(self) -> None:
        """Let the descriptor go."""
        os.close(self._descriptor)


def _watch(directory: Path) -> int:
    try:
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        descriptor = int(libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
        events = _MODIFIED | _MOVED_TO | _CREATED
        if (
            descriptor >= 0
            and libc.inotify_add_watch(descriptor, os.fsencode(directory), events) >= 0
        ):
            return descriptor
        error = ctypes.get_errno()
    except (ImportError, AttributeError) as missing:
        raise OSError(f"no inotify here: {missing}") from missing
    if descriptor >= 0:
        os.close(descriptor)
    raise OSError(error, os.strerror(error), str(directory))


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
