"""The transformations and sets that an execution has declared so far."""

from __future__ import annotations

from typing import Literal

from cnnprov._clock import timestamp
from cnnprov._encoding import Event, Row

SetType = Literal["INPUT", "OUTPUT"]

PREDEFINED = ("TrainingModel", "Adaptation", "TestingModel")
"""The transformations that the server adds to a dataflow declared with `predefined`."""


def dataflow_declared(tag: str, transformations: list[Event]) -> Event:
    """The event that declares (or extends) a dataflow beside the predefined transformations."""
    dataflow: Event = {"tag": tag, "predefined": True}
    if transformations:
        dataflow["transformations"] = transformations
    return {"type": "dataflow_declared", "at": timestamp(), "dataflow": dataflow}


class Declarations:
    """Declares each transformation and set once, when it is used first. Tags ignore case."""

    def __init__(self, dataflow: str) -> None:
        self._dataflow = dataflow
        self._transformations = {tag.lower() for tag in PREDEFINED}
        self._sets: set[tuple[str, str, SetType]] = set()
        self._written_by: dict[str, str] = {}

    def of_transformation(self, tag: str) -> list[Event]:
        """The event that declares it, or nothing when it is known."""
        if tag.lower() in self._transformations:
            return []
        self._transformations.add(tag.lower())
        return [dataflow_declared(self._dataflow, [{"tag": tag}])]

    def of_set(self, transformation: str, tag: str, kind: SetType, row: Row) -> list[Event]:
        """The event that declares it with the attributes of this row, or nothing when known.

        The input set that another transformation writes is declared as that one's output.
        """
        key = (transformation.lower(), tag.lower(), kind)
        if key in self._sets:
            return []
        self._sets.add(key)
        declared: Event = {"tag": tag, "type": kind}
        writer = self._written_by.get(tag.lower())
        if kind == "INPUT" and writer is not None:
            declared["dependency"] = writer
        else:
            declared["attributes"] = _attributes(row)
        if kind == "OUTPUT":
            self._written_by.setdefault(tag.lower(), transformation)
        event = dataflow_declared(self._dataflow, [{"tag": transformation, "sets": [declared]}])
        return [event]


def _attributes(row: Row) -> list[Event]:
    return [
        {"name": name, "type": "NUMERIC" if _is_number(value) else "TEXT"}
        for name, value in row.items()
        if value is not None
    ]


def _is_number(value: object) -> bool:
    return not isinstance(value, str) or value in ("NaN", "Infinity", "-Infinity")
