"""The steps of a training as lines of the spool."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping

from cnnprov._encoding import Row, encode_scalar, scalar
from cnnprov._training import step_row

_PLACE, _TIME = str(uuid.uuid4()), str(uuid.uuid4())
"""Stand in a template's event where values and times will be; no name in it is the same."""
_TAKEN = frozenset({"timestamp", "rank"})
"""Measures of these names stand in the place of a step's own."""


class StepLines:
    """Encodes steps, most with measures of the same names as the step before. Any thread may.

    A step of a training leaves nothing of ours in the processor's caches. What a line costs then
    is how much code and data it touches: all of it but the values is encoded only once, and here
    is one function where an event, its row and its values would take many.
    """

    def __init__(self, line_of: Callable[[str, Row], bytes], own: Row) -> None:
        """`line_of` encodes the event of a row and its time; `own` begins each row."""
        self._line_of = line_of
        self._own = own
        self._latest: tuple[tuple[object, ...], str] = ((), "")  # one value: set and read at once

    def line(self, at: str, step: int, epoch: int | None, metrics: Mapping[str, object]) -> bytes:
        """The event of the step, its row in the form of `step_row`."""
        shape = (epoch is None, *metrics)
        known, template = self._latest
        if shape != known:
            template = self._template(epoch, metrics)
            self._latest = (shape, template)
        if not template:
            return self._line_of(at, {**self._own, **step_row(step, epoch, metrics, at)})
        numbers = (step,) if epoch is None else (step, epoch)
        values = (*metrics.values(), *numbers)
        for v in values:
            if not ((type(v) is float and v - v == 0.0) or type(v) is int):
                values = tuple(encode_scalar(scalar(each)) for each in values)
                break
        return (template % (at, *values, at)).encode("ascii")

    def _template(self, epoch: int | None, metrics: Mapping[str, object]) -> str:
        if not _TAKEN.isdisjoint(metrics):
            return ""
        names = (*metrics, "step") if epoch is None else (*metrics, "step", "epoch")
        row = {**self._own, **dict.fromkeys(names, _PLACE), "timestamp": _TIME}
        line = self._line_of(_TIME, row).decode("ascii").replace("%", "%%")
        return line.replace(f'"{_PLACE}"', "%s").replace(_TIME, "%s")
