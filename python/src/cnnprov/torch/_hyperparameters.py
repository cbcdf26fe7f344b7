"""The hyperparameters of a training, found in its optimizers, schedulers and models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from torch.nn.parameter import is_lazy

from cnnprov._trainings.causes import constructor_values
from cnnprov.torch._causes import schedule_inputs, schedulers_of


def found_hyperparameters(
    models: list[Any], optimizers: Mapping[str, Any], in_force: Mapping[str, object]
) -> dict[str, object]:
    """All hyperparameters by name; those that cannot be known are left out."""
    found: dict[str, object] = {}
    for end, optimizer in optimizers.items():
        found[f"optimizer_name{end}"] = type(optimizer).__name__
        found[f"initial_lr{end}"] = optimizer.param_groups[0].get("initial_lr")
        found |= {f"{name}{end}": value for name, value in _schedules(optimizer).items()}
    found |= in_force
    found["decay"] = in_force.get("weight_decay")
    if models:
        layers = [layer for model in models for _, layer in _leaves(model)]
        found["num_layers"] = len(layers)
        found["num_parameters"] = _count(models)
    return {name: value for name, value in found.items() if value is not None}


def layer_rows(models: list[Any]) -> Iterator[dict[str, object]]:
    """The modules that hold no others, in the model's order, with what they were made with."""
    leaves = [leaf for model in models for leaf in _leaves(model)]
    for index, (name, layer) in enumerate(leaves):
        place = {"index": index, "name": name, "class": type(layer).__name__}
        count = _count([layer])
        if count is not None:
            yield {**place, "attribute": "parameters", "value": str(count)}
        for attribute, value in constructor_values(layer).items():
            yield {**place, "attribute": attribute, "value": str(value)}


def _leaves(model: Any) -> list[tuple[str, Any]]:
    modules = model.named_modules()
    return [(name, module) for name, module in modules if not any(module.children())]


def _count(models: list[Any]) -> int | None:
    parameters = {id(each): each for model in models for each in model.parameters()}.values()
    return None if any(map(is_lazy, parameters)) else sum(each.numel() for each in parameters)


def _schedules(optimizer: Any) -> dict[str, object]:
    schedulers = schedulers_of(optimizer)
    values: dict[str, object] = {}
    for number, scheduler in enumerate(schedulers, 1):
        name = "schedule" if number == 1 else f"schedule_{number}"
        values[name] = type(scheduler).__name__
        inputs = schedule_inputs(scheduler).items()
        values |= {f"{name}_{attribute}": value for attribute, value in inputs}
    return values
