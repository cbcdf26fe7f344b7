"""Tables as text."""

from __future__ import annotations

from collections.abc import Sequence


def aligned(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """The rows under their columns' names, numbers to the right and NULL as nothing."""
    cells = [[_text(value) for value in row] for row in (columns, *rows)]
    numeric = [
        bool(rows) and all(isinstance(row[at], (int, float, type(None))) for row in rows)
        for at in range(len(columns))
    ]
    widths = [max(len(row[at]) for row in cells) for at in range(len(columns))]
    lines = [_line(row, widths, numeric) for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = (
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(row, widths, numeric, strict=True)
    )
    return "  ".join(padded).rstrip()


def _text(value: object) -> str:
    return "" if value is None else str(value).replace("\n", "\\n")
