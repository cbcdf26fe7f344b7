"""The hyperparameters of Keras' optimizers through the epochs."""

from __future__ import annotations

from typing import Any

import keras
from cnnprov._trainings.adaptations import EpochValues
from cnnprov.keras._causes import cause_of
from cnnprov.keras._hyperparameters import optimizer_values
from cnnprov.keras._rates import RateWatch, optimizers_of


class Values:
    """Follows the learning rates, step by step, and what else may change, epoch by epoch."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._watches: dict[str, RateWatch] = {}

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

    def epoch_ends(self) -> dict[str, EpochValues]:
        """The values of the steps since the last call; nothing of a rate that trained none."""
        values = {name: EpochValues(value, value) for name, value in self.in_force().items()}
        for name, watch in self._watches.items():
            rates = watch.epoch_ends()
            if rates is not None:
                values[name] = EpochValues(rates.first, rates.last, cause_of(rates.changer))
        return values

    def in_force(self) -> dict[str, object]:
        """Momentum and the like, where a change has an effect: compiled steps keep the first."""
        compiled = keras.backend.backend() != "torch" or self._model.jit_compile
        if compiled and not self._model.run_eagerly:
            return {}
        return optimizer_values(self._model.optimizer)
