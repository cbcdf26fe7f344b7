"""The callback that captures a training."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cnnprov._execution import Execution
from cnnprov._failsafe import never_raises
from cnnprov._trainings.selection import Selection
from cnnprov._trainings.series import Series
from cnnprov.keras._fits import FitObserver, observe_fits
from cnnprov.keras._training import Training


class Capture(FitObserver):
    """Captures each call of `fit` that it is given to as an execution of a dataflow.

        capture = cnnprov.keras.Capture("alexnet-df")
        model.fit(x, y, callbacks=[capture])

    Its place among the callbacks does not matter. Nothing it does changes the training, stops it
    or waits for a server. Epochs count from 1.

    An execution stays open after `fit` for tests (`model.evaluate`), saved files and your own
    `capture.execution` calls, until the model is trained again, or the program ends, or
    `capture.execution.end()`. When an exception or Ctrl-C leaves `fit`, it ends with it.

    Each call of `fit` is an execution of its own, except that one with `initial_epoch` goes on
    with the model's previous one (or, when that was ended, resumes it in a new one).
    """

    _first_epoch = 1
    _keeps_adaptations = True

    def __init__(
        self,
        dataflow_tag: str,
        *,
        hyperparameters: Mapping[str, object] | Iterable[str] | None = None,
        metrics: Iterable[str] | None = None,
        exclude: Iterable[str] = (),
        steps: bool = False,
        resumed_from: str | None = None,
    ) -> None:
        """Choose what is kept; by default everything that is found, for each epoch.

        Args:
            dataflow_tag: the dataflow that the trainings are executions of.
            hyperparameters: names of those to keep; or a mapping, in which False leaves one out
                and a value that is no boolean is a hyperparameter of your own.
            metrics: names of those to keep.
            exclude: names of hyperparameters and metrics to leave out.
            steps: whether each step's metrics and learning rate are kept too, which makes some
                backends wait for each step. The metrics are Keras' means since the epoch began.
            resumed_from: the tag of the execution that the first training goes on from, where
                another process began that.

        Raises:
            TypeError: a single name was given for several.
        """
        super().__init__()
        self.dataflow_tag = dataflow_tag
        """The tag of the dataflow."""
        self._selection = Selection(hyperparameters, metrics, exclude)
        self._series: Series[Training] = Series(dataflow_tag, resumed_from)
        self._fitting = False
        if steps:  # Keras looks whether a callback has this hook, and then waits for each step
            self.on_train_batch_end = self._step_ended
        observe_fits()

    @property
    def execution(self) -> Execution:
        """The execution of the latest `fit`; before the first, the one that it will belong to."""
        return self._series.execution

    @never_raises
    def fit_begins(self, model: Any, arguments: dict[str, Any]) -> None:
        """`fit` is called with these arguments."""
        continues = self._series.next(model, resumes=arguments.get("initial_epoch", 0) > 0)
        self._series.training = Training(
            self.execution,
            model,
            arguments,
            self._selection,
            first_epoch=self._first_epoch,
            adaptations=self._keeps_adaptations,
            continues=continues,
        )
        self._fitting = True

    @never_raises
    def fit_failed(self, error: BaseException) -> None:
        """An exception, or Ctrl-C, leaves `fit`."""
        self._fitting = False
        if self._series.training is not None:
            self._series.training.failed(error)

    @never_raises
    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        if not self._fitting:  # a `fit` of the user's own, without Keras'
            self.fit_begins(self._model, {"epochs": (self.params or {}).get("epochs", 1)})
        if self._series.training is not None:
            self._series.training.begins()

    @never_raises
    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        if self._series.training is not None:
            self._series.training.epoch_of_index_begins(epoch)

    @never_raises
    def on_train_batch_begin(self, batch: int, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        if self._series.training is not None:
            self._series.training.step_begins()

    @never_raises
    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        if self._series.training is not None:
            self._series.training.epoch_of_index_ended(epoch, logs or {})

    @never_raises
    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        self._fitting = False
        if self._series.training is not None:
            self._series.training.ended()
            self._series.finished()

    @never_raises
    def _step_ended(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        if self._series.training is not None:
            self._series.training.step_ended(batch, logs or {})
