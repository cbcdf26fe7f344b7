"""From Python values to the lines of the spool."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

Scalar = str | int | float | bool | None
Row = dict[str, Scalar]
Event = dict[str, object]

_AS_THEY_ARE = frozenset({str, int, bool, type(None)})
# Events hold no cycles, and looking for them takes a quarter of the time.
_encode = json.JSONEncoder(
    separators=(",", ":"), allow_nan=False, check_circular=False, default=str
).encode


def encode_event(event: Event) -> bytes:
    """One line, its line feed included. The row values in it must be scalars already."""
    return (_encode(event) + "\n").encode("ascii")


def encode_scalar(value: Scalar) -> str:
    """A value of a row as JSON."""
    return str(value) if type(value) is int else _encode(value)


def plain_row(values: Mapping[str, object]) -> Row:
    """The row with each value as a scalar that the events can hold."""
    row: Row = {}
    for name, value in values.items():
        kind = type(value)
        if kind in _AS_THEY_ARE or (kind is float and math.isfinite(value)):  # type: ignore[arg-type]
            row[str(name)] = value  # type: ignore[assignment]
        else:
            row[str(name)] = scalar(value)
    return row


def scalar(value: object) -> Scalar:
    """The value as a JSON scalar.

    NaN and the infinities become their names; arrays and tensors of one value (NumPy, PyTorch,
    TensorFlow, JAX, told by what they can do) become that value; all else becomes its text.
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return _number(float(value))
    return _converted(value)


def _number(value: float) -> float | str:
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _converted(value: object) -> Scalar:
    for conversion in ("item", "__float__"):
        convert = getattr(value, conversion, None)
        if convert is None:
            continue
        try:
            result = convert()
        except Exception:  # an array of several values, or a class that only looks like one
            continue
        if isinstance(result, (bool, int, str)):
            return result
        if isinstance(result, float):
            return _number(result)
    return str(value)
