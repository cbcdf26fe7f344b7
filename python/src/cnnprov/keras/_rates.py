"""The learning rate that trained each step, and who changed it.

A rate that is a variable is watched where it is assigned: to read it in the middle of an epoch
would make JAX hand its whole state over. That of a schedule object is a function of the step.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any, NamedTuple

import keras
from cnnprov._failsafe import never_raises
from cnnprov.keras._causes import running_callback


class EpochRates(NamedTuple):
    """The rates of an epoch's first and last step; `changer` is the callback or schedule."""

    first: float
    last: float
    changer: Any


def optimizers_of(optimizer: Any) -> dict[str, Any]:
    """The optimizers with a rate of their own, by the name of the hyperparameter that it is."""
    optimizer = getattr(optimizer, "inner_optimizer", optimizer)  # of a LossScaleOptimizer
    several = getattr(optimizer, "optimizers", None)  # of a MultiOptimizer
    if several is None:
        return {"learning_rate": optimizer}
    return {f"learning_rate_{one.name}": one for one in several}  # as Keras logs them


def schedule_of(optimizer: Any) -> Any:
    """The optimizer's schedule object, or None."""
    rate = getattr(optimizer, "_learning_rate", None)
    return rate if isinstance(rate, keras.optimizers.schedules.LearningRateSchedule) else None


def rate_of(optimizer: Any) -> float:
    """The learning rate of the optimizer's next step."""
    return shortest(optimizer.learning_rate)


def shortest(number: Any) -> float:
    """The shortest decimal that reads as the same number in the number's own precision."""
    return float(str(keras.ops.convert_to_numpy(number)[()]))


class RateWatch:
    """Follows one optimizer's rate through the epochs, from `begin` to `stop`."""

    def __init__(self, model: Any, optimizer: Any) -> None:
        self._model = model
        self._optimizer = optimizer
        self._variable: Any = None
        self._current = 0.0
        self._latest_changer: Any = None
        self._first: float | None = None
        self._last = 0.0
        self._changer: Any = None
        self._first_iteration = 0

    def begin(self) -> None:
        """Watch the assignments."""
        variable = getattr(self._optimizer, "_learning_rate", None)
        if isinstance(variable, keras.Variable):
            self._variable = variable
            self._current = rate_of(self._optimizer)
            self._watch(variable.assign)

    def stop(self) -> None:
        """Leave the optimizer as it was."""
        if self._variable is not None:
            vars(self._variable).pop("assign", None)

    def step_begins(self) -> None:
        """All callbacks had their say: what the rate is now trains the step."""
        if self._first is None:
            self._epoch_begins()
        elif self._current != self._last:
            self._changer = self._latest_changer
        self._last = self._current

    def rate_of_step(self, index: int) -> float:
        """The rate of the step with this index in the running epoch."""
        schedule = schedule_of(self._optimizer)
        return self._last if schedule is None else shortest(schedule(self._first_iteration + index))

    def epoch_ends(self) -> EpochRates | None:
        """The rates since the last call, or None when no step was trained."""
        if self._first is None:
            return None
        first, self._first = self._first, None
        schedule = schedule_of(self._optimizer)
        if schedule is None:
            return EpochRates(first, self._last, self._changer)
        last = shortest(schedule(int(self._optimizer._iterations) - 1))
        return EpochRates(first, last, schedule)

    def _epoch_begins(self) -> None:
        self._current = self._first = rate_of(self._optimizer)
        self._changer, self._latest_changer = self._latest_changer, None
        if schedule_of(self._optimizer) is not None:
            self._first_iteration = int(self._optimizer._iterations)

    def _watch(self, original: Any) -> None:
        def assign(value: Any) -> Any:
            result = original(value)
            self._assigned(sys._getframe(1))
            return result

        vars(self._variable)["assign"] = assign

    @never_raises
    def _assigned(self, frame: FrameType) -> None:
        if not getattr(self._model, "_jax_state_synced", True):
            return  # JAX puts its own value back: an assignment between its steps has no effect
        rate = rate_of(self._optimizer)
        if rate != self._current:
            self._current = rate
            self._latest_changer = running_callback(frame)
