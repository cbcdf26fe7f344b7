"""Retrospective provenance: what a task reports."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from cnnprov.dfanalyzer._kinds import MethodType, text_of


class Element:
    """A row: its values in the order of the set's attributes, or one text joined by `;`."""

    def __init__(self, values: Sequence[object] | str) -> None:
        self.values: list[object] = list(values.split(";") if isinstance(values, str) else values)


class DataSet:
    """Rows of a set."""

    def __init__(self, tag: str, elements: Iterable[Element] = ()) -> None:
        self.tag = self._tag = str(tag)
        self.elements = list(elements)

    def add_element(self, element: Element) -> None:
        """Add a row."""
        self.elements.append(element)

    def add_element_with_values(self, values: Sequence[object] | str) -> None:
        """Add a row of these values."""
        self.elements.append(Element(values))


class File:
    """A file of a task: the directory that it lies in (or its whole path), and its name."""

    def __init__(self, path: str | os.PathLike[str], name: str = "") -> None:
        self.path = os.fspath(path)
        self.name = str(name)


class Performance:
    """When something that a task does began and ended, in the local time of the machine."""

    def __init__(
        self,
        start_time: str,
        end_time: str = "",
        method: MethodType | str = MethodType.COMPUTATION,
        description: str = "",
    ) -> None:
        self.start_time = start_time
        self.end_time = end_time
        self.method = text_of(method) or MethodType.COMPUTATION.value
        self.description = description


class Dependency:
    """The tasks whose output a task reads: tags of transformations and, in parallel, ids.

    An id may hold several, joined by `,`, one for each tag.
    """

    def __init__(self, tags: Iterable[object], ids: Iterable[object]) -> None:
        self.tags = [str(tag) for tag in tags]
        self.ids = [str(id) for id in ids]

    def references(self) -> list[tuple[str, str]]:
        """The pairs of a transformation's tag and a task's id."""
        ids = self.ids
        if len(ids) != len(self.tags):
            ids = [part.strip() for id in ids for part in id.split(",")]
        return list(zip(self.tags, ids, strict=False))
