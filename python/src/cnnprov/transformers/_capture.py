"""The callback that captures a training."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from transformers import TrainerCallback
from transformers.trainer_callback import ExportableState
from transformers.trainer_utils import get_last_checkpoint

from cnnprov._execution import Execution
from cnnprov._failsafe import never_raises
from cnnprov._trainings.selection import Selection
from cnnprov._trainings.series import Series
from cnnprov.torch._captured import without_prefixes
from cnnprov.torch._observed import observe_callback, observe_scheduler
from cnnprov.transformers._trainers import TrainObserver, observe_trainers
from cnnprov.transformers._training import Training

_HOOKS = [name for name in dir(TrainerCallback) if name.startswith("on_")]
_ROUNDING = 1e-6
"""How far a whole number of epochs may be from one, as a fraction of steps."""
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin", "adapter_model*.bin")


class UnexportedCapture(TrainObserver):
    """A capture that leaves no trace in checkpoints; see `Capture`."""

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
            gradient_norm: whether the 2-norm of all gradients, after clipping, is kept; the
                trainer's own `grad_norm`, before clipping, is kept where it logs it.

        Raises:
            TypeError: a single name was given for several.
        """
        self.dataflow_tag = dataflow_tag
        """The tag of the dataflow."""
        self._selection = Selection(hyperparameters, metrics, exclude)
        self._keeps_steps = steps
        self._gradient_norm = gradient_norm
        self._series: Series[Training] = Series(dataflow_tag)
        self._is_training = False
        observe_trainers()

    @property
    def execution(self) -> Execution:
        """The execution of the latest `train`; before the first, the one it will belong to."""
        return self._series.execution

    @never_raises
    def train_begins(self, trainer: Any, resume_from: Any) -> None:
        resumed_from = _execution_of(trainer, resume_from)
        previous = self._series.training
        here = previous is not None and previous.execution.tag == resumed_from
        continues = self._series.next(trainer.model, resumes=here, resumed_from=resumed_from)
        self._series.training = Training(
            self.execution,
            trainer,
            self._selection,
            steps=self._keeps_steps,
            gradient_norm=self._gradient_norm,
            continues=continues,
        )
        self._is_training = True

    @never_raises
    def train_failed(self, error: BaseException) -> None:
        self._is_training = False
        if self._series.training is not None:
            self._series.training.failed(error)

    @never_raises
    def on_train_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:  # noqa: ARG002
        training = self._series.training
        if training is not None:
            for callback in training.trainer.callback_handler.callbacks:
                observe_callback(callback, _HOOKS, frozenset({"transformers"}))
            observe_scheduler(more["lr_scheduler"])
            training.starts(more["optimizer"])

    @never_raises
    def on_epoch_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:  # noqa: ARG002
        if self._series.training is not None:
            self._series.training.epoch_starts(int((state.epoch or 0) + _ROUNDING) + 1)

    @never_raises
    def on_log(self, args: Any, state: Any, control: Any, **more: Any) -> None:  # noqa: ARG002
        if self._series.training is not None and self._is_training:
            self._series.training.logged(more.get("logs") or {})

    @never_raises
    def on_evaluate(self, args: Any, state: Any, control: Any, **more: Any) -> None:  # noqa: ARG002
        self._tested(more.get("metrics") or {})

    @never_raises
    def on_predict(self, args: Any, state: Any, control: Any, metrics: Any, **more: Any) -> None:  # noqa: ARG002
        self._tested(metrics or {})

    @never_raises
    def on_train_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:  # noqa: ARG002
        self._is_training = False
        if self._series.training is not None:
            self._series.training.finishes()
            self._series.finished()

    @never_raises
    def model_saved(self, directory: Any) -> None:
        training = self._series.training
        if training is None:
            return
        place = Path(directory or training.trainer.args.output_dir)
        for pattern in _WEIGHTS:
            for file in sorted(place.glob(pattern)):
                training.saved(file, training.epoch)

    def _tested(self, metrics: Mapping[str, object]) -> None:
        training = self._series.training
        if training is not None and not self._is_training:
            training.tested(without_prefixes(metrics, "eval_", "test_"), training.epoch)


class Capture(UnexportedCapture, ExportableState):  # type: ignore[misc]
    """Captures each call of `train` as an execution of a dataflow.

        trainer = Trainer(model, arguments, callbacks=[cnnprov.transformers.Capture("bert-df")])
        trainer.train()

    Its place among the callbacks does not matter. Nothing it does changes the training, stops it
    or waits for a server. Epochs count from 1.

    An execution stays open after `train` for tests (`evaluate`, `predict`), saved models and your
    own `capture.execution` calls, until the model is trained again, or the program ends, or
    `capture.execution.end()`. When an exception or Ctrl-C leaves `train`, it ends with it. A
    training that goes on from a checkpoint says which execution that came from.
    """

    def state(self) -> dict[str, Any]:
        """What a checkpoint keeps of this: the execution that it comes from."""
        arguments = {"dataflow_tag": self.dataflow_tag}
        training = self._series.training  # a trainer asks before it trains
        tag = training.execution.tag if training else None
        return {"args": arguments, "attributes": {}, "execution": tag}


def _execution_of(trainer: Any, resume_from: Any) -> str | None:
    """The tag of the execution that the checkpoint comes from, where that was captured."""
    if resume_from is True:
        resume_from = get_last_checkpoint(trainer.args.output_dir)
    if not resume_from:
        return None
    try:
        state = json.loads((Path(resume_from) / "trainer_state.json").read_text())
    except OSError:
        return None
    kept = (state.get("stateful_callbacks") or {}).get("Capture") or {}
    kept = kept[0] if isinstance(kept, list) else kept
    tag = kept.get("execution")
    return tag if isinstance(tag, str) else None
