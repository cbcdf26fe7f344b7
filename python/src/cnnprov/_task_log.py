"""The events of one task."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from cnnprov._clock import timestamp
from cnnprov._declarations import Declarations, SetType
from cnnprov._encoding import Event, Row
from cnnprov._errors import described, status_after
from cnnprov._event_log import EventLog
from cnnprov._files import file_record

Reference = tuple[str, str]
"""The tag of a transformation, and the id of a task of it."""


class TaskLog:
    """Writes what happens in a task of an execution."""

    def __init__(
        self,
        events: EventLog,
        declarations: Declarations,
        reference: Reference,
        forget: Callable[[TaskLog], None],
    ) -> None:
        self.transformation, self.id = self.reference = reference
        self._events = events
        self._declarations = declarations
        self._forget = forget
        self._ended = False

    @property
    def is_open(self) -> bool:
        """Whether the execution still takes events."""
        return self._events.is_open

    def begin(
        self, dependencies: Sequence[Reference], workspace: str = "", resource: str = ""
    ) -> None:
        """Write that the task runs, in this directory of this machine unless said otherwise."""
        self._events.append(*self._begun(dependencies, workspace, resource))

    def write_whole(
        self, dependencies: Sequence[Reference], rows: Sequence[tuple[str, Row]], at: str
    ) -> None:
        """Write in one piece that the task began, rows of sets that are declared, and its end."""
        self._forget(self)  # whatever happens: what was never begun has no end
        self._events.append(
            *self._begun(dependencies),
            *(self._event("elements", at=at, set=set, rows=[row]) for set, row in rows),
            self.ended(None, failed=False),
        )

    def rows(self, set: str, rows: Sequence[Row], at: str | None = None) -> None:
        """Write rows of a set that is declared."""
        self._events.append(self._event("elements", at=at, set=set, rows=rows))

    def line_of_row(self, set: str, row: Row, at: str) -> bytes:
        """What `rows` writes of one row."""
        return self._events.line_of(self._event("elements", at=at, set=set, rows=[row]))

    def types_of(self, set: str) -> dict[str, str]:
        """The types of the attributes that this execution has declared of a set."""
        return self._declarations.types_of(set)

    def new_row(self, set: str, kind: SetType, row: Row) -> None:
        """Write a row of a set that is declared here if it is used for the first time."""
        self.new_rows(set, kind, [row])

    def new_rows(self, set: str, kind: SetType, rows: Sequence[Row]) -> None:
        """Write rows of a set, which is declared with the first one's names if it is new."""
        events = self._declarations.of_set(self.transformation, set, kind, rows[0])
        if rows[0]:
            events.append(self._event("elements", set=set, rows=rows))
        if events:
            self._events.append(*events)

    def file(
        self,
        path: str | os.PathLike[str],
        role: str,
        epoch: int | None,
        *,
        hashed: bool = True,
    ) -> None:
        """Write a file with its present size and hash. Raises OSError when it is missing."""
        self._events.append(self._event("file", **file_record(path, role, epoch, hashed=hashed)))

    def file_if_there(self, path: str, name: str, role: str) -> None:
        """Write a file, without size and hash when it is missing; the path may hold the name."""
        whole = Path(path) / name if name and Path(path).name != name else Path(path)
        try:
            self.file(whole, role, None)
        except OSError:
            place = {"name": whole.name, "path": str(whole.parent)}
            self._events.append(self._event("file", role=role, **place))

    def note(self, text: str, **tags: str) -> None:
        """Write a remark on the execution."""
        self._events.append({"type": "note", "at": timestamp(), "text": text, "tags": tags})

    def performance(self, **fields: object) -> None:
        """Write how long something took."""
        self._events.append(self._event("performance", **fields))

    def end(self, error: BaseException | None, *, failed: bool = False) -> None:
        """Write that the task ended, FAILED if there was an error."""
        status, description = _outcome(error, failed)
        self.finish(status, description)

    def finish(
        self, status: Literal["FINISHED", "FAILED"], error: Event | None, output: str = ""
    ) -> None:
        """Write that the task ended so; later calls do nothing."""
        if not self._ended:
            self._ended = True
            self._forget(self)
            self._events.append(
                self._event("task_ended", status=status, output=output, error=error)
            )

    def ended(self, error: BaseException | None, *, failed: bool) -> Event:
        """The event that ends the task together with its execution."""
        self._ended = True
        status, description = _outcome(error, failed)
        return self._event("task_ended", status=status, output="", error=description)

    def _begun(
        self, dependencies: Sequence[Reference], workspace: str = "", resource: str = ""
    ) -> list[Event]:
        begun = self._event(
            "task_begun",
            dependencies=[
                {"transformation": transformation, "task": task}
                for transformation, task in dependencies
            ],
            workspace=workspace or _here(),
            resource=resource or socket.gethostname(),
        )
        return [*self._declarations.of_transformation(self.transformation), begun]

    def _event(self, kind: str, at: object = None, **fields: object) -> Event:
        return {
            "type": kind,
            "at": at or timestamp(),
            "transformation": self.transformation,
            "task": self.id,
            **fields,
        }


def _here() -> str | None:
    try:
        return str(Path.cwd())
    except FileNotFoundError:  # the directory was removed
        return None


def _outcome(
    error: BaseException | None, failed: bool
) -> tuple[Literal["FINISHED", "FAILED"], Event | None]:
    if failed or status_after(error) != "FINISHED":
        return "FAILED", described(error)
    return "FINISHED", None
