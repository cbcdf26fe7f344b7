"""The answer to a comparison as a table for a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from cnnprov._sql import NOT_FINITE
from cnnprov._terminal import Style, shortened

_GAP = "  "
_LEAST_CELL = 8
_MOST_NAME = 32
_HASH = 12
_NONE = "-"


class _Row:
    """A name and a cell for each execution; `best` is the place of the best, if one is."""

    def __init__(self, name: str, cells: Sequence[str], best: int | None = None) -> None:
        self.name = name
        self.cells = [f"{cell} *" if place == best else cell for place, cell in enumerate(cells)]
        self.best = best


def sections(
    answer: dict[str, Any], style: Style, columns: int | None, *, equal: bool
) -> Iterator[str]:
    """The lines: executions, then each section that has something to show."""
    executions = answer["executions"]
    head = [
        _Row("", [str(each["id"]) for each in executions]),
        _Row("dataflow", [each["dataflow"]["tag"] for each in executions]),
        _Row("execution", [each["name"] or each["tag"] for each in executions]),
        _Row("status", [each["status"] for each in executions]),
    ]
    parts = [(title, rows) for title, rows in _parts(answer, equal=equal) if rows]
    layout = _Layout([*head, *(row for _, rows in parts for row in rows)], style, columns)
    yield from map(layout.line, head)
    for title, rows in parts:
        yield ""
        yield style.bold(title)
        yield from map(layout.line, rows)
    if not parts:
        yield ""
        yield "Nothing differs." if not equal else "Nothing is known of them."


def _parts(answer: dict[str, Any], *, equal: bool) -> Iterator[tuple[str, list[_Row]]]:
    def shown(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row for row in rows if equal or row["differs"]]

    yield "hyperparameters", [_plain(row) for row in shown(answer["hyperparameters"])]
    yield "adaptations", [_adaptation(row) for row in shown(answer["adaptations"])]
    yield "data", [_data(row) for row in shown(answer["data"])]
    yield "code", [_code(row) for row in shown(answer["code"])]
    for kind, rows in answer["environment"].items():
        yield kind, [_plain(row) for row in shown(rows)]
    yield "metrics", [part for row in shown(answer["metrics"]) for part in _metric(row)]


class _Layout:
    """Columns as wide as their cells, or as the terminal lets them."""

    def __init__(self, rows: Sequence[_Row], style: Style, columns: int | None) -> None:
        self._style = style
        count = len(rows[0].cells)
        self._name = min(_MOST_NAME, max(len(row.name) for row in rows) + len(_GAP))
        self._cells = [max(len(row.cells[at]) for row in rows) for at in range(count)]
        if columns is not None:
            room = max(_LEAST_CELL, (columns - self._name) // count - len(_GAP))
            self._cells = [min(cell, room) for cell in self._cells]

    def line(self, row: _Row) -> str:
        cells = []
        for place, (cell, room) in enumerate(zip(row.cells, self._cells, strict=True)):
            text = shortened(cell, room)
            padding = " " * (room - len(text))
            cells.append((self._style.good(text) if place == row.best else text) + padding)
        name = shortened(_GAP + row.name, self._name).ljust(self._name)
        return (name + _GAP + _GAP.join(cells)).rstrip()


def _plain(row: dict[str, Any]) -> _Row:
    return _Row(row["name"], [_text(value) for value in row["values"]])


def _adaptation(row: dict[str, Any]) -> _Row:
    cells = [
        _NONE if value is None else f"{_text(value['old_value'])} → {_text(value['new_value'])}"
        for value in row["values"]
    ]
    return _Row(f"{row['name']} @ {_text(row['epoch'])}", cells)


def _data(row: dict[str, Any]) -> _Row:
    return _Row(
        row["name"],
        [
            _NONE
            if value is None
            else (value["sha256"] or "")[:_HASH] or f"{_text(value['size'])} bytes"
            for value in row["values"]
        ],
    )


def _code(row: dict[str, Any]) -> _Row:
    if row["name"] == "diff":
        lines = [len(value.splitlines()) if value else 0 for value in row["values"]]
        return _Row("diff", [f"{count} lines" if count else _NONE for count in lines])
    if row["name"] == "commit":
        return _Row("commit", [_text(value)[:_HASH] for value in row["values"]])
    return _plain(row)


def _metric(row: dict[str, Any]) -> Iterator[_Row]:
    values = [value or {} for value in row["values"]]
    yield _measures(row, "last", [value.get("last") for value in values])
    epochs = [value.get("best_epoch") for value in values]
    yield _measures(row, "best", [value.get("best") for value in values], epochs)
    if row["shared_epochs"] and sum(value is not None for value in row["values"]) > 1:
        at = f"at {_text(row['shared_epoch'])}"
        yield _measures(row, at, [value.get("at_shared") for value in values])
        yield _measures(row, "area", [value.get("area") for value in values])


def _measures(
    row: dict[str, Any],
    what: str,
    numbers: Sequence[Any],
    epochs: Sequence[Any] | None = None,
) -> _Row:
    cells = [_text(number) for number in numbers]
    if epochs is not None:
        cells = [
            cell if epoch is None else f"{cell} @ {_text(epoch)}"
            for cell, epoch in zip(cells, epochs, strict=True)
        ]
    return _Row(f"{row['name']} {what}", cells, _best(numbers, less=row["better"] == "less"))


def _best(numbers: Sequence[Any], *, less: bool) -> int | None:
    """The place of the best of several; None where they are alike."""
    finite = {
        place: number
        for place, number in enumerate(numbers)
        if isinstance(number, (int, float)) and math.isfinite(number)
    }
    if len(finite) < 2 or len(set(finite.values())) < 2:
        return None
    return (min if less else max)(finite, key=lambda place: finite[place])


def _text(value: object) -> str:
    if value is None:
        return _NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value in NOT_FINITE:
        return value
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        return " ".join(map(_text, value))
    return str(value)
