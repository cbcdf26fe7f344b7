"""Capturing the trainings of a program that says nothing of it."""

from __future__ import annotations

import functools
import inspect
import weakref
from typing import Any

import keras
from cnnprov._trainings.loops import of_a_framework
from cnnprov.keras._capture import Capture
from cnnprov.keras._fits import FitObserver, callbacks_in, observe_fits

_captures: weakref.WeakKeyDictionary[Any, Capture] = weakref.WeakKeyDictionary()


def attach(dataflow_tag: str) -> None:
    """Capture each `fit` of any model as an execution of this dataflow.

    A call that brings a callback of this library is left to it, as is one with Keras' own
    `CallbackList`.
    """
    if hasattr(keras.Model.fit, "attached_by_cnnprov"):
        return
    observe_fits()  # within, where it sees the callback that is added here
    original = keras.Model.fit
    signature = inspect.signature(original)

    @functools.wraps(original)
    def fit(*args: Any, **kwargs: Any) -> Any:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError:
            return original(*args, **kwargs)  # which tells what is wrong with the arguments
        given = bound.arguments.get("callbacks")
        if isinstance(given, keras.callbacks.CallbackList) or _brings_its_own(given):
            with of_a_framework():
                return original(*args, **kwargs)
        capture = _capture_of(bound.arguments["self"], dataflow_tag)
        bound.arguments["callbacks"] = [*callbacks_in(given), capture]
        with of_a_framework():
            return original(*bound.args, **bound.kwargs)

    fit.attached_by_cnnprov = True  # type: ignore[attr-defined]
    keras.Model.fit = fit


def _brings_its_own(callbacks: Any) -> bool:
    return any(isinstance(callback, FitObserver) for callback in callbacks_in(callbacks))


def _capture_of(model: Any, dataflow_tag: str) -> Capture:
    """The capture of this model: calls of `fit` that go on with it belong together."""
    if model not in _captures:
        _captures[model] = Capture(dataflow_tag)
    return _captures[model]
