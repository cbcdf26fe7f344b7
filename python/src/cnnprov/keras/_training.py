"""One call of `fit`, as it is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

import keras
from cnnprov._execution import Execution
from cnnprov._trainings.recording import Recording
from cnnprov._trainings.selection import Selection
from cnnprov.keras._adaptations import Values
from cnnprov.keras._calls import ModelCalls
from cnnprov.keras._fits import callbacks_in
from cnnprov.keras._hyperparameters import found_hyperparameters
from cnnprov.keras._layers import layer_rows
from cnnprov.keras._rates import shortest


class Training(Recording):
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
        super().__init__(execution, model, selection, adaptations=adaptations, continues=continues)
        self._arguments = arguments
        self._first_epoch = first_epoch
        self._steps_before = self.steps
        self._found: dict[str, object] = {}
        self._values = Values(model)
        self.adaptations.begin(self._values.in_force())
        self._calls = ModelCalls(model, self)

    def begins(self) -> None:
        """The first epoch is about to begin."""
        self._values.begin()
        if self.model.built:  # the backend's threads would make it take twice as long later
            self.describe(layer_rows(self.model))

    def epoch_of_index_begins(self, index: int) -> None:
        """An epoch begins; `index` counts from 0."""
        self.epoch_begins(self._first_epoch + index)
        self._steps_before = self.steps

    def step_begins(self) -> None:
        """A step begins, and all callbacks had their say."""
        self._values.step_begins()
        if not self.is_declared:
            is_first = not self._found
            self._find()
            if self.model.built or not is_first:
                self._declare()

    def step_ended(self, index: int, logs: Mapping[str, Any]) -> None:
        """Steps up to this index of the epoch are done; `logs` are means since its beginning."""
        self.steps = self._steps_before + index + 1
        self.step_ends({**logs, **self._values.rates_of_step(index)})

    def epoch_of_index_ended(self, index: int, logs: Mapping[str, Any]) -> None:
        """All callbacks have added their measures to `logs`."""
        self._declare()
        metrics = {name: _exact(name, value) for name, value in logs.items()}
        self.epoch_ends(self._first_epoch + index, metrics, self._values.epoch_ends())

    def ended(self) -> None:
        """`fit` is about to return; tests and saved files may follow."""
        self._declare()
        self._values.stop()
        self.epoch = self._epoch_of_weights()
        self.execution.end_training()

    def failed(self, error: BaseException) -> None:
        """An exception leaves `fit`: the execution ends with it."""
        try:
            self._declare()
            if self.epoch is not None:
                self.adaptations.epoch_ends(self.epoch, self._values.epoch_ends())
        finally:
            self._values.stop()
            self._calls.detach()
            self.execution.end(error=error)

    def detach(self) -> None:
        """Leave the model's own calls as they were: nothing more is recorded of it."""
        self._calls.detach()

    def _find(self) -> None:
        if not self._found:
            self._found = found_hyperparameters(self.model, self._arguments)

    def _declare(self) -> None:
        if self.is_declared:
            return
        self._find()
        if self.model.built:
            self._found["num_parameters"] = self.model.count_params()
        self.declare(self._found)
        self.describe(layer_rows(self.model))

    def _epoch_of_weights(self) -> int | None:
        """The epoch whose weights the model has now: an early stop may have restored older ones."""
        for callback in callbacks_in(self._arguments.get("callbacks")):
            if isinstance(callback, keras.callbacks.EarlyStopping) and (
                callback.restore_best_weights and callback.best_weights is not None
            ):
                return self._first_epoch + int(callback.best_epoch)
        return self.epoch


def _exact(name: str, value: Any) -> Any:
    """The value; of a learning rate, which Keras logs widened to 64 bits, the shortest decimal."""
    is_rate = name.startswith("learning_rate") and isinstance(value, float)
    return shortest(np.float32(value)) if is_rate else value
