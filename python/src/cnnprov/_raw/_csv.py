"""CSV: a header, then a row a line. Quotes and line breaks in them are as RFC 4180 has them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from cnnprov._encoding import Row, scalar
from cnnprov._exceptions import ExtractionError
from cnnprov._raw._options import Options

_NOTHING = frozenset({"", "None", "null", "NULL"})


def rows(path: Path, options: Options) -> Iterator[Row]:
    """The rows; a column is NUMERIC when each of its values reads as a number or as nothing."""
    columns: list[str] | None = None
    kept: list[str] = []
    numeric: dict[str, bool] = {}
    for _, names, values in _records(path, options):
        if columns is None:
            columns, kept = names, options.kept(path, names)
            numeric = dict.fromkeys(kept, True)
        for name in kept:
            value = values[columns.index(name)]
            if numeric[name] and value not in _NOTHING and _number(value) is None:
                numeric[name] = False
    for _, names, values in _records(path, options):
        row = dict(zip(names, values, strict=True))
        yield {name: _number(row[name]) if numeric[name] else row[name] or None for name in kept}


def _records(path: Path, options: Options) -> Iterator[tuple[int, list[str], list[str]]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.reader(file, delimiter=options.delimiter, strict=True)
        names = None if options.header else list(options.columns or ())
        try:
            for values in reader:
                if not values:
                    continue
                if names is None:
                    names = _header(path, reader.line_num, values)
                    continue
                if len(values) != len(names):
                    raise ExtractionError(
                        path,
                        f"expected {len(names)} values, came {len(values)}",
                        line=reader.line_num,
                    )
                yield reader.line_num, names, values
        except (csv.Error, UnicodeDecodeError) as error:
            raise ExtractionError(path, str(error), line=reader.line_num + 1) from error


def _header(path: Path, line: int, values: list[str]) -> list[str]:
    names = [value.strip() for value in values]
    for position, name in enumerate(names):
        if not name:
            raise ExtractionError(
                path, "expected a name, came nothing", line=line, column=str(position + 1)
            )
        if name.lower() in (other.lower() for other in names[:position]):
            raise ExtractionError(path, "this name is there twice", line=line, column=name)
    return names


def _number(text: str) -> float | int | str | bool | None:
    text = text.strip()
    for kind in (int, float):
        try:
            return scalar(kind(text)) if "_" not in text else None
        except ValueError:
            continue
    return None
