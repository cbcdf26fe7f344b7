"""The schedulers of an optimizer, and what drives them."""

from __future__ import annotations

import gc
from typing import Any

from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from cnnprov._trainings.causes import Cause, callback_cause, constructor_values


def cause_of(changer: Any, metric: str | None = None) -> Cause:
    """The cause for a scheduler or a callback; None stands for code outside of them.

    `metric` is the name of the measure that a scheduler was given.
    """
    if changer is None:
        return Cause()
    if not isinstance(changer, LRScheduler) and not hasattr(changer, "optimizer"):
        return callback_cause(changer)
    name = type(changer).__name__
    return Cause("schedule", name, metric, {"schedule": name, **schedule_inputs(changer)})


def schedule_inputs(scheduler: Any) -> dict[str, object]:
    """The values that a scheduler was made with; of schedulers inside it theirs as well."""
    values = constructor_values(scheduler, _of_part)
    return {
        name: value
        for name, value in values.items()
        if name not in ("optimizer", "last_epoch", "verbose")
    }


def schedulers_of(optimizer: Any) -> list[Any]:
    """The schedulers that were made for this optimizer, without those inside others."""
    # A scheduler knows its optimizer and not the other way round: the collector finds who refers.
    holders = [
        owner
        for owner in gc.get_referrers(optimizer)
        if isinstance(owner, LRScheduler)
        or (isinstance(owner, dict) and owner.get("optimizer") is optimizer)
    ]
    found: dict[int, Any] = {}
    for holder in holders:
        owners = [holder] if isinstance(holder, LRScheduler) else gc.get_referrers(holder)
        found |= {id(each): each for each in owners if isinstance(each, LRScheduler)}
    inner = {id(part) for each in found.values() for part in _parts(each)}
    return [each for each in found.values() if id(each) not in inner]


def _parts(scheduler: Any) -> list[Any]:
    parts = getattr(scheduler, "_schedulers", None)
    return list(parts) if isinstance(parts, (list, tuple)) else []


def _of_part(value: Any) -> dict[str, object] | None:
    if isinstance(value, Optimizer):
        return {}
    if not isinstance(value, (list, tuple)) or not any(isinstance(v, LRScheduler) for v in value):
        return None
    inputs: dict[str, object] = {}
    for number, part in enumerate(value, 1):
        inputs[f"schedule_{number}"] = type(part).__name__
        inputs |= {f"{name}_{number}": each for name, each in schedule_inputs(part).items()}
    return inputs
