"""One run of a dataflow, as the training script sees it."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from types import TracebackType

from cnnprov import _surroundings
from cnnprov._clock import timestamp
from cnnprov._declarations import Declarations, dataflow_declared
from cnnprov._encoding import Event, plain_row
from cnnprov._errors import Status, described, status_after
from cnnprov._event_log import HEARTBEAT_SECONDS, EventLog
from cnnprov._failsafe import never_raises
from cnnprov._identity import execution_tag, rank
from cnnprov._settings import Settings
from cnnprov._task import Dependency, Task
from cnnprov._training import Epochs, adaptation_row, layer_rows, step_row

_LAYERS_IN_AN_EVENT = 500


class Execution:
    """One run of a dataflow. Make it with `cnnprov.execution`.

    No call raises or waits for a server: what cannot be captured becomes one `CaptureWarning`.
    All threads of the process may use it; in a forked process it is silent.
    """

    def __init__(
        self,
        dataflow: str,
        *,
        tag: str | None = None,
        resumed_from: str | Mapping[str, str] | None = None,
    ) -> None:
        self.dataflow = dataflow
        """The tag of the dataflow."""
        self.tag = tag or execution_tag(dataflow)
        """The tag of this execution, the same on all its ranks."""
        self._events = EventLog(Settings.from_environment())
        self._declarations = Declarations(dataflow)
        self._mutex = threading.RLock()
        self._task_counts: Counter[str] = Counter()
        self._open_tasks: dict[Task, None] = {}
        self._training: Task | None = None
        self._epochs = Epochs()
        self._error_before = getattr(sys, "last_value", None)
        self._begin(resumed_from)

    @never_raises
    def log(self, *, step: int | None = None, epoch: int | None = None, **metrics: object) -> None:
        """Record the measures of an epoch, or with `step` those of a step.

        An epoch is a row of oTrainingModel: epochs count up from 1 by themselves unless `epoch`
        says otherwise, and `elapsed_time` is the seconds since the previous epoch's row unless
        it is among the metrics. A step is a row of oTrainingStep. Both get a timestamp.
        """
        if not self._events.is_open:
            return
        at = timestamp()
        with self._mutex:
            training = self._training_task()
            if step is not None:
                event = training.rows("oTrainingStep", [step_row(step, epoch, metrics, at)], at)
            else:
                event = training.rows("oTrainingModel", [self._epochs.row(epoch, metrics, at)], at)
        self._events.append(event)

    @never_raises
    def hyperparameters(self, values: Mapping[str, object]) -> None:
        """Record what configures the training, a row of iTrainingModel."""
        if self._events.is_open:
            training = self._training_task()
            self._events.append(training.rows("iTrainingModel", [plain_row(values)]))

    @never_raises
    def layers(self, rows: Iterable[Mapping[str, object]]) -> None:
        """Record the network: rows with index, name, class, attribute, value (set iLayers)."""
        if self._events.is_open:
            training = self._training_task()
            for piece in layer_rows(rows, _LAYERS_IN_AN_EVENT):
                self._events.append(training.rows("iLayers", piece))

    @never_raises
    def adaptation(
        self,
        *,
        new_value: object,
        old_value: object = None,
        epoch: int,
        attribute: str = "learning_rate",
        kind: str = "code",
        cause: str | None = None,
        metric: str | None = None,
        inputs: Mapping[str, object] | None = None,
        **more: object,
    ) -> None:
        """Record that a hyperparameter changed while the network trains.

        `epoch` is the first epoch trained with the new value; `kind` is callback, schedule,
        person or code; `inputs` (a row of iAdaptation) says what drove it. It is a task of
        Adaptation of its own, which depends on the training.
        """
        if not self._events.is_open:
            return
        training = self._training_task()
        at = timestamp()
        task = self._task("Adaptation", None, [training])
        values = {"old_value": old_value, "new_value": new_value, "kind": kind}
        values |= {"cause": cause, "metric": metric, **more}
        row = adaptation_row(int(task.id), epoch, attribute, at, values)
        if inputs:
            self._events.append(task.rows("iAdaptation", [plain_row(inputs)], at))
        self._events.append(task.rows("oAdaptation", [row], at))
        task.end()

    @never_raises
    def test(self, *, epoch: int | None = None, **metrics: object) -> None:
        """Record an evaluation, a task of TestingModel with a row of oTestingModel."""
        if not self._events.is_open:
            return
        task = self._task("TestingModel", None, [self._training] if self._training else [])
        row = plain_row(metrics if epoch is None else {"epoch": epoch, **metrics})
        self._events.append(task.rows("oTestingModel", [row]))
        task.end()

    @never_raises
    def file(
        self,
        path: str | os.PathLike[str],
        *,
        role: str = "output",
        epoch: int | None = None,
        task: Task | None = None,
    ) -> None:
        """Record a file of a task, by default of the training; see `Task.file`."""
        if self._events.is_open:
            (task or self._training_task()).file(path, role=role, epoch=epoch)

    def task(
        self, transformation: str, id: str | None = None, dependencies: Iterable[Dependency] = ()
    ) -> Task:
        """Begin a task of one of your own transformations, which is declared on its first use.

        Without `id` the tasks of a transformation are numbered from 1. `dependencies` are tasks
        whose output this one reads, or pairs of a transformation's tag and a task's id.
        """
        return self._task(transformation, id, dependencies)

    @never_raises
    def note(self, text: str, **tags: object) -> None:
        """Record a remark, with tags of your choice."""
        self._events.append(
            {
                "type": "note",
                "at": timestamp(),
                "text": str(text),
                "tags": {name: str(value) for name, value in tags.items()},
            }
        )

    @never_raises
    def end(self, status: Status = "FINISHED", error: BaseException | None = None) -> None:
        """End the execution and its open tasks; later calls do nothing.

        With an error that stands for a failure, FINISHED becomes FAILED (or ABORTED by Ctrl-C).
        """
        atexit.unregister(self._end_at_exit)
        if error is not None and status == "FINISHED":
            status = status_after(error)
        failed = status != "FINISHED"
        ended: Event = {"type": "execution_ended", "at": timestamp(), "status": status}
        ended["error"] = described(error) if failed else None
        tasks = [task.ended(error, failed=failed) for task in reversed(self._open_tasks)]
        self._open_tasks.clear()
        self._events.close(*tasks, ended)

    def __enter__(self) -> Execution:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end(error=error)

    @never_raises
    def _begin(self, resumed_from: str | Mapping[str, str] | None) -> None:
        place = rank()
        self._events.begin(
            dataflow_declared(self.dataflow, []),
            {
                "type": "execution_started",
                "at": timestamp(),
                "dataflow": self.dataflow,
                "execution": self.tag,
                "person": _surroundings.person(),
                "machine": _surroundings.machine(),
                "program": _surroundings.program(),
                "rank": {"index": place.index, "of": place.of},
                "heartbeat_seconds": HEARTBEAT_SECONDS,
                "resumed_from": resumed_from,
            },
        )
        atexit.register(self._end_at_exit)

    def _training_task(self) -> Task:
        with self._mutex:
            if self._training is None:
                self._training = self._task("TrainingModel", None, [])
            return self._training

    def _task(
        self, transformation: str, id: str | None, dependencies: Iterable[Dependency]
    ) -> Task:
        with self._mutex:
            self._task_counts[transformation.lower()] += 1
            number = str(self._task_counts[transformation.lower()]) if id is None else str(id)
            task = Task(self._events, self._declarations, transformation, number, self._forget)
            self._open_tasks[task] = None
        task.begin(dependencies)
        return task

    def _forget(self, task: Task) -> None:
        self._open_tasks.pop(task, None)

    def _end_at_exit(self) -> None:
        error = getattr(sys, "last_value", None)
        interactive = hasattr(sys, "ps1")
        self.end(error=None if interactive or error is self._error_before else error)


def execution(
    dataflow_tag: str,
    *,
    hyperparameters: Mapping[str, object] | None = None,
    tag: str | None = None,
    resumed_from: str | Mapping[str, str] | None = None,
) -> Execution:
    """Begin an execution of the dataflow with this tag and return it, a context manager.

    Leaving the block ends it: FINISHED, FAILED with the error, or ABORTED by Ctrl-C. Without a
    block it ends with the interpreter, and one whose process dies is ended by the shipper.
    `tag` names it, by default `CNNPROV_EXECUTION`, else the batch job's id, else a new one.
    `resumed_from` is the tag of the execution that it goes on from.
    """
    begun = Execution(dataflow_tag, tag=tag, resumed_from=resumed_from)
    if hyperparameters:
        begun.hyperparameters(hyperparameters)
    return begun
