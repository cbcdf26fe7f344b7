"""The adaptations of a training: what changed between its epochs and within them."""

from __future__ import annotations

from typing import Any

import keras
from cnnprov._execution import Execution
from cnnprov.keras._causes import Cause, cause_of
from cnnprov.keras._hyperparameters import optimizer_values
from cnnprov.keras._rates import EpochRates, RateWatch, optimizers_of


class Adaptations:
    """Records one adaptation for each epoch that a hyperparameter changed before or in."""

    def __init__(
        self, execution: Execution, model: Any, before: Adaptations | None, *, kept: bool
    ) -> None:
        """`before` are those of the training that this one continues; without `kept` none."""
        self._execution = execution
        self._kept = kept
        self._model = model
        self._watches: dict[str, RateWatch] = {}
        self._rates: dict[str, float] = dict(before._rates) if before else {}
        self._values: dict[str, object] = before._values if before else self._values_in_force()

    def begin(self) -> None:
        """Watch the optimizers, which Keras has built by now where it can."""
        for name, optimizer in optimizers_of(self._model.optimizer).items():
            self._watches[name] = RateWatch(self._model, optimizer)
            self._watches[name].begin()

    def stop(self) -> None:
        """Leave the optimizer as it was."""
        for watch in self._watches.values():
            watch.stop()

    def step_begins(self) -> None:
        """A step begins, and all callbacks had their say."""
        for watch in self._watches.values():
            watch.step_begins()

    def rates_of_step(self, index: int) -> dict[str, float]:
        """The rates of the step with this index in the running epoch, by hyperparameter."""
        return {name: watch.rate_of_step(index) for name, watch in self._watches.items()}

    def epoch_ends(self, epoch: int) -> None:
        """Record what was in force in this epoch and not before, or changed in it."""
        for name, watch in self._watches.items():
            rates = watch.epoch_ends()
            if rates is not None:
                self._record_rates(name, epoch, rates)
        self._record_values(epoch)

    def _record_rates(self, name: str, epoch: int, rates: EpochRates) -> None:
        before = self._rates.get(name, rates.first)
        self._rates[name] = rates.last
        if rates.first != rates.last:
            self._record(name, epoch, rates.first, rates.last, cause_of(rates.changer), "schedule")
        elif before != rates.first:
            self._record(name, epoch, before, rates.first, cause_of(rates.changer))

    def _record_values(self, epoch: int) -> None:
        before, self._values = self._values, self._values_in_force()
        for name, value in self._values.items():
            if value != before.get(name, value):
                self._record(name, epoch, before[name], value, Cause())

    def _record(
        self,
        name: str,
        epoch: int,
        old: object,
        new: object,
        cause: Cause,
        kind: str | None = None,
    ) -> None:
        if not self._kept:
            return
        self._execution.adaptation(
            attribute=name,
            old_value=old,
            new_value=new,
            epoch=epoch,
            kind=kind or cause.kind,
            cause=cause.name,
            metric=cause.metric,
            inputs=cause.inputs,
        )

    def _values_in_force(self) -> dict[str, object]:
        """Momentum and the like, where a change has an effect: compiled steps keep the first."""
        compiled = keras.backend.backend() != "torch" or self._model.jit_compile
        if compiled and not self._model.run_eagerly:
            return {}
        return optimizer_values(self._model.optimizer)
