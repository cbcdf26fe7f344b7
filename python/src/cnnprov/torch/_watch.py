"""The values that trained each step, and who changed them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cnnprov._trainings.adaptations import EpochValues
from cnnprov.torch._causes import cause_of
from cnnprov.torch._groups import Raw, group_suffix, named_values, raw_values

Place = tuple[int, str]
"""The number of a parameter group, and the name of one of its values."""


class Watch:
    """Follows the parameter groups of one optimizer through the epochs."""

    def __init__(self, optimizer: Any, suffix: str = "") -> None:
        """`suffix` tells the optimizer's values from those of others."""
        self.optimizer = optimizer
        self.suffix = suffix
        self._raw: Raw = []
        self._values: dict[Place, object] = {}
        self._first: dict[Place, object] | None = None
        self._last: dict[Place, object] = {}
        self._changing: dict[Place, Any] = {}
        self._changers: dict[Place, Any] = {}
        self._apart: set[Place] = set()

    def look(self, changer: Any = None) -> None:
        """See what changed since the last look; `changer` did it, or code that nobody knows."""
        raw = raw_values(self.optimizer)
        if raw == self._raw:
            return
        self._raw = raw
        before, self._values = self._values, self._flat(raw)
        for place, value in self._values.items():
            if before.get(place, value) != value:
                self._changing[place] = changer

    def step_done(self) -> None:
        """A step was trained with what the groups hold now."""
        self.look()
        if self._first is None:
            self._first = self._values
            self._changers = {}
        if self._values is not self._last:
            self._changers |= self._changing
            self._changing = {}
        self._last = self._values

    def in_force(self) -> dict[str, object]:
        """The values of the latest step, without those that groups share with the first one.

        Before the first step, as they are.
        """
        values = self._last or self._values
        return {
            self._name(place): value
            for place, value in values.items()
            if not self._is_shared(place, [values])
        }

    def rates(self) -> dict[str, object]:
        """The learning rates of the latest step."""
        return {n: value for n, value in self.in_force().items() if n.startswith("learning_rate")}

    def epoch_ends(self, metric_of: Callable[[Any], str | None]) -> dict[str, EpochValues]:
        """The values of the steps since the last call; nothing where there was none.

        `metric_of` names the measure that a scheduler was given.
        """
        first, self._first = self._first, None
        if first is None:
            return {}
        return {
            self._name(place): EpochValues(
                first.get(place, last),
                last,
                cause_of(changer := self._changers.get(place), metric_of(changer)),
                self._is_shared(place, [first, self._last]),
            )
            for place, last in self._last.items()
        }

    def _is_shared(self, place: Place, several: list[dict[Place, object]]) -> bool:
        """Whether the first group has always had the same value."""
        base = (0, place[1])
        if place == base or place in self._apart:
            return False
        if all(base in values and values.get(place) == values[base] for values in several):
            return True
        self._apart.add(place)
        return False

    def _flat(self, raw: Raw) -> dict[Place, object]:
        named = named_values(self.optimizer, raw)
        return {
            (group, name): value
            for group, values in enumerate(named)
            for name, value in values.items()
        }

    def _name(self, place: Place) -> str:
        return place[1] + group_suffix(self.optimizer, place[0]) + self.suffix
