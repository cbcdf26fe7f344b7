"""What the integrations of the frameworks on PyTorch share: a training with its optimizers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cnnprov._execution import Execution
from cnnprov._trainings.recording import Recording
from cnnprov._trainings.selection import Selection
from cnnprov.torch._hyperparameters import found_hyperparameters, layer_rows
from cnnprov.torch._steps import Steps


class OptimizedTraining(Recording):
    """A training whose framework tells the epochs; its optimizers tell the steps."""

    def __init__(
        self,
        execution: Execution,
        model: Any,
        selection: Selection,
        *,
        steps: bool,
        gradient_norm: bool,
        continues: OptimizedTraining | None,
    ) -> None:
        super().__init__(execution, model, selection, continues=continues)
        self._keeps_steps = steps
        self._gradient_norm = gradient_norm
        self._given: Mapping[str, object] = {}
        self._optimizers: Mapping[str, Any] = {}
        self._steps: Steps | None = None
        self._is_running = False

    def begins(self, optimizers: Mapping[str, Any], given: Mapping[str, object]) -> None:
        """Watch the optimizers; `given` are the hyperparameters that the framework knows of."""
        self._optimizers = optimizers
        self._given = given
        self._steps = Steps(optimizers, self.step_done, gradient_norm=self._gradient_norm)
        if self.execution.is_open:
            self._steps.begin()

    def epoch_begins(self, epoch: int) -> None:
        super().epoch_begins(epoch)
        self._is_running = True

    def epoch_is_over(self, metrics: Mapping[str, object]) -> None:
        """Write the epoch that ran, unless that was done."""
        if self._is_running and self._steps is not None and self.epoch is not None:
            self._is_running = False
            measures = {**self._steps.means(), **metrics}
            self.epoch_ends(self.epoch, measures, self._steps.epoch_ends(measures))

    def step_done(self) -> None:
        """A step was done."""
        self.steps += 1
        if not self.is_declared:
            self._declare()
        if self._keeps_steps and self._steps is not None:
            self.step_ends(self._steps.of_step())

    def ended(self) -> None:
        """The training ended well; tests and saved files may follow."""
        self._declare()
        self._stop()
        self.execution.end_training()

    def failed(self, error: BaseException, *, is_aborted: bool = False) -> None:
        """An error ends the training, and the execution with it."""
        try:
            self._declare()
            if self._steps is not None and self.epoch is not None and self._is_running:
                self.adaptations.epoch_ends(self.epoch, self._steps.epoch_ends({}))
        finally:
            self._stop()
            self.detach()
            self.execution.end("ABORTED" if is_aborted else "FINISHED", error)

    def _stop(self) -> None:
        if self._steps is not None:
            self._steps.stop()

    def _declare(self) -> None:
        if self.is_declared or self._steps is None:
            return
        found = found_hyperparameters([self.model], self._optimizers, self._steps.in_force())
        self.declare({**found, **self._given})
        self.describe(layer_rows([self.model]))


def without_prefixes(metrics: Mapping[str, object], *prefixes: str) -> dict[str, object]:
    """The measures of a test without what stands before their names, such as `test_`."""
    plain = {}
    for name, value in metrics.items():
        for prefix in prefixes:
            name = name.removeprefix(prefix)
        plain[name] = value
    return plain
