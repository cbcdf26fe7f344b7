"""Who changed the learning rate, and what drives that."""

from __future__ import annotations

from types import FrameType
from typing import Any

import keras
from cnnprov._trainings.causes import Cause, callback_cause, constructor_values, scalars

_SCHEDULES = keras.optimizers.schedules.LearningRateSchedule


def cause_of(changer: Any) -> Cause:
    """The cause for a callback or a schedule object; None stands for code outside of them."""
    if changer is None:
        return Cause()
    if isinstance(changer, _SCHEDULES):
        name = type(changer).__name__
        return Cause("schedule", name, None, {"schedule": name, **schedule_inputs(changer)})
    return callback_cause(changer)


def schedule_inputs(schedule: Any) -> dict[str, object]:
    """The configuration of a schedule object; without one, the values it was made with."""
    try:
        config = schedule.get_config()
    except NotImplementedError:
        return constructor_values(schedule, _of_part)
    return scalars({name: value for name, value in config.items() if name != "name"})


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


def _of_part(value: Any) -> dict[str, object] | None:
    return schedule_inputs(value) if isinstance(value, _SCHEDULES) else None
