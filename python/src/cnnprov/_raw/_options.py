"""How a raw data file is to be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from cnnprov._exceptions import ExtractionError


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


def expect_different(path: Path, names: Iterable[str], line: int | None = None) -> None:
    """Raise ExtractionError for a name that is there twice; attributes ignore case."""
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            raise ExtractionError(path, "this name is there twice", line=line, column=name)
        seen.add(name.lower())
