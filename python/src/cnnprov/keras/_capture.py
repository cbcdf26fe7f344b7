"""The callback that captures a training."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Mapping
from typing import Any

from cnnprov._execution import Execution, execution
from cnnprov._failsafe import never_raises
from cnnprov.keras._fits import FitObserver, observe_fits
from cnnprov.keras._selection import Selection
from cnnprov.keras._training import Training

_finished: list[tuple[weakref.ref[Training], Execution]] = []
"""The trainings that ended well; their executions stay open for tests and saved files."""


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

        Raises:
            TypeError: a single name was given for several.
        """
        super().__init__()
        self.dataflow_tag = dataflow_tag
        """The tag of the dataflow."""
        self._selection = Selection(hyperparameters, metrics, exclude)
        self._execution: Execution | None = None
        self._training: Training | None = None
        self._fitting = False
        if steps:  # Keras looks whether a callback has this hook, and then waits for each step
            self.on_train_batch_end = self._step_ended
        observe_fits()

    @property
    def execution(self) -> Execution:
        """The execution of the latest `fit`; before the first, the one that it will belong to."""
        if self._execution is None:
            self._execution = execution(self.dataflow_tag)
        return self._execution

    @never_raises
    def fit_begins(self, model: Any, arguments: dict[str, Any]) -> None:
        """`fit` is called with these arguments."""
        previous, self._training = self._training, None
        resumes = previous is not None and (
            previous.model is model and arguments.get("initial_epoch", 0) > 0
        )
        continues = previous if resumes and self.execution.is_open else None
        _close_finished(model, self.execution if continues else None)
        if previous is not None and not continues:
            resumed_from = previous.execution.tag if resumes else None
            self._execution = execution(self.dataflow_tag, resumed_from=resumed_from)
        self._training = Training(
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
        if self._training is not None:
            self._training.failed(error)

    @never_raises
    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        if not self._fitting:  # a `fit` of the user's own, without Keras'
            self.fit_begins(self._model, {"epochs": (self.params or {}).get("epochs", 1)})
        if self._training is not None:
            self._training.begins()

    @never_raises
    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        if self._training is not None:
            self._training.epoch_begins(epoch)

    @never_raises
    def on_train_batch_begin(self, batch: int, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        if self._training is not None:
            self._training.step_begins()

    @never_raises
    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        if self._training is not None:
            self._training.epoch_ended(epoch, logs or {})

    @never_raises
    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        self._fitting = False
        if self._training is not None:
            self._training.ended()
            _finished.append((weakref.ref(self._training), self._training.execution))

    @never_raises
    def _step_ended(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        if self._training is not None:
            self._training.step_ended(batch, logs or {})


def _close_finished(model: Any, but: Execution | None) -> None:
    """Let the finished trainings of this model go, and those whose model is gone."""
    for entry in list(_finished):
        training, of_training = entry[0](), entry[1]
        if training is not None and training.model is not model:
            continue
        _finished.remove(entry)
        if training is not None:
            training.detach()
        if of_training is not but:
            of_training.end()
