"""One training, as it is recorded in an execution."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

from cnnprov._execution import Execution
from cnnprov._failsafe import never_raises
from cnnprov._trainings.adaptations import Adaptations, EpochValues
from cnnprov._trainings.selection import Selection

_OWN_NAMES = frozenset({"epoch", "step", "elapsed_time"})


class Recording:
    """Counts epochs and steps, and writes what is kept of them. Belongs to the training thread."""

    def __init__(
        self,
        execution: Execution,
        model: Any,
        selection: Selection,
        *,
        adaptations: bool = True,
        continues: Recording | None = None,
    ) -> None:
        """`continues` is the training of the same execution that this one goes on from."""
        self.execution = execution
        self.model = model
        self.epoch: int | None = continues.epoch if continues else None
        """The epoch that runs, or ran last."""
        self.steps: int = continues.steps if continues else 0
        """The number of steps done."""
        self.is_declared = continues is not None
        """Whether hyperparameters are written."""
        self._is_described = continues is not None
        before = continues.adaptations if continues else None
        self.adaptations: Adaptations = Adaptations(execution, before, kept=adaptations)
        self._selection = selection
        self._epoch_began = time.monotonic()
        self._names_of_step: list[str] = []
        self._kept_of_step: list[str] = []

    def declare(self, hyperparameters: Mapping[str, object]) -> None:
        """Write what configures the training, once."""
        if not self.is_declared:
            self.is_declared = True
            self.execution.hyperparameters(self._selection.hyperparameters(hyperparameters))

    def describe(self, layers: Iterable[Mapping[str, object]]) -> None:
        """Write what the network consists of, once."""
        if not self._is_described:
            self._is_described = True
            self.execution.layers(layers)

    def epoch_begins(self, epoch: int) -> None:
        """An epoch begins."""
        self.epoch = epoch
        self._epoch_began = time.monotonic()

    def epoch_ends(
        self,
        epoch: int,
        metrics: Mapping[str, object],
        values: Mapping[str, EpochValues],
        seconds: float | None = None,
    ) -> None:
        """Write the epoch: its adaptations, then its measures and the seconds that it took."""
        seconds = time.monotonic() - self._epoch_began if seconds is None else seconds
        self.adaptations.epoch_ends(epoch, values)
        row: dict[str, Any] = {"elapsed_time": round(seconds, 6), **self.kept(metrics)}
        Execution.log(self.execution, epoch=epoch, **row)

    def step_ends(self, metrics: Mapping[str, object]) -> None:
        """Write the step that was done last."""
        if list(metrics) != self._names_of_step:
            self._names_of_step, self._kept_of_step = list(metrics), list(self.kept(metrics))
        row: dict[str, Any] = {name: metrics[name] for name in self._kept_of_step}
        Execution.log(self.execution, step=self.steps, epoch=self.epoch, **row)

    @never_raises
    def tested(self, metrics: Mapping[str, object], epoch: int | None) -> None:
        """Write a test of the weights of this epoch."""
        Execution.test(self.execution, epoch=epoch, **self.kept(metrics))

    @never_raises
    def saved(self, path: Any, epoch: int | None) -> None:
        """Write a file of the model, with the epoch that trained it."""
        Execution.file(self.execution, path, epoch=epoch)

    def detach(self) -> None:
        """Leave the model's own calls as they were: nothing more is recorded of it."""

    def kept(self, metrics: Mapping[str, object]) -> dict[str, Any]:
        """Those of the measures that are kept, under names that no column of ours has."""
        kept = self._selection.metrics(metrics)
        return {name: value for name, value in kept.items() if name not in _OWN_NAMES}
