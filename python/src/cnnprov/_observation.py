"""The environment of an execution, and the resources that it uses, as events."""

from __future__ import annotations

from collections.abc import Callable

from cnnprov._encoding import Event
from cnnprov._failsafe import never_raises
from cnnprov._observer import Observer, Subject
from cnnprov._settings import Settings


class Observation:
    """Hands on what the helper process finds, until it ends.

    The heartbeat's thread calls `look`, whoever ends the execution `end`.
    """

    def __init__(
        self,
        record: Callable[[Event], None],
        *,
        environment: bool,
        subject: Subject | None = None,
    ) -> None:
        """Watch this process, or another one."""
        self._record = record
        self._observer: Observer | None = None
        self._begin(environment, subject or Subject.this_process())

    @never_raises
    def look(self) -> None:
        """Record what was found since the last look."""
        if self._observer is not None:
            for finding in self._observer.take():
                self._record(finding)

    @never_raises
    def end(self) -> None:
        """Record the last findings; it waits a second at most."""
        if self._observer is not None:
            for finding in self._observer.finish():
                self._record(finding)

    @never_raises
    def _begin(self, environment: bool, subject: Subject) -> None:
        seconds = Settings.from_environment().resources_seconds
        if seconds:
            self._observer = Observer(subject, interval_seconds=seconds, environment=environment)
