"""The values of an optimizer's parameter groups, under the names of hyperparameters."""

from __future__ import annotations

from typing import Any

import numpy as np

import torch

LEARNING_RATE = "learning_rate"
_NO_VALUES = frozenset({"params", "param_names", "name", "initial_lr"})
_PLAIN = frozenset({float, int, bool, str, tuple, type(None)})
_NAMES = {"lr": LEARNING_RATE}


def may_change_unseen(optimizer: Any) -> bool:
    """Whether a group holds a tensor or the like, whose value changes while it stays the same."""
    return any(
        type(value) not in _PLAIN
        for group in optimizer.param_groups
        for name, value in group.items()
        if name not in _NO_VALUES
    )


def named_values(optimizer: Any) -> list[dict[str, object]]:
    """For each group its numbers and switches: learning_rate, momentum, beta_1, weight_decay."""
    return [
        _named({name: value for name, value in group.items() if name not in _NO_VALUES})
        for group in optimizer.param_groups
    ]


def group_suffix(optimizer: Any, index: int) -> str:
    """What the names of a group's values end with: nothing for the first group."""
    name = optimizer.param_groups[index].get("name") if index else None
    return f"_{name or f'group_{index}'}" if index else ""


def _named(group: dict[str, object]) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, held in group.items():
        value = held if type(held) in _PLAIN else _read(held)
        if isinstance(value, tuple):
            singular = name.removesuffix("s")
            values |= {f"{singular}_{number}": part for number, part in enumerate(value, 1)}
        elif isinstance(value, (int, float)):
            values[_NAMES.get(name, name)] = value
    return values


def _read(value: object) -> object:
    """A tensor's number as the shortest decimal in its own precision; None for other things."""
    if not isinstance(value, torch.Tensor):
        return None
    if value.numel() != 1:
        return None
    number = value.detach().cpu()
    return float(str(np.float32(number.item()))) if number.dtype == torch.float32 else number.item()
