"""A raw data file, and which of the formats it has."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cnnprov._encoding import Row
from cnnprov._exceptions import ExtractionError
from cnnprov._raw import _csv, _hdf5, _jsonl, _npz
from cnnprov._raw._options import Options

FORMATS: dict[str, tuple[Callable[[Path, Options], Iterator[Row]], tuple[str, ...]]] = {
    "csv": (_csv.rows, (".csv", ".tsv")),
    "jsonl": (_jsonl.rows, (".jsonl", ".ndjson")),
    "npz": (_npz.rows, (".npz",)),
    "hdf5": (_hdf5.rows, (".h5", ".hdf5", ".hdf")),
}
"""The formats by name: what reads them, and how their files usually end."""


@dataclass(frozen=True)
class RawFile:
    """A file that can be read as rows, as often as wanted."""

    path: Path
    format: str
    options: Options

    def rows(self) -> Iterator[Row]:
        """Its rows in order. Raises ExtractionError with the place of what is wrong."""
        read, _ = FORMATS[self.format]
        try:
            yield from read(self.path, self.options)
        except OSError as error:
            raise ExtractionError(self.path, error.strerror or str(error)) from error


def raw_file(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    columns: Sequence[str] | None = None,
    delimiter: str | None = None,
    header: bool = True,
    dataset: str = "/",
    types: Mapping[str, str] | None = None,
) -> RawFile:
    """The file, its format told by how its name ends unless `format` says it.

    `types` are those that the set declares, by the name of the attribute in lower case.

    Raises ExtractionError for a format that is not known, and for columns that are missing where
    there is no header.
    """
    place = Path(path)
    known = format.lower() if format else _format_of(place)
    if known not in FORMATS:
        came = f"format {format!r}" if format else f"a name that ends in {place.suffix!r}"
        raise ExtractionError(
            place, f"expected one of the formats {', '.join(FORMATS)}, came {came}"
        )
    if not header and not columns:
        raise ExtractionError(place, "expected the names of the columns, as there is no header")
    delimiter = delimiter or ("\t" if place.suffix.lower() == ".tsv" else ",")
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise ExtractionError(
            place, f"expected one character between the values, came {delimiter!r} (a tab: $'\\t')"
        )
    kept = None if columns is None else tuple(columns)
    return RawFile(place, known, Options(kept, delimiter, header, dataset, types or {}))


def _format_of(path: Path) -> str | None:
    suffix = path.suffix.lower()
    return next((name for name, (_, suffixes) in FORMATS.items() if suffix in suffixes), None)
