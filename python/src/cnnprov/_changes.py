"""Waiting for what is written to a spool."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from cnnprov import _layout
from cnnprov._glance import Glance
from cnnprov._inotify import Inotify

_POLL_SECONDS = 1.2
"""Each look, and each request, is paid by a training that perhaps uses all processors."""
_GATHER_SECONDS = 0.1
"""What belongs together, as the rows of an epoch, is written within less."""
_LOOK_SECONDS = 10.0
"""How long may pass until what a glance misses is seen."""


class Changes:
    """Tells a shipper when it makes sense to look at a spool. One thread uses it.

    While lines come step by step it glances at sizes. When none came it sleeps until the next
    write, where the system tells of it; elsewhere it glances on.
    """

    def __init__(self, directory: Path, glance: Glance) -> None:
        self._glance = glance
        self._next_look = 0.0
        self._was_written = True
        self._followed: set[Path] = set()
        self._inotify: Inotify | None = None
        with contextlib.suppress(OSError):
            self._inotify = Inotify(directory)

    def close(self) -> None:
        """Wait no more."""
        if self._inotify is not None:
            self._inotify.close()
            self._inotify = None

    def follow(self, locks: set[Path]) -> bool:
        """The wait for a write ends as well when one of these is let go, as by its holder's death.

        False where the system does not tell of all of them.
        """
        if self._inotify is None:
            return False
        followed = self._followed & locks
        for lock in locks - followed:
            with contextlib.suppress(OSError):  # it is gone, or this user has too many watches
                self._inotify.follow(lock)
                followed.add(lock)
        self._followed = followed
        return followed == locks

    def has_let_go(self) -> bool:
        """Whether a lock was let go since the last call."""
        if self._inotify is None or not self._inotify.has_let_go:
            return False
        self._inotify.has_let_go = False
        return True

    def wait(self, until: float) -> bool:
        """Wait for a write, until this time or a while longer; whether to look for one.

        The time is that of `time.monotonic`.
        """
        if self._inotify is None:
            return self._glances()
        if self._was_written:  # what comes step by step comes again
            self._inotify.wait(_POLL_SECONDS, _layout.SEGMENT)
            self._was_written = self._glance.shows_change()
        if not self._was_written:
            self._was_written = self._is_told(self._inotify, until)
        return self._was_written

    def _glances(self) -> bool:
        time.sleep(_POLL_SECONDS)
        changed = self._glance.shows_change() or time.monotonic() >= self._next_look
        if changed:
            self._next_look = time.monotonic() + _LOOK_SECONDS
        return changed

    def _is_told(self, inotify: Inotify, until: float) -> bool:
        try:
            inotify.watch()
        except OSError:  # this user has too many
            self.close()
            return True
        if self._glance.shows_change():  # before it was watched
            return True
        seconds = max(_POLL_SECONDS, until - time.monotonic())
        if not inotify.wait(seconds, _layout.SEGMENT):
            return False
        time.sleep(_GATHER_SECONDS)
        self._glance.shows_change()
        return True
