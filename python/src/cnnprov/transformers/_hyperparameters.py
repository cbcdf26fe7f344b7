"""The hyperparameters that a trainer knows of, under the names of its arguments."""

from __future__ import annotations

from typing import Any

_OF_ARGUMENTS = (
    "gradient_accumulation_steps",
    "label_smoothing_factor",
    "lr_scheduler_type",
    "max_grad_norm",
    "seed",
    "warmup_steps",
)


def found_hyperparameters(trainer: Any) -> dict[str, object]:
    """The arguments that configure the training, and the kind of model."""
    arguments = trainer.args
    found: dict[str, object] = {name: getattr(arguments, name, None) for name in _OF_ARGUMENTS}
    found["lr_scheduler_type"] = str(getattr(arguments.lr_scheduler_type, "value", None))
    found["num_epochs"] = arguments.num_train_epochs
    found["batch_size"] = arguments.train_batch_size
    found["model_type"] = getattr(getattr(trainer.model, "config", None), "model_type", None)
    if arguments.max_steps > 0:
        found["max_steps"] = arguments.max_steps
    return {name: value for name, value in found.items() if value is not None}
