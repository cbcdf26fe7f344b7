"""The callback that captures a training."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cnnprov._execution import Execution
from cnnprov._failsafe import never_raises
from cnnprov._trainings.selection import Selection
from cnnprov._trainings.series import Series
from cnnprov.lightning._package import callback_classes
from cnnprov.lightning._training import Training
from cnnprov.torch._observed import observe_callback

_Callback: Any = type("_Callback", callback_classes(), {})

_PACKAGES = frozenset({"lightning", "pytorch_lightning"})
_HOOKS = [name for name in dir(_Callback) if name.startswith("on_")]


class Capture(_Callback):  # type: ignore[misc]
    """Captures each call of `fit` as an execution of a dataflow.

        trainer = Trainer(max_epochs=20, callbacks=[cnnprov.lightning.Capture("alexnet-df")])
        trainer.fit(model, loader)

    Its place among the callbacks does not matter. Nothing it does changes the training, stops it
    or waits for a server. Epochs count from 1.

    An execution stays open after `fit` for tests (`trainer.test`), checkpoints and your own
    `capture.execution` calls, until the model is trained again, or the program ends, or
    `capture.execution.end()`. When an exception, Ctrl-C or SIGTERM ends `fit`, it ends with it.
    A training that goes on from a checkpoint says which execution that came from.
    """

    def __init__(
        self,
        dataflow_tag: str,
        *,
        hyperparameters: Mapping[str, object] | Iterable[str] | None = None,
        metrics: Iterable[str] | None = None,
        exclude: Iterable[str] = (),
        steps: bool = False,
        gradient_norm: bool = False,
    ) -> None:
        """Choose what is kept; by default everything that is found, for each epoch.

        Args:
            dataflow_tag: the dataflow that the trainings are executions of.
            hyperparameters: names of those to keep; or a mapping, in which False leaves one out
                and a value that is no boolean is a hyperparameter of your own.
            metrics: names of those to keep.
            exclude: names of hyperparameters and metrics to leave out.
            steps: whether the loss and learning rate of each step are kept too, which waits for
                the device after each.
            gradient_norm: whether the 2-norm of all gradients is kept.

        Raises:
            TypeError: a single name was given for several.
        """
        super().__init__()
        self.dataflow_tag = dataflow_tag
        """The tag of the dataflow."""
        self._selection = Selection(hyperparameters, metrics, exclude)
        self._keeps_steps = steps
        self._gradient_norm = gradient_norm
        self._series: Series[Training] = Series(dataflow_tag)
        self._resumed_from: str | None = None
        self._is_fitting = False

    @property
    def execution(self) -> Execution:
        """The execution of the latest `fit`; before the first, the one that it will belong to."""
        return self._series.execution

    def state_dict(self) -> dict[str, Any]:
        """What a checkpoint keeps of this: the execution that it comes from."""
        training = self._series.training
        return {} if training is None else {"execution": training.execution.tag}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """The training goes on from a checkpoint with this state."""
        self._resumed_from = state_dict.get("execution")

    @never_raises
    def setup(self, trainer: Any, pl_module: Any, stage: str) -> None:  # noqa: ARG002
        self._is_fitting = False
        self._resumed_from = None

    @never_raises
    def on_fit_start(self, trainer: Any, pl_module: Any) -> None:
        self._is_fitting = True
        previous = self._series.training
        here = previous is not None and self._resumed_from == previous.execution.tag
        continues = self._series.next(
            pl_module,
            resumes=here or (self._resumed_from is None and trainer.current_epoch > 0),
            resumed_from=self._resumed_from,
        )
        self._series.training = Training(
            self.execution,
            trainer,
            pl_module,
            self._selection,
            steps=self._keeps_steps,
            gradient_norm=self._gradient_norm,
            continues=continues,
        )

    @never_raises
    def on_train_start(self, trainer: Any, pl_module: Any) -> None:  # noqa: ARG002
        for callback in trainer.callbacks:
            observe_callback(callback, _HOOKS, _PACKAGES)
        if self._series.training is not None:
            self._series.training.starts()

    @never_raises
    def on_train_epoch_start(self, trainer: Any, pl_module: Any) -> None:  # noqa: ARG002
        if self._series.training is not None:
            self._series.training.epoch_starts()

    @never_raises
    def on_validation_start(self, trainer: Any, pl_module: Any) -> None:  # noqa: ARG002
        if self._series.training is not None and self._is_fitting:
            self._series.training.validation_starts()

    @never_raises
    def on_validation_end(self, trainer: Any, pl_module: Any) -> None:  # noqa: ARG002
        if self._series.training is not None and self._is_fitting:
            self._series.training.validation_ended()

    @never_raises
    def on_train_end(self, trainer: Any, pl_module: Any) -> None:  # noqa: ARG002
        self._is_fitting = False
        if self._series.training is not None:
            self._series.training.finishes()
            self._series.finished()

    @never_raises
    def on_test_end(self, trainer: Any, pl_module: Any) -> None:  # noqa: ARG002
        if self._series.training is not None:
            self._series.training.was_tested(trainer.callback_metrics)

    @never_raises
    def on_exception(self, trainer: Any, pl_module: Any, exception: BaseException) -> None:
        if trainer.state.fn != "fit":
            return
        if not self._is_fitting:
            self.on_fit_start(trainer, pl_module)
        self._is_fitting = False
        if self._series.training is not None:
            is_sigterm = type(exception).__name__ == "SIGTERMException"
            self._series.training.fails(exception, is_aborted=is_sigterm)
