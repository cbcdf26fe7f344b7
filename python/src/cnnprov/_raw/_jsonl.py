"""JSON lines: an object a line, whose members are numbers, texts, booleans or null."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cnnprov._encoding import Row, scalar
from cnnprov._exceptions import ExtractionError
from cnnprov._raw._options import Options, expect_different


def rows(path: Path, options: Options) -> Iterator[Row]:
    """The rows; a member that is not in an object is NULL."""
    kinds: dict[str, str] = {}
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _row(path, number, _object(path, number, line), options, kinds)


def _object(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise ExtractionError(path, error.msg, line=number, column=str(error.colno)) from error
    except UnicodeDecodeError as error:
        before = line[: error.start].decode("utf-8-sig")
        reason = f"expected UTF-8, came the byte 0x{line[error.start]:02x}"
        raise ExtractionError(path, reason, line=number, column=str(len(before) + 1)) from error
    except (ValueError, RecursionError) as error:  # too many digits, too many brackets
        raise ExtractionError(path, str(error), line=number) from error
    if not isinstance(value, dict):
        raise ExtractionError(path, f"expected an object, came {_kind(value)}", line=number)
    return value


def _row(
    path: Path, number: int, found: dict[str, Any], options: Options, kinds: dict[str, str]
) -> Row:
    expect_different(path, found, number)
    row: Row = {}
    for name, value in _chosen(found, options).items():
        kind = _kind(value)
        if kind in ("an object", "an array"):
            raise ExtractionError(
                path, f"expected a number or text, came {kind}", line=number, column=name
            )
        if value is not None and kinds.setdefault(name.lower(), kind) != kind:
            raise ExtractionError(
                path,
                f"expected {kinds[name.lower()]} as in the lines before, came {kind}",
                line=number,
                column=name,
            )
        row[name] = options.typed(path, name, scalar(value), number)
    return row


def _chosen(found: dict[str, Any], options: Options) -> dict[str, Any]:
    if options.columns is None:
        return found
    by_key = {name.lower(): value for name, value in found.items()}
    return {name: by_key.get(name.lower()) for name in options.columns}


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    return "text" if isinstance(value, str) else "a number"
