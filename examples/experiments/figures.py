"""Figures as SVG: bars beside published ranges, stacked bars, and curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, ROW, LEFT, RIGHT = 760, 30, 190, 90
CHARACTER = 7.5
"""The width of a character of the text, at most on average."""
COLOURS = ("#3266a8", "#d1802a", "#3d8f57", "#a44a78", "#777777", "#7a62b3")
_TEXT = 'font-family="sans-serif" font-size="13" fill="#222"'


@dataclass(frozen=True)
class Bar:
    """A value with an interval, and what stands behind it."""

    name: str
    value: float
    low: float
    high: float
    colour: str
    note: str


def bars(title: str, unit: str, rows: Sequence[Bar]) -> str:
    """Horizontal bars from 0, each with its interval as a line."""
    least = min(0.0, *(min(row.low, row.value) for row in rows))
    most = max(*(max(row.high, row.value) for row in rows), 1e-9)
    notes = 16 + CHARACTER * max(len(row.note) for row in rows)
    scale = (WIDTH - LEFT - notes) / (most - least)

    def x(value: float) -> float:
        return LEFT + (value - least) * scale

    parts = [_text(10, 20, title, weight="bold")]
    for number, row in enumerate(rows):
        y = 40 + number * ROW
        start, end = sorted((x(0), x(row.value)))
        parts.append(_text(LEFT - 8, y + 15, row.name, anchor="end"))
        parts.append(_box(start, y, max(end - start, 1), 20, row.colour))
        parts.append(_line(x(row.low), y + 10, x(row.high), y + 10))
        parts.append(_text(x(max(row.high, row.value, 0)) + 6, y + 15, row.note))
    bottom = 40 + len(rows) * ROW
    parts.append(_line(x(0), 34, x(0), bottom))
    parts.append(_text(LEFT, bottom + 18, unit))
    return _svg(bottom + 30, title, parts)


def stacked(title: str, unit: str, names: Sequence[str], rows: dict[str, Sequence[float]]) -> str:
    """A bar for each row, made of a piece for each name."""
    most = max(*(sum(values) for values in rows.values()), 1e-9)
    scale = (WIDTH - LEFT - RIGHT) / most
    parts = [_text(10, 20, title, weight="bold")]
    for number, (name, values) in enumerate(rows.items()):
        y, at = 40 + number * ROW, float(LEFT)
        parts.append(_text(LEFT - 8, y + 15, name, anchor="end"))
        for colour, value in zip(COLOURS, values, strict=False):
            parts.append(_box(at, y, value * scale, 20, colour))
            at += value * scale
        parts.append(_text(at + 6, y + 15, f"{sum(values):.3g} {unit}"))
    bottom = 50 + len(rows) * ROW
    for number, (colour, name) in enumerate(zip(COLOURS, names, strict=False)):
        column = LEFT + number % 3 * 170
        parts.append(_box(column, bottom + number // 3 * 22, 12, 12, colour))
        parts.append(_text(column + 18, bottom + 11 + number // 3 * 22, name))
    return _svg(bottom + 22 * (1 + len(names) // 3) + 10, title, parts)


def curves(title: str, x_name: str, lines: dict[str, Sequence[tuple[float, float]]]) -> str:
    """Lines over a common axis; points that are not finite are left out."""
    points = [point for line in lines.values() for point in line if point[1] == point[1]]
    if not points:
        return _svg(60, title, [_text(10, 20, title, weight="bold"), _text(10, 44, "no data")])
    right, top = max(x for x, _ in points), max(y for _, y in points)
    left, low = min(x for x, _ in points), min(0.0, *(y for _, y in points))

    def place(x: float, y: float) -> str:
        across = 60 + (x - left) / max(right - left, 1e-9) * (WIDTH - 260)
        return f"{across:.1f},{260 - (y - low) / max(top - low, 1e-9) * 210:.1f}"

    parts = [_text(10, 20, title, weight="bold"), _line(60, 260, WIDTH - 200, 260)]
    parts += [_line(60, 50, 60, 260), _text(54, 55, f"{top:.3g}", anchor="end")]
    parts += [_text(54, 264, f"{low:.3g}", anchor="end"), _text(60, 280, f"{left:.0f}")]
    parts.append(_text(WIDTH - 200, 280, f"{right:.0f} {x_name}", anchor="end"))
    for number, (name, line) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(place(x, y) for x, y in line if y == y)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(_box(WIDTH - 180, 50 + 24 * number, 12, 12, colour))
        parts.append(_text(WIDTH - 162, 61 + 24 * number, name))
    return _svg(290, title, parts)


def _svg(height: float, title: str, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img">'
        f'<title>{escape(title)}</title><rect width="100%" height="100%" fill="white"/>'
        + "".join(parts)
        + "</svg>\n"
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: str = "normal") -> str:
    where = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}"'
    return f"<text {where} {_TEXT}>{escape(text)}</text>"


def _box(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" fill="{colour}"/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#222" fill="none"/>'
