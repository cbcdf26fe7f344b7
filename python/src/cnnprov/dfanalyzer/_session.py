"""What this process has declared, and the executions that its tasks belong to."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cnnprov._declarations import Plan
from cnnprov._event_log import EventLog
from cnnprov._execution import Execution
from cnnprov.dfanalyzer import _published

Columns = list[tuple[str, str]]
"""The names and types of a set's attributes, in their order."""


@dataclass
class Declared:
    """A dataflow's plan, with the columns of its sets by lower-case tag."""

    plan: Plan
    columns: dict[str, Columns] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for transformation in self._transformations():
            for each in transformation.get("sets", []):
                if "dependency" not in each:
                    columns = [(column["name"], column["type"]) for column in each["attributes"]]
                    self.columns[each["tag"].lower()] = columns

    def knows(self, transformation: str) -> bool:
        """Whether the plan names a transformation of this tag."""
        return any(
            str(each["tag"]).lower() == transformation.lower() for each in self._transformations()
        )

    def _transformations(self) -> list[Mapping[str, Any]]:
        published = _published.TRAINING + _published.DLPROV if self.plan.predefined else ()
        return [*published, *self.plan.transformations]


_mutex = threading.RLock()
_declared: dict[str, Declared] = {}
_executions: dict[tuple[str, str | None], Execution] = {}


def declare(plan: Plan) -> None:
    """Write the plan; the next task without an execution's tag opens a new execution."""
    with _mutex:
        _declared[plan.tag.lower()] = Declared(plan)
        _executions.pop((plan.tag.lower(), None), None)
    EventLog().close(plan.declared())


def declared(dataflow: str) -> Declared:
    """What was declared of the dataflow; nothing but its tag when another process did so."""
    with _mutex:
        return _declared.setdefault(dataflow.lower(), Declared(Plan(dataflow, predefined=False)))


def execution(dataflow: str, tag: str | None, transformation: str) -> Execution:
    """The execution for a task of this transformation: that of the tag, else the latest one."""
    key = (dataflow.lower(), tag)
    plan = declared(dataflow).plan
    with _mutex:
        if key not in _executions:
            _executions[key] = Execution(plan.tag, tag=tag, plan=plan)
        if plan.predefined and transformation.lower() in _published.DLPROV_TAGS:
            _executions[key].declare(_published.DLPROV)
        return _executions[key]


def _forget_in_child() -> None:
    global _mutex
    _mutex = threading.RLock()
    _executions.clear()


os.register_at_fork(after_in_child=_forget_in_child)
