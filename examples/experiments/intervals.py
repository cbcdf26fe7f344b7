"""Paired differences, and how sure they are."""

from __future__ import annotations

import random
import statistics
from dataclasses import dataclass

RESAMPLES = 10_000
SEED = 9


@dataclass(frozen=True)
class Interval:
    """A mean with a 95 % bootstrap interval, of so many pairs."""

    mean: float
    low: float
    high: float
    pairs: int

    @property
    def holds_zero(self) -> bool:
        """Whether no difference is among what the measurements allow."""
        return self.low <= 0 <= self.high


def of(differences: list[float]) -> Interval:
    """The interval of the mean of these; of a single pair it is that value alone."""
    chance = random.Random(SEED)
    count = len(differences)
    means = sorted(statistics.fmean(chance.choices(differences, k=count)) for _ in range(RESAMPLES))
    low, high = means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]
    return Interval(statistics.fmean(differences), low, high, count)
