"""One call of `fit`, as it is recorded."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

import keras
from cnnprov._execution import Execution
from cnnprov._failsafe import never_raises
from cnnprov.keras._adaptations import Adaptations
from cnnprov.keras._calls import ModelCalls
from cnnprov.keras._fits import callbacks_in
from cnnprov.keras._hyperparameters import found_hyperparameters
from cnnprov.keras._layers import layer_rows
from cnnprov.keras._rates import shortest
from cnnprov.keras._selection import Selection

_OWN_NAMES = frozenset({"epoch", "step", "elapsed_time"})


class Training:
    """Writes what one call of `fit`, and what follows it, tell into an execution."""

    def __init__(
        self,
        execution: Execution,
        model: Any,
        arguments: Mapping[str, Any],
        selection: Selection,
        *,
        first_epoch: int,
        adaptations: bool,
        continues: Training | None,
    ) -> None:
        """Watch the model.

        `first_epoch` is the number of Keras' epoch 0; `adaptations` says whether they are kept;
        `continues` is the earlier call of `fit` that this one goes on from.
        """
        self.execution = execution
        self.model = model
        self._arguments = arguments
        self._selection = selection
        self._first_epoch = first_epoch
        self._epoch: int | None = continues._epoch if continues else None
        self._epoch_began = time.monotonic()
        self._steps: int = continues._steps if continues else 0
        self._steps_before = self._steps
        self._found: dict[str, object] = {}
        self._declared = continues is not None
        before = continues._adaptations if continues else None
        self._adaptations: Adaptations = Adaptations(execution, model, before, kept=adaptations)
        self._calls = ModelCalls(model, self)

    def begins(self) -> None:
        """The first epoch is about to begin."""
        self._adaptations.begin()

    def epoch_begins(self, index: int) -> None:
        """An epoch begins; `index` counts from 0."""
        self._epoch = self._first_epoch + index
        self._epoch_began = time.monotonic()
        self._steps_before = self._steps

    def step_begins(self) -> None:
        """A step begins, and all callbacks had their say."""
        self._adaptations.step_begins()
        if not self._declared:
            is_first = not self._found
            self._find()
            if self.model.built or not is_first:
                self._declare()

    def step_ended(self, index: int, logs: Mapping[str, Any]) -> None:
        """Steps up to this index of the epoch are done; `logs` are means since its beginning."""
        self._steps = self._steps_before + index + 1
        metrics = {**logs, **self._adaptations.rates_of_step(index)}
        self.execution.log(step=self._steps, epoch=self._epoch, **self._kept(metrics))

    def epoch_ended(self, index: int, logs: Mapping[str, Any]) -> None:
        """All callbacks have added their measures to `logs`."""
        epoch = self._first_epoch + index
        elapsed = round(time.monotonic() - self._epoch_began, 6)
        self._declare()
        self._adaptations.epoch_ends(epoch)
        row = self._kept({name: _exact(name, value) for name, value in logs.items()})
        self.execution.log(epoch=epoch, elapsed_time=elapsed, **row)

    def ended(self) -> None:
        """`fit` is about to return; tests and saved files may follow."""
        self._declare()
        self._adaptations.stop()
        self._epoch = self._epoch_of_weights()
        self.execution.end_training()

    def failed(self, error: BaseException) -> None:
        """An exception leaves `fit`: the execution ends with it."""
        try:
            self._declare()
            if self._epoch is not None:
                self._adaptations.epoch_ends(self._epoch)
        finally:
            self._adaptations.stop()
            self._calls.detach()
            self.execution.end(error=error)

    def detach(self) -> None:
        """Leave the model's own calls as they were: nothing more is recorded of it."""
        self._calls.detach()

    @never_raises
    def tested(self, metrics: dict[str, Any]) -> None:
        """Record an evaluation."""
        self.execution.test(epoch=self._epoch, **self._kept(metrics))

    @never_raises
    def saved(self, path: Any) -> None:
        """Record a file of the model, with the epoch that trained it."""
        self.execution.file(path, epoch=self._epoch)

    def _find(self) -> None:
        if not self._found:
            self._found = found_hyperparameters(self.model, self._arguments)

    def _declare(self) -> None:
        if self._declared:
            return
        self._declared = True
        self._find()
        if self.model.built:
            self._found["num_parameters"] = self.model.count_params()
        self.execution.hyperparameters(self._selection.hyperparameters(self._found))
        self.execution.layers(layer_rows(self.model))

    def _kept(self, metrics: Mapping[str, Any]) -> dict[str, Any]:
        kept = self._selection.metrics(metrics)
        return {name: value for name, value in kept.items() if name not in _OWN_NAMES}

    def _epoch_of_weights(self) -> int | None:
        """The epoch whose weights the model has now: an early stop may have restored older ones."""
        for callback in callbacks_in(self._arguments.get("callbacks")):
            if isinstance(callback, keras.callbacks.EarlyStopping) and (
                callback.restore_best_weights and callback.best_weights is not None
            ):
                return self._first_epoch + int(callback.best_epoch)
        return self._epoch


def _exact(name: str, value: Any) -> Any:
    """The value; of a learning rate, which Keras logs widened to 64 bits, the shortest decimal."""
    is_rate = name.startswith("learning_rate") and isinstance(value, float)
    return shortest(np.float32(value)) if is_rate else value
