"""The calls of a model that belong to its training, beside `fit`: tests and saved files.

While attached, `evaluate`, `save` and `save_weights` of the instance are wrapped.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, Protocol

import keras
from cnnprov.keras._fits import callbacks_in


class Recorder(Protocol):
    """Where the calls are recorded."""

    def tested(self, metrics: dict[str, Any]) -> None:
        """`evaluate` measured this."""

    def saved(self, path: Any) -> None:
        """The model, or its weights, lie in this file or directory."""


class ModelCalls:
    """Wraps the calls of one model, until `detach`."""

    def __init__(self, model: Any, recorder: Recorder) -> None:
        self._model = model
        self._recorder: Recorder | None = recorder
        self._wrapped: dict[str, Any] = {}
        self._wrap("evaluate", self._evaluate)
        self._wrap("save", self._save)
        self._wrap("save_weights", self._save)

    def detach(self) -> None:
        """Leave the model as it was; a wrapper that others wrapped in turn stays, and is idle."""
        self._recorder = None
        for name, wrapper in self._wrapped.items():
            if vars(self._model).get(name) is wrapper:
                del vars(self._model)[name]

    def _wrap(self, name: str, call: Callable[..., Any]) -> None:
        original = getattr(self._model, name)
        wrapper = functools.wraps(original)(functools.partial(call, original))
        # Past Keras' own __setattr__, which looks for layers in what it is given.
        vars(self._model)[name] = self._wrapped[name] = wrapper

    def _evaluate(self, original: Any, *args: Any, **kwargs: Any) -> Any:
        recorder = self._recorder
        if recorder is None or "_use_cached_eval_dataset" in kwargs:  # validation inside of fit
            return original(*args, **kwargs)
        try:
            bound = inspect.signature(original).bind(*args, **kwargs)
        except TypeError:
            return original(*args, **kwargs)  # which tells what is wrong with the arguments
        callbacks = callbacks_in(bound.arguments.get("callbacks"))
        bound.arguments["callbacks"] = [*callbacks, _TestLogs(recorder.tested)]
        return original(*bound.args, **bound.kwargs)

    def _save(self, original: Any, filepath: Any, *args: Any, **kwargs: Any) -> Any:
        result = original(filepath, *args, **kwargs)
        if self._recorder is not None:
            self._recorder.saved(filepath)
        return result


class _TestLogs(keras.callbacks.Callback):  # type: ignore[misc]
    """Hands the measures of an evaluation on, by name, whatever `evaluate` itself returns."""

    def __init__(self, tested: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self._tested = tested

    def on_test_end(self, logs: dict[str, Any] | None = None) -> None:
        self._tested(dict(logs or {}))
