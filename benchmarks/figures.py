"""Figures, their percentiles and goals."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value. A goal is the most it may be, or with `least` the least."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    least: bool = False

    @property
    def met(self) -> bool | None:
        """None where there is no goal."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.least else self.value <= self.goal


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that is not below this share of them."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def times(
    what: str, seconds: Iterable[float], *, goal: float | None = None, unit: str = "ms"
) -> list[Figure]:
    """The 50th percentile, which the goal is for, and the 99th."""
    scale = {"s": 1, "ms": 1e3, "µs": 1e6}[unit]
    scaled = [second * scale for second in seconds]
    return [
        Figure(f"{what}, p50", percentile(scaled, 0.5), unit, goal),
        Figure(f"{what}, p99", percentile(scaled, 0.99), unit),
    ]


def timed(call: Callable[[], object], rounds: int, warmup: int = 10) -> list[float]:
    """The seconds that each of the calls took."""
    for _ in range(warmup):
        call()
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begin)
    return taken
