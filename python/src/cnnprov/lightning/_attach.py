"""Capturing the trainings of a program that says nothing of it."""

from __future__ import annotations

import functools
import sys
from typing import Any

from cnnprov._trainings.loops import of_a_framework
from cnnprov.lightning._capture import Capture
from cnnprov.lightning._package import NAMES


class _Attached(Capture):
    """Leaves checkpoints as they were: one with our state would ask for us when it is loaded."""

    def state_dict(self) -> dict[str, Any]:
        return {}


def attach(dataflow_tag: str) -> None:
    """Capture each `fit` of any trainer, of either package, as an execution of this dataflow.

    A trainer that has a `Capture` already is left to it.
    """
    for name in NAMES:
        trainer = getattr(sys.modules.get(name), "Trainer", None)
        if trainer is not None and not hasattr(trainer.fit, "attached_by_cnnprov"):
            trainer.fit = _attached(trainer.fit, dataflow_tag)


def _attached(original: Any, dataflow_tag: str) -> Any:
    @functools.wraps(original)
    def fit(trainer: Any, *args: Any, **kwargs: Any) -> Any:
        if not any(isinstance(callback, Capture) for callback in trainer.callbacks):
            trainer.callbacks.append(_Attached(dataflow_tag))
        with of_a_framework():
            return original(trainer, *args, **kwargs)

    fit.attached_by_cnnprov = True  # type: ignore[attr-defined]
    return fit
