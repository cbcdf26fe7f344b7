"""Which epoch a step belongs to, told by the passes over data loaders."""

from __future__ import annotations

import time
import weakref
from typing import Any

_MOST_READ = 100
"""So many passes are kept in mind; a program that only evaluates makes no step, which ends them."""


class Pass:
    """One iteration over a loader from its beginning."""

    def __init__(self, loader: Any) -> None:
        self.loader = weakref.ref(loader)
        self.began = time.monotonic()
        self.ended: float | None = None
        """When its last batch had been asked for, or None while it goes on."""

    @property
    def seconds(self) -> float:
        """From its beginning to its end, or until now."""
        return (self.ended or time.monotonic()) - self.began


class Passes:
    """Finds the pass whose batches are trained; others are validation."""

    def __init__(self) -> None:
        self.training: Pass | None = None
        """The pass that the latest step belongs to."""
        self._of_batches: weakref.WeakKeyDictionary[Any, Pass] = weakref.WeakKeyDictionary()
        self._latest: tuple[weakref.ref[Any] | None, Pass | None] = None, None
        """The batches that were read last, and their pass: mostly those that are read next."""
        self._read: list[Pass] = []
        self._loaders: weakref.WeakSet[Any] = weakref.WeakSet()

    def begins(self, loader: Any, batches: Any) -> None:
        """A pass over the loader begins; the batches may be those of one before."""
        self._latest = None, None
        self._of_batches[batches] = Pass(loader)

    def batch_read(self, batches: Any, is_end: bool) -> None:
        """A batch was taken from a pass, or it is at its end."""
        latest, found = self._latest
        if latest is None or latest() is not batches:
            found = self._of_batches.get(batches)
            self._latest = weakref.ref(batches), found
        if found is None:
            return
        if is_end:
            found.ended = time.monotonic()
        elif not self._read:
            self._read.append(found)
        elif found not in self._read:
            self._read = [*self._read[1 - _MOST_READ :], found]

    def step_done(self) -> bool:
        """Whether this step is the first of a new pass, and with it of a new epoch."""
        candidates = self._read
        if not candidates:
            return False
        self._read = []
        chosen = candidates[0] if len(candidates) == 1 else max(candidates, key=self._likeliness)
        if chosen is self.training:
            return False
        self.training = chosen
        loader = chosen.loader()
        if loader is not None:
            self._loaders.add(loader)
        return True

    def _likeliness(self, each: Pass) -> tuple[bool, bool, float]:
        """One over a loader that trained before; else one that goes on; else the latest."""
        return each.loader() in self._loaders, each.ended is None, each.began
