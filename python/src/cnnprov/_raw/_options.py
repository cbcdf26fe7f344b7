"""How a raw data file is to be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cnnprov._encoding import Scalar, scalar
from cnnprov._exceptions import ExtractionError

_IEEE = frozenset({"NaN", "Infinity", "-Infinity"})


@dataclass(frozen=True)
class Options:
    """`columns` are those to keep, by default all; the rest holds for one format each."""

    columns: tuple[str, ...] | None = None
    delimiter: str = ","
    """Between the values of CSV."""
    header: bool = True
    """Whether the first line of CSV has the columns' names; without, `columns` are they."""
    dataset: str = "/"
    """The group, or the compound dataset, of an HDF5 file."""
    types: Mapping[str, str] = field(default_factory=dict)
    """The types that the set declares, by the name of the attribute in lower case."""

    def kept(self, path: Path, found: Collection[str]) -> list[str]:
        """The columns to keep of those found, named as they are there; case does not matter.

        Raises ExtractionError when one is not there.
        """
        if self.columns is None:
            return list(found)
        by_key = {name.lower(): name for name in found}
        missing = [name for name in self.columns if name.lower() not in by_key]
        if missing:
            raise ExtractionError(
                path,
                f"expected the columns {', '.join(missing)}, came {', '.join(found) or 'none'}",
            )
        return [by_key[name.lower()] for name in self.columns]

    def type_of(self, name: str) -> str | None:
        """The type that the set declares for the attribute, if it has it."""
        return self.types.get(name.lower())

    def typed(self, path: Path, name: str, value: Scalar, line: int | None = None) -> Scalar:
        """The value as the attribute takes it.

        Raises ExtractionError for a text that is no number where the set has numbers.
        """
        kind = self.type_of(name)
        if kind is None or value is None or value in _IEEE:
            return value
        if kind != "NUMERIC":
            return value if isinstance(value, str) else str(value)
        try:
            return scalar(float(value)) if isinstance(value, str) else value
        except ValueError as error:
            raise ExtractionError(
                path, f"expected a number, came {str(value)!r}", line=line, column=name
            ) from error


def expect_different(path: Path, names: Iterable[str], line: int | None = None) -> None:
    """Raise ExtractionError for a name that is there twice; attributes ignore case."""
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            raise ExtractionError(path, "this name is there twice", line=line, column=name)
        seen.add(name.lower())
