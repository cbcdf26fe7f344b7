"""The adaptations of a training: what changed between its epochs and within them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cnnprov._execution import Execution
from cnnprov._trainings.causes import NOBODY, Cause


class EpochValues(NamedTuple):
    """A hyperparameter in an epoch's first and last step, and what changed it last."""

    first: object
    last: object
    cause: Cause = NOBODY
    is_shared: bool = False
    """Whether another hyperparameter says the same, and this one is not told."""


class Adaptations:
    """Records one adaptation for each epoch that a hyperparameter changed before or in."""

    def __init__(
        self, execution: Execution, before: Adaptations | None = None, *, kept: bool = True
    ) -> None:
        """`before` are those of the training that this one continues; without `kept` none."""
        self._execution = execution
        self._kept = kept
        self._in_force: dict[str, object] = dict(before._in_force) if before else {}

    def begin(self, values: Mapping[str, object]) -> None:
        """The training begins with these values, unless it goes on from another."""
        self._in_force = {**values, **self._in_force}

    def epoch_ends(self, epoch: int, values: Mapping[str, EpochValues]) -> None:
        """Record what was in force in this epoch and not before, or changed in it."""
        for name, found in values.items():
            before = self._in_force.get(name, found.first)
            self._in_force[name] = found.last
            if not self._kept or found.is_shared:
                continue
            if found.first != found.last:
                self._record(name, epoch, found.first, found, "schedule")
            elif before != found.first:
                self._record(name, epoch, before, found, found.cause.kind)

    def _record(self, name: str, epoch: int, old: object, found: EpochValues, kind: str) -> None:
        self._execution.adaptation(
            attribute=name,
            old_value=old,
            new_value=found.last,
            epoch=epoch,
            kind=kind,
            cause=found.cause.name,
            metric=found.cause.metric,
            inputs=found.cause.inputs,
        )
