"""The values that trained each step, and who changed them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from cnnprov._trainings.adaptations import EpochValues
from cnnprov.torch._causes import cause_of
from cnnprov.torch._groups import LEARNING_RATE, group_suffix, may_change_unseen, named_values
from cnnprov.torch._observed import Observer

Place = tuple[int, str]
"""The number of a parameter group, and the name of one of its values."""


class Watch(Observer):
    """Follows the parameter groups of one optimizer through the epochs."""

    def __init__(self, optimizer: Any, suffix: str = "") -> None:
        """`suffix` tells the optimizer's values from those of others."""
        self.optimizer = optimizer
        self.suffix = suffix
        self._held: list[tuple[object, ...]] = []
        self._may_change_unseen = False
        self._values: dict[Place, object] = {}
        self._first: dict[Place, object] | None = None
        self._last: dict[Place, object] = {}
        self._changing: dict[Place, Any] = {}
        self._changers: dict[Place, Any] = {}
        self._apart: set[Place] = set()
        self._rates: dict[str, object] = {}
        self._rates_of: dict[Place, object] | None = None

    def look(self, changer: Any = None) -> None:
        """See what changed since the last look; `changer` did it, or code that nobody knows.

        Asked several times in each step, and mostly in vain: groups that hold the very objects of
        the last look, which cannot change, are as they were.
        """
        groups = self.optimizer.param_groups
        if self._may_change_unseen or len(groups) != len(self._held):
            self._look_at_all(changer)
            return
        for number, group in enumerate(groups):
            held = self._held[number]
            if len(group) == len(held) and all(map(operator.is_, group.values(), held)):
                continue
            if not self._is_rate_alone(group, held):
                self._look_at_all(changer)
                return
            self._held[number] = tuple(group.values())
            rate, place = group["lr"], (number, LEARNING_RATE)
            if self._values.get(place) != rate:
                self._values = {**self._values, place: rate}
                self._changing[place] = changer

    changed_by = look

    @staticmethod
    def _is_rate_alone(group: dict[str, Any], held: tuple[object, ...]) -> bool:
        """Whether only the learning rate is another number: most schedulers change no more."""
        if len(group) != len(held) or type(group.get("lr")) is not float:
            return False
        return all(
            group[name] is before or name == "lr" for name, before in zip(group, held, strict=True)
        )

    def _look_at_all(self, changer: Any) -> None:
        self._held = [tuple(group.values()) for group in self.optimizer.param_groups]
        self._may_change_unseen = may_change_unseen(self.optimizer)
        named = named_values(self.optimizer)
        self._take(
            {
                (group, name): value
                for group, values in enumerate(named)
                for name, value in values.items()
            },
            changer,
        )

    def _take(self, values: dict[Place, object], changer: Any) -> None:
        if values == self._values:
            return
        before, self._values = self._values, values
        for place, value in values.items():
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
        if self._rates_of is not self._last:
            self._rates_of = values = self._last
            self._rates = {
                self._name(place): value
                for place, value in values.items()
                if place[1] == LEARNING_RATE and not self._is_shared(place, [values])
            }
        return self._rates

    def epoch_ends(self, metric_of: Callable[[Any], str | None]) -> dict[str, EpochValues]:
        """The values of the steps since the last call; nothing where there was none.

        `metric_of` names the measure that a scheduler was given.
        """
        first, self._first = self._first, None
        self._rates_of = None  # groups may be told apart from here on
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

    def _name(self, place: Place) -> str:
        return place[1] + group_suffix(self.optimizer, place[0]) + self.suffix
