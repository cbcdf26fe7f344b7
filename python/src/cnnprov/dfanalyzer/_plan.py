"""Prospective provenance: what a dataflow is made of."""

from __future__ import annotations

from collections.abc import Iterable

from cnnprov._declarations import Plan
from cnnprov._encoding import Event
from cnnprov._failsafe import never_raises
from cnnprov.dfanalyzer import _session
from cnnprov.dfanalyzer._kinds import AttributeType, SetType, text_of


class Attribute:
    """A column of a set."""

    def __init__(self, name: str, type: AttributeType | str, extractor: object = None) -> None:
        self.name = name
        self.type = text_of(type)
        self.extractor = extractor

    def described(self) -> Event:
        """The attribute as the events have it."""
        described: Event = {"name": str(self.name), "type": self.type.upper()}
        if self.extractor:
            described["extractor"] = str(getattr(self.extractor, "tag", self.extractor))
        return described


class Extractor:
    """How raw data files of a set are read; `cnnprov extract --extractor` does it."""

    def __init__(self, tag: str, cartridge: object, extension: object) -> None:
        self.tag = tag
        self.cartridge = text_of(cartridge)
        self.extension = text_of(extension)

    def described(self) -> Event:
        """The extractor as the events have it."""
        return {"tag": str(self.tag), "cartridge": self.cartridge, "extension": self.extension}


class Program:
    """A program that a transformation runs."""

    def __init__(self, name: str, path: str = "") -> None:
        self.name = name
        self.path = path

    def described(self) -> Event:
        """The program as the events have it."""
        return {"name": str(self.name), "path": str(self.path) or None}


class Set:
    """A data set that a transformation reads or writes.

    With `dependency`, the tag of a transformation, it is that one's output.
    """

    def __init__(
        self,
        tag: str,
        type: SetType | str,
        attributes: Iterable[Attribute] = (),
        extractors: Iterable[Extractor] = (),
        dependency: Transformation | str = "",
    ) -> None:
        self.tag = self._tag = tag
        self.type = text_of(type)
        self.attributes = list(attributes)
        self.extractors = list(extractors)
        self.dependency = dependency

    def set_type(self, type: SetType | str) -> None:
        """Say whether it is read or written; transformations that have it already keep theirs."""
        self.type = text_of(type)

    def add_attribute(self, attribute: Attribute) -> None:
        """Add a column."""
        self.attributes.append(attribute)

    def add_extractor(self, extractor: Extractor) -> None:
        """Say how raw data files of this set are read."""
        self.extractors.append(extractor)

    def described(self) -> Event:
        """The set, as it is now, as the events have it."""
        described: Event = {"tag": str(self.tag), "type": self.type.upper()}
        if self.dependency:
            described["dependency"] = _tag_of(self.dependency)
        else:
            described["attributes"] = [attribute.described() for attribute in self.attributes]
        if self.extractors:
            described["extractors"] = [extractor.described() for extractor in self.extractors]
        return described


class Transformation:
    """A step of a dataflow."""

    def __init__(
        self, tag: str, sets: Iterable[Set] = (), programs: Iterable[Program] = ()
    ) -> None:
        self.tag = self._tag = str(tag)
        self._sets: list[Event] = []
        self._programs: list[Event] = []
        self.set_sets(sets)
        self.set_programs(programs)

    @never_raises
    def set_sets(self, sets: Iterable[Set]) -> None:
        """Add these sets as they are now; a set may be changed afterwards for the next one."""
        self._sets += [each.described() for each in sets]

    @never_raises
    def add_set(self, set: Set) -> None:
        """Add a set as it is now."""
        self._sets.append(set.described())

    @never_raises
    def set_programs(self, programs: Iterable[Program]) -> None:
        """Add these programs."""
        self._programs += [program.described() for program in programs]

    @never_raises
    def add_program(self, program: Program) -> None:
        """Add a program."""
        self._programs.append(program.described())

    def described(self) -> Event:
        """The transformation as the events have it."""
        described: Event = {"tag": self.tag}
        if self._programs:
            described["programs"] = list(self._programs)
        if self._sets:
            described["sets"] = list(self._sets)
        return described


class Dataflow:
    """A dataflow: `Dataflow(tag, True)` has the predefined training transformations.

    The forms `Dataflow(tag)`, `Dataflow(tag, [transformations])` and
    `Dataflow(tag, True, [transformations])` work, and the parameters by name.
    """

    def __init__(
        self,
        tag: str,
        predefined: bool | Iterable[Transformation] = False,
        transformations: Iterable[Transformation] = (),
        hyperparameters: bool = False,
    ) -> None:
        self.tag = self._tag = str(tag)
        own = isinstance(predefined, bool)
        self.predefined = bool(predefined if own else False) or bool(hyperparameters)
        self.transformations = list(transformations if own else predefined)  # type: ignore[arg-type]

    def add_transformation(self, transformation: Transformation) -> None:
        """Add a step."""
        self.transformations.append(transformation)

    @never_raises
    def save(self) -> None:
        """Declare the dataflow as it is now; tasks without an execution's tag open a new one."""
        described = tuple(each.described() for each in self.transformations)
        _session.declare(Plan(self.tag, self.predefined, described))


def _tag_of(dependency: Transformation | str) -> str:
    return dependency.tag if isinstance(dependency, Transformation) else str(dependency)
