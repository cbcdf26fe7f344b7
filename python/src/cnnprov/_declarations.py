"""The transformations and sets that an execution has declared so far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from cnnprov._clock import timestamp
from cnnprov._encoding import Event, Row

SetType = Literal["INPUT", "OUTPUT"]

PREDEFINED = ("TrainingModel", "Adaptation", "TestingModel")
"""The transformations that the server adds to a dataflow declared with `predefined`."""


class Plan(NamedTuple):
    """What is known of a dataflow before it runs: its tag, and its transformations."""

    tag: str
    predefined: bool = True
    transformations: tuple[Event, ...] = ()

    def declared(self) -> Event:
        """The event that declares the dataflow, or extends it; the same one again does nothing."""
        dataflow: Event = {"tag": self.tag, "predefined": self.predefined}
        if self.transformations:
            dataflow["transformations"] = list(self.transformations)
        return {"type": "dataflow_declared", "at": timestamp(), "dataflow": dataflow}


class Declarations:
    """Declares each transformation and set once, when it is used first. Tags ignore case."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._transformations = {str(each["tag"]).lower() for each in plan.transformations}
        if plan.predefined:
            self._transformations |= {tag.lower() for tag in PREDEFINED}
        self._sets: set[tuple[str, str, SetType]] = set()
        self._written_by: dict[str, str] = {}
        self._types: dict[str, dict[str, str]] = {}
        for transformation in plan.transformations:
            for described in transformation.get("sets", ()):  # type: ignore[attr-defined]
                self._keep_types(described)

    def types_of(self, set: str) -> dict[str, str]:
        """The types of the attributes that were declared of a set, by names in lower case."""
        return self._types.get(set.lower(), {})

    def _keep_types(self, described: Event) -> None:
        types = self._types.setdefault(str(described["tag"]).lower(), {})
        for attribute in described.get("attributes", ()):  # type: ignore[attr-defined]
            types.setdefault(attribute["name"].lower(), attribute["type"])

    def of_transformation(self, tag: str) -> list[Event]:
        """The event that declares it, or nothing when it is known."""
        if tag.lower() in self._transformations:
            return []
        self._transformations.add(tag.lower())
        return [self._extension({"tag": tag})]

    def of_transformations(self, described: tuple[Event, ...]) -> list[Event]:
        """The events that declare them with their sets, or nothing when all are known."""
        new = [each for each in described if str(each["tag"]).lower() not in self._transformations]
        self._transformations |= {str(each["tag"]).lower() for each in new}
        return [self._extension(each) for each in new]

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
            declared["attributes"] = _attributes(row, self.types_of(tag))
        if kind == "OUTPUT":
            self._written_by.setdefault(tag.lower(), transformation)
        self._keep_types(declared)
        return [self._extension({"tag": transformation, "sets": [declared]})]

    def _extension(self, transformation: Event) -> Event:
        return self._plan._replace(transformations=(transformation,)).declared()


def _attributes(row: Row, known: Mapping[str, str]) -> list[Event]:
    return [
        {
            "name": name,
            "type": known.get(name.lower()) or ("NUMERIC" if _is_number(value) else "TEXT"),
        }
        for name, value in row.items()
        if value is not None
    ]


def _is_number(value: object) -> bool:
    return not isinstance(value, str) or value in ("NaN", "Infinity", "-Infinity")
