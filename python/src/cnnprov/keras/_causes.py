"""Who changed the learning rate, and what drives that."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import keras

_SCHEDULES = keras.optimizers.schedules.LearningRateSchedule


@dataclass(frozen=True)
class Cause:
    """The kind, name, inputs and watched metric of what changes a hyperparameter."""

    kind: str = "code"
    name: str | None = None
    metric: str | None = None
    inputs: Mapping[str, object] = field(default_factory=dict)


def cause_of(changer: Any) -> Cause:
    """The cause for a callback or a schedule object; None stands for code outside of them."""
    if changer is None:
        return Cause()
    name = type(changer).__name__
    if isinstance(changer, _SCHEDULES):
        return Cause("schedule", name, None, {"schedule": name, **schedule_inputs(changer)})
    metric = getattr(changer, "monitor", None)
    inputs = _constructor_values(changer)
    return Cause("callback", name, metric if isinstance(metric, str) else None, inputs)


def schedule_inputs(schedule: Any) -> dict[str, object]:
    """The configuration of a schedule object; without one, the values it was made with."""
    try:
        config = schedule.get_config()
    except NotImplementedError:
        return _constructor_values(schedule)
    return _scalars({name: value for name, value in config.items() if name != "name"})


def running_callback(frame: FrameType | None) -> Any:
    """The callback whose hook runs in this frame or in one that called it, or None."""
    while frame is not None:
        code = frame.f_code
        owner = frame.f_locals.get(code.co_varnames[0]) if code.co_argcount else None
        if isinstance(owner, keras.callbacks.CallbackList):
            # A hook without a callback as its first argument, such as LambdaCallback's.
            return frame.f_locals.get("callback")
        if isinstance(owner, keras.callbacks.Callback):
            return owner
        frame = frame.f_back
    return None


def _constructor_values(made: Any) -> dict[str, object]:
    """What the object was made with, as far as it keeps that under the names it takes."""
    values: dict[str, object] = {}
    for name in inspect.signature(type(made)).parameters:
        value = getattr(made, name, None)
        if isinstance(value, _SCHEDULES):
            values |= {name: type(value).__name__, **schedule_inputs(value)}
        elif callable(value):
            values |= {name: _name(value), **_values_used(value)}
        else:
            values |= _scalars({name: value})
    return values


def _values_used(function: Any) -> dict[str, object]:
    """The numbers and texts that a schedule function reads: defaults, closure, globals."""
    used: dict[str, object] = dict(getattr(function, "keywords", {}))  # of a partial
    function = getattr(function, "func", function)
    function = function if inspect.isfunction(function) else type(function).__call__
    if not inspect.isfunction(function):
        return _scalars(used)
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


def _scalars(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: json.dumps(value, default=str) if isinstance(value, (list, tuple, dict)) else value
        for name, value in values.items()
        if value is not None
    }
