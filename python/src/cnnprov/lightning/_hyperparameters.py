"""The hyperparameters that a trainer and its module know of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cnnprov._trainings.causes import scalars

_OF_TRAINER = ("accumulate_grad_batches", "gradient_clip_val", "precision", "max_steps")


def found_hyperparameters(trainer: Any, module: Any) -> dict[str, object]:
    """Those of the trainer, then those that the module saved, which win."""
    found: dict[str, object] = {name: getattr(trainer, name, None) for name in _OF_TRAINER}
    if found["max_steps"] == -1:  # no limit
        found["max_steps"] = None
    found["num_epochs"] = trainer.max_epochs
    found["batch_size"] = getattr(trainer.train_dataloader, "batch_size", None)
    saved = {name: _flat(value) for name, value in dict(module.hparams).items()}
    return scalars({**found, **saved})


def _flat(value: Any) -> object:
    """The value where a row can hold it, else its text."""
    plain = (str, int, float, bool, list, tuple, type(None))
    if isinstance(value, Mapping):
        return dict(value)
    return value if isinstance(value, plain) else str(value)
