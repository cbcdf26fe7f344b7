"""Seeing each call of `fit`: its arguments, and how it ends.

Keras tells callbacks nothing when an exception or Ctrl-C leaves `fit`, nor how `fit` was called.
So `keras.Model.fit` is wrapped, once for the process; a call without one of our callbacks goes
straight through.
"""

from __future__ import annotations

import functools
import inspect
from typing import Any

import keras


class FitObserver(keras.callbacks.Callback):  # type: ignore[misc]
    """A callback that is told of the whole call of `fit` around it.

    Keras calls it after all other callbacks, wherever it stands in the list: it sees the learning
    rate that trains each step, and the logs that the others have added to.
    """

    def fit_begins(self, model: Any, arguments: dict[str, Any]) -> None:
        """`fit` is called with these arguments."""

    def fit_failed(self, error: BaseException) -> None:
        """An exception, or Ctrl-C, leaves `fit`."""


def observe_fits() -> None:
    """Wrap `keras.Model.fit`, unless that was done already."""
    if not hasattr(keras.Model.fit, "observed_by_cnnprov"):
        keras.Model.fit = _observed(keras.Model.fit)


def callbacks_in(given: Any) -> list[Any]:
    """The callbacks of a `callbacks` argument: None, one, nested lists, or Keras' own list."""
    if isinstance(given, keras.callbacks.CallbackList):
        return list(given.callbacks)
    return [] if given is None else list(keras.tree.flatten(given))


def _observed(original: Any) -> Any:
    signature = inspect.signature(original)

    @functools.wraps(original)
    def fit(*args: Any, **kwargs: Any) -> Any:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError:
            return original(*args, **kwargs)  # which tells what is wrong with the arguments
        arguments = bound.arguments
        callbacks = callbacks_in(arguments.get("callbacks"))
        observers = [callback for callback in callbacks if isinstance(callback, FitObserver)]
        if not observers:
            return original(*args, **kwargs)
        arguments["callbacks"] = _observers_last(arguments["callbacks"], callbacks)
        for observer in observers:
            observer.fit_begins(arguments["self"], arguments)
        try:
            return original(*bound.args, **bound.kwargs)
        except BaseException as error:
            for observer in observers:
                observer.fit_failed(error)
            raise

    fit.observed_by_cnnprov = True  # type: ignore[attr-defined]
    return fit


def _observers_last(given: Any, callbacks: list[Any]) -> Any:
    callbacks.sort(key=lambda callback: isinstance(callback, FitObserver))
    if not isinstance(given, keras.callbacks.CallbackList):
        return callbacks
    given.callbacks = callbacks
    return given
