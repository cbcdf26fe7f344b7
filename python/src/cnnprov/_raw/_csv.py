"""CSV: a header, then a row a line. Quotes and line breaks in them are as RFC 4180 has them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cnnprov._encoding import Row, scalar
from cnnprov._exceptions import ExtractionError
from cnnprov._raw._options import Options, expect_different

_NOTHING = frozenset({"", "None", "null", "NULL"})
_UNDECODED = re.compile("[\udc80-\udcff]")


def rows(path: Path, options: Options) -> Iterator[Row]:
    """The rows; a column is NUMERIC when each of its values reads as a number or as nothing.

    Where the set has the attribute already, its type holds.
    """
    numeric: dict[str, bool] = {}
    for line, names, values in _records(path, options):
        numeric = numeric or {name: _may_be_numeric(options, name) for name in names}
        for name, value in zip(names, values, strict=True):
            if numeric[name] and value not in _NOTHING and _number(value) is None:
                numeric[name] = False
                if name in options.kept(path, names):
                    options.typed(path, name, value, line)
    for _, names, values in _records(path, options):
        row = dict(zip(names, values, strict=True))
        yield {
            name: _number(row[name]) if numeric[name] else row[name] or None
            for name in options.kept(path, names)
        }


def _may_be_numeric(options: Options, name: str) -> bool:
    return options.type_of(name) in (None, "NUMERIC")


def _records(path: Path, options: Options) -> Iterator[tuple[int, list[str], list[str]]]:
    """The line that each record begins in, the names, and its values."""
    with path.open(newline="", encoding="utf-8-sig", errors="surrogateescape") as file:
        reader = csv.reader(_decoded(path, file), delimiter=options.delimiter, strict=True)
        names = None if options.header else list(options.columns or ())
        line = 1
        try:
            for values in reader:
                if names is None and values:
                    names = _header(path, line, values)
                elif names is not None and values:
                    _expect_all(path, line, names, values)
                    yield line, names, values
                line = reader.line_num + 1
        except csv.Error as error:
            raise ExtractionError(path, str(error), line=line) from error


def _decoded(path: Path, lines: Iterable[str]) -> Iterator[str]:
    """The lines, whose bytes that are no UTF-8 were read as surrogates."""
    for number, line in enumerate(lines, 1):
        if byte := _UNDECODED.search(line):
            raise ExtractionError(
                path,
                f"expected UTF-8, came the byte 0x{ord(byte.group()) - 0xDC00:02x}",
                line=number,
                column=str(byte.start() + 1),
            )
        yield line


def _expect_all(path: Path, line: int, names: list[str], values: list[str]) -> None:
    if len(values) != len(names):
        raise ExtractionError(path, f"expected {len(names)} values, came {len(values)}", line=line)


def _header(path: Path, line: int, values: list[str]) -> list[str]:
    names = [value.strip() for value in values]
    if "" in names:
        place = str(names.index("") + 1)
        raise ExtractionError(path, "expected a name, came nothing", line=line, column=place)
    expect_different(path, names, line)
    return names


def _number(text: str) -> float | int | str | bool | None:
    text = text.strip()
    for kind in (int, float):
        try:
            return scalar(kind(text)) if "_" not in text else None
        except ValueError:
            continue
    return None
