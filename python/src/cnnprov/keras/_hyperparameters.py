"""The hyperparameters of a training, found in its model and in the arguments of `fit`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
from cnnprov.keras._causes import schedule_inputs
from cnnprov.keras._rates import optimizers_of, rate_of, schedule_of

KERAS_BATCH_SIZE = 32
"""What `fit` takes for arrays when it is given no batch size."""


def found_hyperparameters(model: Any, arguments: Mapping[str, Any]) -> dict[str, object]:
    """All hyperparameters by name; those that cannot be known are left out."""
    optimizer = getattr(model.optimizer, "inner_optimizer", model.optimizer)
    found: dict[str, object] = {
        "optimizer_name": type(optimizer).__name__,
        **{name: rate_of(one) for name, one in optimizers_of(optimizer).items()},
        "num_epochs": arguments.get("epochs", 1),
        "batch_size": _batch_size(arguments),
        "num_layers": len(model.layers),
        "loss_function": _name(model.loss),
        "metrics": _metrics(model),
        **_schedule(optimizer),
        **optimizer_values(optimizer),
    }
    decay = found.get("schedule_decay_rate", found.get("weight_decay"))
    return {name: value for name, value in {**found, "decay": decay}.items() if value is not None}


def optimizer_values(optimizer: Any) -> dict[str, object]:
    """The numbers and switches of the optimizer beside its rate: momentum, weight decay, betas."""
    try:
        config = optimizer.get_config()
    except NotImplementedError:  # an optimizer of the user's own need not have one
        return {}
    config = {name: value for name, value in config.items() if name != "learning_rate"}
    return {name: value for name, value in config.items() if isinstance(value, (int, float))}


def _schedule(optimizer: Any) -> dict[str, object]:
    schedule = schedule_of(optimizer)
    if schedule is None:
        return {}
    values = {f"schedule_{name}": value for name, value in schedule_inputs(schedule).items()}
    return {"schedule": type(schedule).__name__, **values}


def _batch_size(arguments: Mapping[str, Any]) -> int | None:
    given = arguments.get("batch_size")
    if given is not None:
        return int(given)
    examples = arguments.get("x")
    if examples is None:
        return None
    if all(hasattr(part, "shape") for part in keras.tree.flatten(examples)):
        return KERAS_BATCH_SIZE
    own = getattr(examples, "batch_size", None)  # of a PyDataset or a torch DataLoader
    return own if isinstance(own, int) else None


def _metrics(model: Any) -> str | None:
    try:
        return _name(model.get_compile_config().get("metrics"))
    except Exception:  # a metric, loss or optimizer of the user's own that has no configuration
        return None


def _name(given: Any) -> str | None:
    """The name of a loss or metric, or of several, however `compile` was given it."""
    if given is None or isinstance(given, str):
        return given
    if isinstance(given, (list, tuple)):
        return ", ".join(filter(None, map(_name, given))) or None
    if isinstance(given, dict):
        return _name_in(given)
    return getattr(given, "__name__", type(given).__name__)


def _name_in(given: dict[str, Any]) -> str | None:
    if "class_name" not in given:  # an output's name with what belongs to it
        return ", ".join(f"{output}: {_name(value)}" for output, value in given.items())
    is_function = given["class_name"] == "function"
    return str(given["config"]) if is_function else str(given["class_name"])
