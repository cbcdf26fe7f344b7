"""The values that trained each step, and who changed them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cnnprov._trainings.adaptations import EpochValues
from cnnprov._trainings.causes import Cause
from cnnprov.torch._causes import cause_of
from cnnprov.torch._groups import LEARNING_RATE, group_suffix, may_change_unseen, named_values
from cnnprov.torch._observed import Observer

Place = tuple[int, str]
"""The number of a parameter group, and the name of one of its values."""
Values = tuple[dict[Place, object], dict[Place, object]]
"""What groups hold: the learning rates, which most schedulers change alone, and all else."""


class Watch(Observer):
    """Follows the parameter groups of one optimizer through the epochs."""

    def __init__(self, optimizer: Any, suffix: str = "") -> None:
        """`suffix` tells the optimizer's values from those of others."""
        self.optimizer = optimizer
        self.suffix = suffix
        self._held: list[tuple[object, ...]] = []
        self._rate_at: list[int] = []
        self._may_change_unseen = False
        self._values: Values = {}, {}
        self._first: Values | None = None
        self._last: Values = {}, {}
        self._changing: dict[Place, Any] = {}
        self._changers: dict[Place, Any] = {}
        self._apart: set[Place] = set()
        self._rates: dict[str, object] = {}
        self._rates_of: Values = {}, {}
        self._rates_apart: dict[str, Place] = {}

    def look(self, changer: Any = None) -> None:
        """See what changed since the last look; `changer` did it, or code that nobody knows.

        Asked several times in each step, and mostly in vain: groups whose plain values equal those
        of the last look are as they were. Most schedulers change the learning rate alone, to
        another number.
        """
        groups = self.optimizer.param_groups
        try:
            is_seen = (
                not self._may_change_unseen
                and len(groups) == len(self._held)
                and self._sees_rates(groups, changer)
            )
        except RuntimeError:  # other parameters took the place of these: tensors are not compared
            is_seen = False
        if not is_seen:
            self._look_at_all(changer)

    changed_by = look

    def _sees_rates(self, groups: list[dict[str, Any]], changer: Any) -> bool:
        """Note the learning rates that changed; False where anything else did as well."""
        rates: dict[Place, object] | None = None
        for number, group in enumerate(groups):
            values, held = tuple(group.values()), self._held[number]
            if values == held:
                continue
            at, rate = self._rate_at[number], group.get("lr")
            if type(rate) is not float or values != (*held[:at], rate, *held[at + 1 :]):
                return False
            if rates is None:
                rates, others = dict(self._values[0]), self._values[1]
                self._values = rates, others
            self._held[number] = values
            rates[number, LEARNING_RATE] = rate
            self._changing[number, LEARNING_RATE] = changer
        return True

    def _look_at_all(self, changer: Any) -> None:
        self._held = [tuple(group.values()) for group in self.optimizer.param_groups]
        self._rate_at = [_rate_at(group) for group in self.optimizer.param_groups]
        self._may_change_unseen = may_change_unseen(self.optimizer)
        rates: dict[Place, object] = {}
        others: dict[Place, object] = {}
        for number, values in enumerate(named_values(self.optimizer)):
            for name, value in values.items():
                (rates if name == LEARNING_RATE else others)[number, name] = value
        if (rates, others) != self._values:
            before, self._values = _all(self._values), (rates, others)
            for place, value in _all(self._values).items():
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
        values = _all(self._last) or _all(self._values)
        return {name: values[place] for name, place in self._told_apart(values).items()}

    def rates(self) -> dict[str, object]:
        """The learning rates of the latest step."""
        if self._rates_of is not self._last:
            rates, others = self._last
            is_one_as_before = others is self._rates_of[1] and len(set(rates.values())) == 1
            if not is_one_as_before:  # which takes long to find, in each step of a schedule
                self._rates_apart = self._told_apart(rates)
            self._rates_of = self._last
            self._rates = {name: rates[place] for name, place in self._rates_apart.items()}
        return self._rates

    def epoch_ends(self, metric_of: Callable[[Any], str | None]) -> dict[str, EpochValues]:
        """The values of the steps since the last call; nothing where there was none.

        `metric_of` names the measure that a scheduler was given.
        """
        self._rates_of = {}, {}  # groups may be told apart from here on
        if self._first is None:
            return {}
        first, last = _all(self._first), _all(self._last)
        self._first = None
        causes: dict[int, Cause] = {}
        ended: dict[str, EpochValues] = {}
        for place, value in last.items():
            is_shared = self._is_shared(place, [first, last])
            changer = None if is_shared else self._changers.get(place)
            if id(changer) not in causes:  # what a scheduler was made with takes long to find
                causes[id(changer)] = cause_of(changer, metric_of(changer))
            ended[self._name(place)] = EpochValues(
                first.get(place, value), value, causes[id(changer)], is_shared
            )
        return ended

    def _told_apart(self, values: dict[Place, object]) -> dict[str, Place]:
        """The values by name, without those that groups share with the first one."""
        return {
            self._name(place): place for place in values if not self._is_shared(place, [values])
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


def _rate_at(group: dict[str, Any]) -> int:
    """Where among its values a group has its learning rate; behind them if it has none."""
    return list(group).index("lr") if "lr" in group else len(group)


def _all(values: Values) -> dict[Place, object]:
    return {**values[0], **values[1]}
