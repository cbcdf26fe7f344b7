"""One run of a dataflow, as the training script sees it."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from types import TracebackType

from cnnprov import _surroundings
from cnnprov._clock import timestamp
from cnnprov._declarations import Declarations, Plan
from cnnprov._encoding import Event, Row, plain_row
from cnnprov._errors import Status, described, status_after
from cnnprov._event_log import EventLog
from cnnprov._failsafe import failure, never_raises, warn_once
from cnnprov._guest import GuestLog
from cnnprov._heartbeat import HEARTBEAT_SECONDS
from cnnprov._identity import rank
from cnnprov._observation import Observation
from cnnprov._place import Place
from cnnprov._step_lines import StepLines
from cnnprov._task import Task
from cnnprov._task_log import Reference, TaskLog
from cnnprov._training import Epochs, adaptation_row, layer_rows

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
        plan: Plan | None = None,
        program: Event | None = None,
        observed: bool = True,
    ) -> None:
        """Begin it; `program` is what runs, and `observed` whether this process is watched."""
        self.dataflow = dataflow
        """The tag of the dataflow."""
        self.rank = rank()
        """Which of the processes that train together this is."""
        place = Place.of(dataflow, self.rank) if tag is None else Place(tag)
        self.tag = place.tag
        """The tag of this execution, the same on all its ranks."""
        self._place = place
        self._events = GuestLog(dataflow, place.tag) if place.is_guest else EventLog()
        self._plan = plan or Plan(dataflow)
        self._declarations = Declarations(self._plan)
        self._mutex = threading.RLock()
        self._task_counts: Counter[str] = Counter()
        self._open_tasks: dict[TaskLog, None] = {}
        self._training: TaskLog | None = None
        self._step_lines: StepLines | None = None
        self._epochs = Epochs()
        self._error_before = getattr(sys, "last_value", None)
        self._observation: Observation | None = None
        self._begin(resumed_from, program or _surroundings.program())
        if observed:
            self._observe()

    def log(self, *, step: int | None = None, epoch: int | None = None, **metrics: object) -> None:
        """Record the measures of an epoch, or with `step` those of a step.

        An epoch is a row of oTrainingModel: epochs count up from 1 by themselves unless `epoch`
        says otherwise, and `elapsed_time` is the seconds since the previous epoch's row unless
        it is among the metrics. A step is a row of oTrainingStep. Both get a timestamp.

        Of several ranks, the first one's epochs are the execution's; the others' are rows of
        oTrainingRank, with their rank. Steps of all ranks have their rank beside them.
        """
        try:  # as `never_raises`, which is a further call: a step pays for each (`StepLines`)
            if step is None:
                self._epoch_ended(epoch, metrics)
            elif (lines := self._step_lines or self._first_step()) is not None:
                self._events.append_line(lines.line(timestamp(), step, epoch, metrics))
        except Exception as error:
            warn_once(*failure("Execution.log", error))

    @never_raises
    def hyperparameters(self, values: Mapping[str, object]) -> None:
        """Record what configures the training, a row of iTrainingModel; on the first rank only."""
        if self.is_open and self.rank.leads:
            self._training_task().rows("iTrainingModel", [plain_row(values)])

    @never_raises
    def layers(self, rows: Iterable[Mapping[str, object]]) -> None:
        """Record the network: rows with index, name, class, attribute, value (set iLayers).

        On the first rank only, as what all ranks share.
        """
        if self.is_open and self.rank.leads:
            for piece in layer_rows(rows, _LAYERS_IN_AN_EVENT):
                self._training_task().rows("iLayers", piece)

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
        Adaptation of its own, which depends on the training. On the first rank only.
        """
        if not (self.is_open and self.rank.leads):
            return
        at = timestamp()
        values = {"old_value": old_value, "new_value": new_value, "kind": kind}
        values |= {"cause": cause, "metric": metric, **more}
        drove = [("iAdaptation", plain_row(inputs))] if inputs else []
        training = self._training_task().reference
        task = self.new_task("Adaptation", None)
        row = adaptation_row(int(task.id), epoch, attribute, at, values)
        task.write_whole([training], [*drove, ("oAdaptation", row)], at)

    @never_raises
    def test(self, *, epoch: int | None = None, **metrics: object) -> None:
        """Record an evaluation, a task of TestingModel with a row of oTestingModel.

        On ranks but the first it is a row of oTestingRank, with the rank.
        """
        if not self.is_open:
            return
        training = [self._training.reference] if self._training else []
        task = self._begin_task("TestingModel", training)
        row = plain_row({"epoch": epoch, **metrics})
        if self.rank.leads:
            task.rows("oTestingModel", [row])
        else:
            task.new_row("oTestingRank", "OUTPUT", self._with_rank(row))
        task.end(None)

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
        if self.is_open:
            (task or Task(self._training_task())).file(path, role=role, epoch=epoch)

    def task(
        self,
        transformation: str,
        id: str | None = None,
        dependencies: Iterable[Task | tuple[str, str]] = (),
    ) -> Task:
        """Begin a task of one of your own transformations, which is declared on its first use.

        Without `id` the tasks of a transformation are numbered from 1, on ranks but the first
        with the rank before it: 3.1. `dependencies` are tasks whose output this one reads, or
        pairs of a transformation's tag and a task's id.
        """
        log = self.new_task(transformation, id)
        self._begin_own_task(log, dependencies)
        return Task(log)

    @never_raises
    def note(self, text: str, **tags: object) -> None:
        """Record a remark, with tags of your choice."""
        self._events.append(_note(str(text), {name: str(value) for name, value in tags.items()}))

    @never_raises
    def end(self, status: Status = "FINISHED", error: BaseException | None = None) -> None:
        """End the execution and its open tasks; later calls do nothing.

        With an error that stands for a failure, FINISHED becomes FAILED (or ABORTED by Ctrl-C).
        """
        if not self.is_open:
            return
        if error is not None and status == "FINISHED":
            status = status_after(error)
        self._close(status, described(error) if status != "FINISHED" else None, error)

    @never_raises
    def end_as(self, status: Status, error: Event | None) -> None:
        """End it with an error that is described already, for integrations."""
        if self.is_open:
            self._close(status, error, None)

    def _close(self, status: Status, told: Event | None, error: BaseException | None) -> None:
        atexit.unregister(self._end_at_exit)
        if self._observation is not None:
            self._observation.end()
        failed = status != "FINISHED"
        ended: Event = {"type": "execution_ended", "at": timestamp(), "status": status}
        ended["error"] = told
        with self._mutex:
            open_tasks = list(self._open_tasks)
            self._open_tasks.clear()
        last = [task.ended(error, failed=failed) for task in reversed(open_tasks)]
        if not self._place.is_guest:
            last.append(ended)
        self._events.close(*last)

    @property
    def is_open(self) -> bool:
        """False once it has ended, and in a process forked from the one that began it."""
        return self._events.is_open

    @never_raises
    def end_training(self) -> None:
        """The training is done; tests, files and tasks of your own may follow, for integrations."""
        if self._training is not None:
            self._training.end(None)

    def new_task(self, transformation: str, id: str | None) -> TaskLog:
        """A task that has not begun, for integrations; scripts call `task`."""
        if not self.is_open:  # perhaps a forked child, where the mutex may never be free
            return TaskLog(self._events, self._declarations, (transformation, "0"), self._forget)
        with self._mutex:
            count = self._task_counts[str(transformation).lower()] + 1
            self._task_counts[str(transformation).lower()] = count
            number = self.rank.numbered(count) if id is None else id
            reference = (str(transformation), str(number))
            task = TaskLog(self._events, self._declarations, reference, self._forget)
            self._open_tasks[task] = None
        return task

    @never_raises
    def append(self, *events: Event) -> None:
        """Write events of the execution as a whole, for integrations."""
        self._events.append(*events)

    @never_raises
    def declare(self, transformations: tuple[Event, ...]) -> None:
        """Declare what is not known yet of these transformations, for integrations."""
        self._events.append(*self._declarations.of_transformations(transformations))

    def _repr_html_(self) -> str:
        """What a notebook shows: its curves and adaptations, as far as the server has them."""
        from cnnprov._reading import shown_so_far  # a training that shows nothing starts sooner

        return shown_so_far(self.dataflow, self.tag)

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
    def _begin(self, resumed_from: str | Mapping[str, str] | None, program: Event) -> None:
        if self._place.is_guest:
            system = {"framework": program["framework"] or "none"}
            told: Event = {"type": "environment", "at": timestamp(), "system": system}
            self._events.begin(self._plan.declared(), told, at_beat=self._look)
            atexit.register(self._end_at_exit)
            return
        started: Event = {
            "type": "execution_started",
            "at": timestamp(),
            "dataflow": self.dataflow,
            "execution": self.tag,
            "person": _surroundings.person(),
            "machine": _surroundings.machine(),
            "program": program,
            "rank": asdict(self.rank),
            "heartbeat_seconds": HEARTBEAT_SECONDS,
            "resumed_from": resumed_from,
        }
        self._events.begin(self._plan.declared(), started, at_beat=self._look)
        if self._place.run is not None:
            self._events.append(_note(None, {"run": self._place.run}))
        atexit.register(self._end_at_exit)

    @never_raises
    def _observe(self) -> None:
        if self.is_open:
            told_by_us = self.rank.leads and not self._place.is_guest
            self._observation = Observation(self._found, environment=told_by_us)

    @never_raises
    def _begin_own_task(self, log: TaskLog, dependencies: Iterable[Task | tuple[str, str]]) -> None:
        log.begin(
            [
                (each.transformation, each.id)
                if isinstance(each, Task)
                else (each[0], str(each[1]))
                for each in dependencies
            ]
        )

    def _training_task(self) -> TaskLog:
        with self._mutex:
            if self._training is None:
                self._training = self._begin_task("TrainingModel", [])
            return self._training

    def _epoch_ended(self, epoch: int | None, metrics: Mapping[str, object]) -> None:
        if not self.is_open:
            return
        at = timestamp()
        with self._mutex:
            row = self._epochs.row(epoch, metrics, at)
        if self.rank.leads:
            self._training_task().rows("oTrainingModel", [row], at)
        else:
            self._training_task().new_row("oTrainingRank", "OUTPUT", self._with_rank(row))

    def _first_step(self) -> StepLines | None:
        if not self.is_open:
            return None
        task = self._training_task()
        self._step_lines = StepLines(
            lambda at, row: task.line_of_row("oTrainingStep", row, at), self._with_rank({})
        )
        return self._step_lines

    def _begin_task(self, transformation: str, dependencies: list[Reference]) -> TaskLog:
        task = self.new_task(transformation, None)
        task.begin(dependencies)
        return task

    def _look(self) -> None:
        if self._observation is not None:
            self._observation.look()

    def _found(self, finding: Event) -> None:
        if finding["type"] == "environment":
            self._events.append(finding)
        elif self._training is not None:  # resources are an output of the training
            at = str(finding["at"])
            row = self._with_rank({"timestamp": at, **finding["row"]})  # type: ignore[dict-item]
            self._training.rows("oResources", [row], at)

    def _with_rank(self, row: Row) -> Row:
        return row if self.rank.of == 1 else {"rank": self.rank.index, **row}

    def _forget(self, task: TaskLog) -> None:
        self._open_tasks.pop(task, None)

    def _end_at_exit(self) -> None:
        error = getattr(sys, "last_value", None)
        interactive = hasattr(sys, "ps1")
        self.end(error=None if interactive or error is self._error_before else error)


def _note(text: str | None, tags: dict[str, str]) -> Event:
    return {"type": "note", "at": timestamp(), "text": text, "tags": tags}


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
