"""Executions in a notebook: HTML that needs nothing from elsewhere. All text is escaped."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Protocol

_WIDTH, _HEIGHT, _LEFT, _TOP = 320, 170, 46, 22
_COLORS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd")
_STYLE = "font:11px sans-serif"


class ShownExecution(Protocol):
    """What an execution shows of itself."""

    id: int
    tag: str
    dataflow: str
    status: str
    started_at: str | None
    hyperparameters: dict[str, Any]


class ShownCurve(Protocol):
    """A curve as it is drawn."""

    @property
    def name(self) -> str:
        """The metric."""

    @property
    def x(self) -> tuple[float, ...]:
        """Where its points lie."""

    @property
    def y(self) -> tuple[float, ...]:
        """What they are; NaN and infinities are gaps."""


def shown_executions(rows: Sequence[Mapping[str, Any]]) -> str:
    """A table with a row for each; a word where there is none."""
    if not rows:
        return "<p>No executions.</p>"
    return _table(list(dict.fromkeys(name for row in rows for name in row)), rows)


def shown_execution(
    execution: ShownExecution,
    curves: Iterable[ShownCurve],
    adaptations: Sequence[Mapping[str, Any]],
) -> str:
    """Its name and state, hyperparameters, a chart for each metric, and its adaptations."""
    title = f"{execution.dataflow} · {execution.tag}"
    parts = [
        f"<div><b>{escape(title)}</b> {escape(execution.status)}, "
        f"{escape(execution.started_at or 'not started')}</div>"
    ]
    if execution.hyperparameters:
        parts.append(_table(list(execution.hyperparameters), [execution.hyperparameters]))
    charts: dict[str, list[ShownCurve]] = {}
    for curve in curves:
        if curve.x:
            charts.setdefault(curve.name.lower().removeprefix("val_"), []).append(curve)
    parts += [_chart(name, together, adaptations) for name, together in charts.items()]
    if adaptations:
        columns = ["epoch_id", "attribute", "old_value", "new_value", "kind", "cause", "metric"]
        parts.append(_table(columns, adaptations))
    return f'<div style="{_STYLE}">{"".join(parts)}</div>'


def _chart(
    name: str, curves: Sequence[ShownCurve], adaptations: Sequence[Mapping[str, Any]]
) -> str:
    x = [value for curve in curves for value in curve.x]
    y = [value for curve in curves for value in curve.y if math.isfinite(value)] or [0.0]
    across = _scale(min(x), max(x), _LEFT, _WIDTH - 8)
    up = _scale(min(y), max(y), _HEIGHT - 20, _TOP)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'role="img" aria-label="{escape(name)}" style="{_STYLE}">'
    ]
    for each in adaptations:
        epoch = each.get("epoch_id")
        if isinstance(epoch, (int, float)) and min(x) <= epoch <= max(x):
            at = across(epoch)
            told = f"{each.get('attribute')}: {each.get('old_value')} → {each.get('new_value')}"
            drawn.append(
                f'<line x1="{at}" x2="{at}" y1="{_TOP}" y2="{_HEIGHT - 20}" stroke="#999" '
                f'stroke-dasharray="3 3"><title>{escape(told)}</title></line>'
            )
    for place, curve in enumerate(curves):
        color = _COLORS[place % len(_COLORS)]
        path = _path([(across(at), up(value)) for at, value in zip(curve.x, curve.y, strict=True)])
        drawn.append(f'<path d="{path}" fill="none" stroke="{color}" stroke-width="1.5"/>')
        drawn.append(
            f'<text x="{_LEFT + 110 * place}" y="14" fill="{color}">{escape(curve.name)}</text>'
        )
    for value, at in ((min(y), _HEIGHT - 20), (max(y), _TOP + 8)):
        drawn.append(f'<text x="{_LEFT - 4}" y="{at}" text-anchor="end">{value:.4g}</text>')
    for value, anchor in ((min(x), "start"), (max(x), "end")):
        drawn.append(
            f'<text x="{across(value)}" y="{_HEIGHT - 6}" text-anchor="{anchor}">{value:.6g}</text>'
        )
    return "".join(drawn) + "</svg>"


def _scale(least: float, greatest: float, first: float, last: float) -> Any:
    width = greatest - least

    def place(value: float) -> float:
        if not math.isfinite(value):
            return math.nan
        share = (value - least) / width if width else 0.5
        return round(first + share * (last - first), 1)

    return place


def _path(points: Sequence[tuple[float, float]]) -> str:
    """Lines between neighbours; a value that is no number leaves a gap."""
    steps, pen_down = [], False
    for x, y in points:
        if math.isnan(y):
            pen_down = False
            continue
        alone = "h0.1" if not pen_down else ""
        steps.append(f"{'L' if pen_down else 'M'}{x},{y}{alone}")
        pen_down = True
    return "".join(steps)


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    head = "".join(f"<th>{escape(str(column))}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{_cell(row.get(column))}</td>" for column in columns) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Any) -> str:
    return (
        "" if value is None else escape(f"{value:.6g}" if isinstance(value, float) else str(value))
    )
