"""Scripts written for Keras-Prov: `model.provenance(…)`, then `model.fit(…)`."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Mapping
from typing import Any

import keras
from cnnprov.keras._capture import Capture
from cnnprov.keras._fits import callbacks_in


def install() -> None:
    """Give every Keras model the method `provenance` of Keras-Prov.

        cnnprov.keras.install()
        model.provenance(dataflow_tag="alexnet", adaptation=True, hyperparameters={"DECAY": False})
        model.fit(x, y)

    Each `fit` of the model is then captured. A hyperparameter that is False is not stored;
    `hyps`, as old scripts name the argument, does the same. Without `adaptation` no adaptations
    are stored. Epochs have the numbers that Keras gives to such scripts, which begin at 0.
    """
    keras.Model.provenance = _provenance


class _KerasProvCapture(Capture):
    _first_epoch = 0

    def __init__(self, dataflow_tag: str, choice: Mapping[str, bool], adaptation: bool) -> None:
        super().__init__(dataflow_tag, hyperparameters=choice)
        self._keeps_adaptations = adaptation


def _provenance(
    self: Any,
    dataflow_tag: str,
    adaptation: bool = False,
    hyperparameters: Mapping[str, bool] | None = None,
    hyps: Mapping[str, bool] | None = None,
) -> None:
    """Capture each `fit` of this model as an execution of the dataflow."""
    vars(self).pop("fit", None)
    original = self.fit
    choice = {**(hyps or {}), **(hyperparameters or {})}
    capture = _KerasProvCapture(dataflow_tag, choice, adaptation)

    @functools.wraps(original)
    def fit(*args: Any, **kwargs: Any) -> Any:
        bound = inspect.signature(original).bind(*args, **kwargs)
        callbacks = callbacks_in(bound.arguments.get("callbacks"))
        bound.arguments["callbacks"] = [*callbacks, capture]
        return original(*bound.args, **bound.kwargs)

    vars(self)["fit"] = fit
