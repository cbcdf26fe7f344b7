"""What is trained, and what is seen of it without a capture."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

STEPS = 4
BATCH = 8
INPUTS, HIDDEN, CLASSES = 6, 4, 3
PARAMETERS = INPUTS * HIDDEN + HIDDEN + HIDDEN * CLASSES + CLASSES

_random = random.Random(3)
X = [[_random.random() for _ in range(INPUTS)] for _ in range(STEPS * BATCH)]
Y = [_random.randrange(CLASSES) for _ in range(STEPS * BATCH)]


@dataclass(frozen=True)
class Plan:
    """One training, of SGD with momentum 0.9 and weight decay 0.01."""

    epochs: int = 3
    rate: float = 0.1
    captured: bool = True
    steps: bool = False
    schedule: str | None = None
    """One of the framework's names of learning-rate schedulers."""
    stops_early: bool = False
    """Whether it is stopped after three epochs, by the framework's own means."""
    in_epoch: tuple[int, Callable[[], object]] | None = None
    """What happens within a step of this epoch."""
    directory: Path | None = None
    """Where a checkpoint is written after each epoch."""
    resumes: bool = False
    """Whether it goes on from the newest checkpoint in the directory."""
    is_tested: bool = False


@dataclass
class Seen:
    """What the training itself told, and the digest of its weights."""

    losses: list[float] = field(default_factory=list)
    """Of each step."""
    rates: list[float] = field(default_factory=list)
    """The learning rate that trained each step."""
    weights: str = ""
    test: dict[str, float] = field(default_factory=dict)


class Framework(Protocol):
    """How one framework trains a plan."""

    name: str
    """As the table in the docs has it."""
    told: frozenset[str]
    """What the script has to say itself."""
    lacks: dict[str, str]
    """What is not captured, and why."""

    def schedules(self) -> Iterable[str]:
        """All learning-rate schedulers of the framework."""

    def train(self, plan: Plan) -> Seen:
        """Train; errors of the plan come through."""


def digest(arrays: Iterable[Any]) -> str:
    """One text for the bits of all arrays."""
    import hashlib

    found = hashlib.sha256()
    for array in arrays:
        found.update(array.tobytes())
    return found.hexdigest()
