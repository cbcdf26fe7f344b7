"""A loop that is captured."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cnnprov._errors import Status
from cnnprov._execution import Execution
from cnnprov._failsafe import never_raises
from cnnprov._trainings.recording import Recording
from cnnprov._trainings.selection import Selection
from cnnprov.torch._hyperparameters import found_hyperparameters, layer_rows
from cnnprov.torch._losses import Losses
from cnnprov.torch._passes import Pass, Passes
from cnnprov.torch._steps import Steps


class Run(Execution):
    """The execution of a loop of PyTorch. Make it with `cnnprov.torch.capture`.

    It belongs to the thread that trains.
    """

    def __init__(
        self,
        dataflow: str,
        models: Sequence[Any],
        optimizers: Mapping[str, Any],
        selection: Selection,
        *,
        steps: bool,
        gradient_norm: bool,
        first_epoch: int,
        tag: str | None,
        resumed_from: str | Mapping[str, str] | None,
    ) -> None:
        super().__init__(dataflow, tag=tag, resumed_from=resumed_from)
        self._models = list(models)
        self._optimizers = optimizers
        self._keeps_steps = steps
        self._recording = Recording(self, None, selection)
        self._next_epoch = first_epoch
        self._steps_of_epoch = 0
        self._is_told = False
        self._measures: dict[str, object] = {}
        self._passes = Passes()
        self._steps = _LoopSteps(self, optimizers, gradient_norm=gradient_norm)
        if self.is_open:
            self._steps.begin()

    @never_raises
    def takes_over(self, passes: Passes, losses: Losses) -> None:
        """What was seen before the first step, for integrations."""
        self._passes = passes
        self._steps.takes_over(losses)

    @never_raises
    def epoch(self, epoch: int | None = None, **metrics: object) -> None:
        """The epoch ends here; record it with these measures.

        Its number is the one after the last, unless `epoch` says otherwise. The mean of the losses
        that were differentiated is its `loss`, unless that is among the measures.
        """
        if self.is_open:
            self._is_told = True
            self._next_epoch = self._next_epoch if epoch is None else epoch
            self._end_epoch(metrics, None)

    @never_raises
    def log(self, *, step: int | None = None, epoch: int | None = None, **metrics: object) -> None:
        """Record measures: of a step, with `step`; else of the epoch, which ends, as in `epoch`."""
        if step is None:
            self.epoch(epoch, **metrics)
        else:
            number = self._next_epoch if epoch is None else epoch
            Execution.log(self, step=step, epoch=number, **metrics)

    @never_raises
    def measure(self, **metrics: object) -> None:
        """Add measures, of a validation for example, to the epoch that runs or ran last.

        For loops whose epochs are found by themselves; others give them to `epoch`.
        """
        self._measures |= metrics

    @never_raises
    def test(self, *, epoch: int | None = None, **metrics: object) -> None:
        """Record an evaluation, by default of the weights as they are now."""
        Execution.test(self, epoch=self._epoch_of_weights() if epoch is None else epoch, **metrics)

    @never_raises
    def end(self, status: Status = "FINISHED", error: BaseException | None = None) -> None:
        """End the execution; see `Execution.end`. An epoch that was trained to its end is kept."""
        if self.is_open:
            self._steps.stop()
            self._leave(is_whole=error is None)
        Execution.end(self, status, error)

    def _leave(self, *, is_whole: bool) -> None:
        """Record the last epoch where nobody told of it, or only what was changed for it."""
        running = self._passes.training
        if self._steps_of_epoch == 0:
            return
        if not self._is_told and (is_whole or (running is not None and running.ended is not None)):
            self._end_epoch({}, running.seconds if running else None)
        else:
            values = self._steps.epoch_ends({})
            self._recording.adaptations.epoch_ends(self._next_epoch, values)

    def _end_epoch(self, metrics: Mapping[str, object], seconds: float | None) -> None:
        if not self._recording.is_declared:
            self._declare()
        measures = {**self._steps.means(), **self._measures, **metrics}
        values = self._steps.epoch_ends(measures)
        self._recording.epoch_ends(self._next_epoch, measures, values, seconds)
        self._recording.epoch_begins(self._next_epoch + 1)
        self._next_epoch += 1
        self._steps_of_epoch = 0
        self._measures = {}

    def _pass_begins(self, loader: Any, batches: Any) -> None:
        running = self._passes.training
        if running is not None and running.loader() is loader:
            self._end_found_epoch(running)
        self._passes.begins(loader, batches)

    def _end_found_epoch(self, finished: Pass) -> None:
        """Another pass began: that over this one's batches was an epoch, unless we are told."""
        if not self._is_told and self._steps_of_epoch:
            self._end_epoch({}, finished.seconds)

    def _declare(self) -> None:
        in_force = self._steps.in_force()
        found = found_hyperparameters(self._models, self._optimizers, in_force)
        running = self._passes.training
        loader = running.loader() if running else None
        size = getattr(loader, "batch_size", None)
        if size is not None:
            found["batch_size"] = size
        self._recording.declare(found)
        self._recording.describe(layer_rows(self._models))

    def _epoch_of_weights(self) -> int:
        return self._next_epoch if self._steps_of_epoch else self._next_epoch - 1


class _LoopSteps(Steps):
    """Tells the run of passes over loaders and of files as well."""

    def __init__(self, run: Run, optimizers: Mapping[str, Any], *, gradient_norm: bool) -> None:
        super().__init__(
            optimizers, self._count, before_step=self._find_epoch, gradient_norm=gradient_norm
        )
        self._run = run

    def _find_epoch(self) -> None:
        passes = self._run._passes
        before = passes.training
        if passes.step_done() and before is not None:
            self._run._end_found_epoch(before)

    def _count(self) -> None:
        run, recording = self._run, self._run._recording
        run._steps_of_epoch += 1
        recording.steps += 1
        recording.epoch = run._next_epoch
        if not recording.is_declared:
            run._declare()
        if run._keeps_steps:
            recording.step_ends(self.of_step())

    def pass_begins(self, loader: Any, batches: Any) -> None:
        self._run._pass_begins(loader, batches)

    def batch_read(self, batches: Any, is_end: bool) -> None:
        self._run._passes.batch_read(batches, is_end)

    def saved(self, file: Any) -> None:
        if isinstance(file, (str, os.PathLike)):
            Execution.file(self._run, file, epoch=self._run._epoch_of_weights())


def capture(
    dataflow_tag: str,
    model: Any = None,
    optimizer: Any = None,
    *,
    hyperparameters: Mapping[str, object] | Iterable[str] | None = None,
    metrics: Iterable[str] | None = None,
    exclude: Iterable[str] = (),
    steps: bool = False,
    gradient_norm: bool = False,
    first_epoch: int = 1,
    tag: str | None = None,
    resumed_from: str | Mapping[str, str] | None = None,
) -> Run:
    """Begin to capture a loop as an execution of the dataflow with this tag.

        with cnnprov.torch.capture("alexnet-df", model, optimizer) as run:
            for epoch in range(20):
                for x, y in loader:
                    …
                run.epoch(val_loss=validate())

    Where `run.epoch` is not called, an epoch is a pass over the `DataLoader` whose batches are
    trained; it is recorded when the next one begins, or the block ends.

    Args:
        dataflow_tag: the dataflow that the training is an execution of.
        model: the module that is trained, or several in a list or by name.
        optimizer: its optimizer, or several in a list or by name. The values and losses of
            several are told apart by their name, or their number from 0: `learning_rate_0`.
        hyperparameters: names of those to keep; or a mapping, in which False leaves one out and
            a value that is no boolean is a hyperparameter of your own.
        metrics: names of those to keep.
        exclude: names of hyperparameters and metrics to leave out.
        steps: whether the loss and learning rate of each step are kept too, which waits for the
            device after each.
        gradient_norm: whether the 2-norm of all gradients is kept: the mean of an epoch, and
            that of each step. It is computed after each step, on the gradients as they are then.
        first_epoch: the number of the first epoch, where a training goes on.
        tag: the tag of the execution, see `cnnprov.execution`.
        resumed_from: the tag of the execution that it goes on from.

    Raises:
        TypeError: what should be an optimizer is none, or a single name was given for several.
    """
    optimizers = {f"_{name}" if name else "": each for name, each in _by_name(optimizer)}
    for each in optimizers.values():
        if not hasattr(each, "param_groups"):
            raise TypeError(f"optimizer takes optimizers of PyTorch, not {type(each).__name__}")
    return Run(
        dataflow_tag,
        [each for _, each in _by_name(model)],
        optimizers,
        Selection(hyperparameters, metrics, exclude),
        steps=steps,
        gradient_norm=gradient_norm,
        first_epoch=first_epoch,
        tag=tag,
        resumed_from=resumed_from,
    )


def _by_name(given: Any) -> list[tuple[str, Any]]:
    if given is None:
        return []
    if isinstance(given, Mapping):
        return [(str(name), each) for name, each in given.items()]
    if isinstance(given, (list, tuple)):
        return [(str(number), each) for number, each in enumerate(given)]
    return [("", given)]
