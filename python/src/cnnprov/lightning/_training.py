"""One call of `fit`, as it is recorded."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from cnnprov._execution import Execution
from cnnprov._failsafe import never_raises
from cnnprov._trainings.selection import Selection
from cnnprov.lightning._hyperparameters import found_hyperparameters
from cnnprov.torch._captured import OptimizedTraining, without_prefixes


class Training(OptimizedTraining):
    """Writes what one call of `fit`, and what follows it, tell into an execution.

    An epoch is written when the next one starts or the training ends, because the module's own
    hooks, monitors and validations may still add measures until then.
    """

    def __init__(
        self,
        execution: Execution,
        trainer: Any,
        module: Any,
        selection: Selection,
        *,
        steps: bool,
        gradient_norm: bool,
        continues: Training | None,
    ) -> None:
        super().__init__(
            execution,
            module,
            selection,
            steps=steps,
            gradient_norm=gradient_norm,
            continues=continues,
        )
        self._trainer = trainer
        self._measured_before: set[str] = set()
        self._of_validation: set[str] = set()
        self._is_validated = False
        self._wrapped: list[tuple[Any, str, Any]] = []
        self._wrap(trainer, "save_checkpoint", self._save)
        self._wrap(trainer._logger_connector, "update_train_epoch_metrics", self._reset)

    def starts(self) -> None:
        """The trainer knows its optimizers, and begins."""
        several = self._trainer.optimizers
        optimizers = {f"_{n}" if len(several) > 1 else "": each for n, each in enumerate(several)}
        self.begins(optimizers, found_hyperparameters(self._trainer, self.model))

    def epoch_starts(self) -> None:
        """The trainer begins an epoch."""
        self._write_epoch()
        self._is_validated = False
        self.epoch_begins(self._trainer.current_epoch + 1)

    def validation_starts(self) -> None:
        """What is measured from here on belongs to the validation."""
        self._measured_before = set(self._trainer.callback_metrics)

    def validation_ended(self) -> None:
        """The running epoch is validated."""
        self._of_validation |= set(self._trainer.callback_metrics) - self._measured_before
        self._is_validated = not self._trainer.sanity_checking

    def finishes(self) -> None:
        """The trainer is done; tests and checkpoints may follow."""
        self._write_epoch()
        self.ended()

    def fails(self, error: BaseException, *, is_aborted: bool) -> None:
        """An error ends `fit`."""
        if self._trainer.fit_loop.epoch_progress.current.processed >= (self.epoch or 1):
            self._write_epoch()
        self.failed(error, is_aborted=is_aborted)

    def was_tested(self, metrics: Any) -> None:
        """The trainer tested the model."""
        self.tested(without_prefixes(metrics, "test_"), self.epoch)

    def detach(self) -> None:
        for owner, name, wrapper in self._wrapped:
            if vars(owner).get(name) is wrapper:
                del vars(owner)[name]

    def _write_epoch(self) -> None:
        measured = dict(self._trainer.callback_metrics)
        stale = set() if self._is_validated else self._of_validation
        parts = {f"{name}_{part}" for name in measured for part in ("step", "epoch")}
        self.epoch_is_over(
            {name: value for name, value in measured.items() if name not in stale | parts}
        )

    def _wrap(self, owner: Any, name: str, call: Callable[..., Any]) -> None:
        original = getattr(owner, name, None)
        if original is not None:
            wrapper = functools.wraps(original)(functools.partial(call, original))
            vars(owner)[name] = wrapper
            self._wrapped.append((owner, name, wrapper))

    def _reset(self, original: Any) -> Any:
        """Lightning forgets an epoch's measures: those of the module's last hook are read now."""
        self._read_measures()
        return original()

    @never_raises
    def _read_measures(self) -> None:
        _ = self._trainer.callback_metrics

    def _save(self, original: Any, filepath: Any, *args: Any, **kwargs: Any) -> Any:
        result = original(filepath, *args, **kwargs)
        if self._trainer.is_global_zero:
            self.saved(filepath, self.epoch)
        return result
