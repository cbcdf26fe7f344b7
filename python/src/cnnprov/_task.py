"""One execution of a transformation."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from cnnprov._clock import timestamp
from cnnprov._declarations import Declarations, SetType
from cnnprov._encoding import Event, Row, plain_row
from cnnprov._errors import described, status_after
from cnnprov._event_log import EventLog
from cnnprov._failsafe import never_raises
from cnnprov._files import file_record


class Task:
    """A task of an execution, begun already. As a context manager it ends with its block.

    A block that fails makes the task FAILED, with the error; the error goes on to the caller.
    """

    def __init__(
        self,
        events: EventLog,
        declarations: Declarations,
        transformation: str,
        id: str,
        forget: Callable[[Task], None],
    ) -> None:
        self.transformation = transformation
        """The tag of the transformation."""
        self.id = id
        """The task's number within its transformation and execution."""
        self._events = events
        self._declarations = declarations
        self._forget = forget
        self._ended = False

    def begin(self, dependencies: Iterable[Dependency]) -> None:
        """Write that the task runs; `Execution.task` has done so already."""
        begun = self._event(
            "task_begun", dependencies=[_reference(dependency) for dependency in dependencies]
        )
        begun |= {"workspace": str(Path.cwd()), "resource": socket.gethostname()}
        self._events.append(*self._declarations.of_transformation(self.transformation), begun)

    @never_raises
    def use(self, set: str, /, **values: object) -> None:
        """Record a row of an input set, one value for each attribute.

        A set that an earlier transformation produced is named without values: it is what that
        one wrote.
        """
        self._record(set, "INPUT", values)

    @never_raises
    def produce(self, set: str, /, **values: object) -> None:
        """Record a row of an output set, one value for each attribute."""
        self._record(set, "OUTPUT", values)

    @never_raises
    def file(
        self,
        path: str | os.PathLike[str],
        *,
        role: str = "output",
        epoch: int | None = None,
    ) -> None:
        """Record a file that the task read (role "input") or wrote, with its size and SHA-256.

        The content is read before the call returns (about half a second for a gigabyte), because
        the training may write over the file afterwards.
        """
        if self._events.is_open:
            self._events.append(self._event("file", **file_record(path, role, epoch)))

    def rows(self, set: str, rows: list[Row], at: str | None = None) -> Event:
        """The event with these rows of a set."""
        event = self._event("elements", set=set, rows=rows)
        if at is not None:
            event["at"] = at
        return event

    @never_raises
    def end(self, error: BaseException | None = None, *, failed: bool = False) -> None:
        """End the task: FINISHED, or FAILED when there was an error. Later calls do nothing."""
        if self._ended:
            return
        self._ended = True
        self._forget(self)
        self._events.append(self.ended(error, failed=failed))

    def ended(self, error: BaseException | None, *, failed: bool) -> Event:
        """The event that ends the task."""
        unsuccessful = failed or status_after(error) != "FINISHED"
        return self._event(
            "task_ended",
            status="FAILED" if unsuccessful else "FINISHED",
            output="",
            error=described(error) if unsuccessful else None,
        )

    def __enter__(self) -> Task:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end(error)

    def _record(self, set: str, kind: SetType, values: Mapping[str, object]) -> None:
        row = plain_row(values)
        events = self._declarations.of_set(self.transformation, set, kind, row)
        if row:
            events.append(self.rows(set, [row]))
        if events:
            self._events.append(*events)

    def _event(self, kind: str, **fields: object) -> Event:
        return {
            "type": kind,
            "at": timestamp(),
            "transformation": self.transformation,
            "task": self.id,
            **fields,
        }


Dependency: TypeAlias = Task | tuple[str, str]
"""A task, or the tag of a transformation with the id of a task of it."""


def _reference(dependency: Dependency) -> dict[str, str]:
    if isinstance(dependency, Task):
        return {"transformation": dependency.transformation, "task": dependency.id}
    transformation, task = dependency
    return {"transformation": transformation, "task": str(task)}
