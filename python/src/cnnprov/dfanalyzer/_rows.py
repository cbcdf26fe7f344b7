"""From values without names to rows, and from local times to those of the events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone

from cnnprov._encoding import Row, Scalar, scalar


def named(columns: Sequence[tuple[str, str]], values: Sequence[object]) -> Row | None:
    """The row, or None when there are not as many values as columns."""
    if len(values) != len(columns):
        return None
    return {name: _value(value, kind) for (name, kind), value in zip(columns, values, strict=True)}


def utc(local: str) -> str:
    """The local time, such as 2026-11-23 10:00:00, in RFC 3339. Raises ValueError for others."""
    moment = datetime.fromisoformat(local).astimezone(timezone.utc)
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _value(value: object, kind: str) -> Scalar:
    """Numbers stay numbers, and what is no number stays the text that Python makes of it."""
    if value is None or kind == "NUMERIC":
        return scalar(value)
    return str(value)
