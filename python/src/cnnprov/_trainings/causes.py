"""What changed a hyperparameter, and the values that drive it."""

from __future__ import annotations

import functools
import inspect
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple


class Cause(NamedTuple):
    """The kind, name, inputs and watched metric of what changes a hyperparameter."""

    kind: str = "code"
    name: str | None = None
    metric: str | None = None
    inputs: Mapping[str, object] = MappingProxyType({})


NOBODY = Cause()
"""Code that nothing is known of."""


def callback_cause(callback: Any) -> Cause:
    """The cause for a callback: its class, what it watches, what it was made with."""
    metric = getattr(callback, "monitor", None)
    inputs = constructor_values(callback)
    return Cause(
        "callback", type(callback).__name__, metric if isinstance(metric, str) else None, inputs
    )


def constructor_values(
    made: Any, nested: Callable[[Any], dict[str, object] | None] = lambda _: None
) -> dict[str, object]:
    """What the object was made with, as far as it keeps that under the names it takes.

    `nested` gives the values of a part that is no plain value, or None where it is one.
    """
    values: dict[str, object] = {}
    for name in _parameters(made.__class__):
        value = _kept_as(made, name)
        parts = nested(value)
        if parts is not None:  # a list of parts has their names only
            kind = {} if isinstance(value, (list, tuple)) else {name: type(value).__name__}
            values |= {**kind, **parts}
        elif callable(value):
            values |= {name: _name(value), **_values_used(value)}
        else:
            values |= scalars({name: value})
    return values


@functools.lru_cache
def _parameters(kind: type) -> tuple[str, ...]:
    return tuple(inspect.signature(kind).parameters)


def scalars(values: Mapping[str, object]) -> dict[str, object]:
    """The values without None, lists and the like as JSON."""
    return {
        name: json.dumps(value, default=str) if isinstance(value, (list, tuple, dict)) else value
        for name, value in values.items()
        if value is not None
    }


def _kept_as(made: Any, name: str) -> Any:
    """The value under its own name, as private, or (one for each group) in the plural."""
    for attribute in (name, f"_{name}"):
        value = getattr(made, attribute, None)
        if value is not None:
            return value
    several = getattr(made, f"{name}s", None)
    return several[0] if isinstance(several, list) and len(several) == 1 else several


def _values_used(function: Any) -> dict[str, object]:
    """The numbers and texts that a schedule function reads: defaults, closure, globals."""
    used: dict[str, object] = dict(getattr(function, "keywords", {}))  # of a partial
    function = getattr(function, "func", function)
    function = function if inspect.isfunction(function) else type(function).__call__
    if not inspect.isfunction(function):
        return scalars(used)
    names = inspect.getclosurevars(function)
    defaults = {
        name: parameter.default
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.default is not parameter.empty
    }
    used = {**names.globals, **names.nonlocals, **defaults, **used}
    return {name: value for name, value in used.items() if isinstance(value, (int, float, str))}


def _name(function: Any) -> str:
    function = getattr(function, "func", function)
    return getattr(function, "__name__", type(function).__name__)
