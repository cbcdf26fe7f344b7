"""One call of `train`, as it is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cnnprov._execution import Execution
from cnnprov._trainings.selection import Selection
from cnnprov.torch._captured import OptimizedTraining
from cnnprov.transformers._hyperparameters import found_hyperparameters

_OF_LOGS = frozenset({"loss", "learning_rate", "epoch", "num_input_tokens_seen"})
"""What the trainer logs every few steps, and we have of every step."""


class Training(OptimizedTraining):
    """Writes what one call of `train`, and what follows it, tell into an execution.

    An epoch is written when the next one begins or the training ends, because the trainer
    evaluates, logs and saves after it has told of the epoch's end.
    """

    def __init__(
        self,
        execution: Execution,
        trainer: Any,
        selection: Selection,
        *,
        steps: bool,
        gradient_norm: bool,
        continues: Training | None,
    ) -> None:
        super().__init__(
            execution,
            trainer.model,
            selection,
            steps=steps,
            gradient_norm=gradient_norm,
            continues=continues,
        )
        self.trainer = trainer
        self._logs: dict[str, object] = {}

    def starts(self, optimizer: Any) -> None:
        """The trainer knows its optimizer, and begins."""
        inner = getattr(optimizer, "optimizer", optimizer)  # of Accelerate's wrapper
        self.model = self.trainer.model
        self.begins({"": inner}, found_hyperparameters(self.trainer))

    def epoch_starts(self, epoch: int) -> None:
        """The trainer begins an epoch."""
        self.epoch_is_over(self._taken())
        self.epoch_begins(epoch)

    def logged(self, logs: Mapping[str, object]) -> None:
        """The trainer logged measures; those that come last in an epoch are the epoch's."""
        if "train_runtime" not in logs:  # the summary of the whole training
            self._logs |= {name: value for name, value in logs.items() if name not in _OF_LOGS}

    def finishes(self) -> None:
        """The trainer is done; tests and saved models may follow."""
        self.epoch_is_over(self._taken())
        self.ended()

    def _taken(self) -> dict[str, object]:
        taken, self._logs = self._logs, {}
        return taken
