"""A task that a script begins, saves and ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cnnprov._clock import timestamp
from cnnprov._encoding import Event, Row
from cnnprov._failsafe import never_raises, warn_once
from cnnprov._task_log import TaskLog
from cnnprov.dfanalyzer import _session
from cnnprov.dfanalyzer._facts import DataSet, Dependency, File, Performance
from cnnprov.dfanalyzer._kinds import MethodType, TaskStatus, text_of
from cnnprov.dfanalyzer._plan import Transformation
from cnnprov.dfanalyzer._rows import named, utc


class Task:
    """A task of a transformation.

    Both published forms work: `Task(id, dataflow, transformation, …)` and, with the tag of the
    execution, `Task(id, dataflow, execution, transformation, …)`; behind them come sub_id,
    dependency, workspace, resource, output and error, by position or by name.
    """

    def __init__(
        self,
        id: object,
        dataflow_tag: str,
        *positional: object,
        exec_tag: str | None = None,
        transformation_tag: str | Transformation | None = None,
        sub_id: object = "",
        dependency: object = None,
        workspace: object = "",
        resource: object = "",
        output: object = "",
        error: object = "",
    ) -> None:
        self.id = self._id = str(id)
        self.dataflow = str(dataflow_tag)
        tags, rest = self._tags(positional, exec_tag, transformation_tag)
        self.exec_tag, self.tag = tags
        self._tag = self.tag
        by_name = (sub_id, dependency, workspace, resource, output, error)
        sub_id, dependency, workspace, resource, output, error = (*rest, *by_name[len(rest) :])
        self.sub_id = _text(sub_id)
        self.workspace = _text(workspace)
        self.resource = _text(resource)
        self.output = _text(output)
        self.error = _text(error)
        self.status = TaskStatus.READY.value
        self._dependencies = _references(dependency)
        self._datasets: list[tuple[DataSet, list[int]]] = []
        self._files: list[tuple[File, str]] = []
        self._performances: list[Performance] = []
        self._begun_at: str | None = None
        self._log: TaskLog | None = None

    @never_raises
    def add_dependency(self, dependency: Dependency) -> None:
        """Say which tasks this one depends on; only before it begins."""
        self._dependencies = _references(dependency)

    @never_raises
    def add_dataset(self, dataset: DataSet) -> None:
        """Add rows, which the next `begin`, `save` or `end` writes once."""
        if all(known is not dataset for known, _ in self._datasets):
            self._datasets.append((dataset, [0]))

    @never_raises
    def set_datasets(self, datasets: Iterable[DataSet]) -> None:
        """Add the rows of several sets."""
        for dataset in datasets:
            self.add_dataset(dataset)

    @never_raises
    def add_file(self, file: File) -> None:
        """Add a file: one that the task read if it has not begun, else one that it wrote."""
        self._files.append((file, "input" if self._log is None else "output"))

    @never_raises
    def set_files(self, files: Iterable[File]) -> None:
        """Add several files."""
        for file in files:
            self.add_file(file)

    @never_raises
    def add_performance(self, performance: Performance) -> None:
        """Add how long something took."""
        self._performances.append(performance)

    @never_raises
    def set_status(self, status: TaskStatus | str) -> None:
        """Change the state that the next `save` writes."""
        self.status = text_of(status)

    @never_raises
    def set_output_message(self, output: object) -> None:
        """Say what the task printed."""
        self.output = str(output)

    @never_raises
    def set_error_message(self, error: object) -> None:
        """Say what went wrong."""
        self.error = str(error)

    @never_raises
    def begin(self) -> None:
        """Write that the task runs, with the rows added so far."""
        self.status = TaskStatus.RUNNING.value
        self._write()

    @never_raises
    def save(self) -> None:
        """Write what was added since the last call."""
        self._write()

    @never_raises
    def end(self) -> None:
        """Write what was added, and that the task finished."""
        if self.status != TaskStatus.FINISHED_WITH_ERROR.value:
            self.status = TaskStatus.FINISHED.value
        self._write()

    def _tags(
        self, positional: tuple[object, ...], exec_tag: str | None, transformation: object
    ) -> tuple[tuple[str | None, str], tuple[object, ...]]:
        """Tell the two forms apart: the second has a transformation in second place."""
        if transformation is not None:
            if positional and exec_tag is None:
                exec_tag, positional = str(positional[0]), positional[1:]
            return (exec_tag, _tag(transformation)), positional
        if len(positional) > 1 and exec_tag is None and not self._is_transformation(positional[0]):
            return (str(positional[0]), _tag(positional[1])), positional[2:]
        return (exec_tag, _tag(positional[0])), positional[1:]

    def _is_transformation(self, tag: object) -> bool:
        return isinstance(tag, Transformation) or _session.declared(self.dataflow).knows(str(tag))

    def _write(self) -> None:
        log = self._log or self._begin()
        for dataset, written in self._datasets:
            elements = dataset.elements[written[0] :]
            written[0] += len(elements)
            self._write_rows(log, dataset.tag, [element.values for element in elements])
        while self._files:
            file, role = self._files.pop(0)
            log.file_if_there(file.path, file.name, role)
        while self._performances:
            log.performance(**self._measured(self._performances.pop(0)))
        if self.status.startswith(TaskStatus.FINISHED.value):
            self._finish(log)

    def _begin(self) -> TaskLog:
        execution = _session.execution(self.dataflow, self.exec_tag, self.tag)
        self._begun_at = timestamp()
        self._log = execution.new_task(self.tag, self.id)
        self._log.begin(self._dependencies, self.workspace, self.resource)
        return self._log

    def _write_rows(self, log: TaskLog, set: str, elements: Sequence[Sequence[object]]) -> None:
        columns = _session.declared(self.dataflow).columns.get(set.lower())
        rows: list[Row] = []
        for values in elements:
            row = None if columns is None else named(columns, values)
            if row is None:
                expected = "no declared attributes" if columns is None else f"{len(columns)} values"
                warn_once(f"A row of {set} was not stored: it takes {expected}", str(values))
                log.note(f"A row of {set} was not stored: it takes {expected}", row=str(values))
            else:
                rows.append(row)
        if rows:
            log.rows(set, rows)

    def _measured(self, performance: Performance) -> Event:
        return {
            "subtask": self.sub_id or None,
            "method": performance.method,
            "description": performance.description,
            "started": utc(performance.start_time),
            "ended": utc(performance.end_time) if performance.end_time else None,
        }

    def _finish(self, log: TaskLog) -> None:
        log.performance(
            subtask=self.sub_id or None,
            method=MethodType.COMPUTATION.value,
            description="",
            started=self._begun_at,
            ended=timestamp(),
        )
        failed = self.status == TaskStatus.FINISHED_WITH_ERROR.value
        error: Event | None = {"type": None, "message": self.error} if self.error else None
        log.finish("FAILED" if failed else "FINISHED", error, self.output)


def _tag(transformation: object) -> str:
    return transformation.tag if isinstance(transformation, Transformation) else str(transformation)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _references(dependency: object) -> list[tuple[str, str]]:
    if isinstance(dependency, Task):
        return [(dependency.tag, dependency.id)]
    if isinstance(dependency, Dependency):
        return dependency.references()
    if isinstance(dependency, (list, tuple)):
        return [reference for each in dependency for reference in _references(each)]
    return []
