"""The calls of a model that belong to its training, beside `fit`: tests and saved files.

While attached, `evaluate`, `save` and `save_weights` of the instance are wrapped.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

import keras
from cnnprov._trainings.recording import Recording
from cnnprov.keras._fits import callbacks_in


class ModelCalls:
    """Wraps the calls of one model, until `detach`."""

    def __init__(self, model: Any, recording: Recording) -> None:
        self._model = model
        self._recording: Recording | None = recording
        self._wrapped: dict[str, Any] = {}
        self._wrap("evaluate", self._evaluate)
        self._wrap("save", self._save)
        self._wrap("save_weights", self._save)

    def detach(self) -> None:
        """Leave the model as it was; a wrapper that others wrapped in turn stays, and is idle."""
        self._recording = None
        for name, wrapper in self._wrapped.items():
            if vars(self._model).get(name) is wrapper:
                del vars(self._model)[name]

    def _wrap(self, name: str, call: Callable[..., Any]) -> None:
        original = getattr(self._model, name)
        wrapper = functools.wraps(original)(functools.partial(call, original))
        # Past Keras' own __setattr__, which looks for layers in what it is given.
        vars(self._model)[name] = self._wrapped[name] = wrapper

    def _evaluate(self, original: Any, *args: Any, **kwargs: Any) -> Any:
        recording = self._recording
        if recording is None or "_use_cached_eval_dataset" in kwargs:  # validation inside of fit
            return original(*args, **kwargs)
        try:
            bound = inspect.signature(original).bind(*args, **kwargs)
        except TypeError:
            return original(*args, **kwargs)  # which tells what is wrong with the arguments
        callbacks = callbacks_in(bound.arguments.get("callbacks"))
        bound.arguments["callbacks"] = [
            *callbacks,
            _TestLogs(lambda logs: recording.tested(logs, recording.epoch)),
        ]
        return original(*bound.args, **bound.kwargs)

    def _save(self, original: Any, filepath: Any, *args: Any, **kwargs: Any) -> Any:
        result = original(filepath, *args, **kwargs)
        if self._recording is not None:
            self._recording.saved(filepath, self._recording.epoch)
        return result


class _TestLogs(keras.callbacks.Callback):  # type: ignore[misc]
    """Hands the measures of an evaluation on, by name, whatever `evaluate` itself returns."""

    def __init__(self, tested: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self._tested = tested

    def on_test_end(self, logs: dict[str, Any] | None = None) -> None:
        self._tested(dict(logs or {}))
