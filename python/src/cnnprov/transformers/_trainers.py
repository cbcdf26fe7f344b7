"""Seeing each call of `train`: its trainer, and how it ends; and the models that are saved.

Transformers tells callbacks nothing when an exception or Ctrl-C leaves `train`. So `Trainer.train`
and `Trainer.save_model` are wrapped, once for the process; a trainer without one of our callbacks
goes straight through.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from transformers import Trainer, TrainerCallback


class TrainObserver(TrainerCallback):  # type: ignore[misc]
    """A callback that is told of the whole call of `train` around it."""

    def train_begins(self, trainer: Any, resume_from: Any) -> None:
        """`train` is called, perhaps to go on from a checkpoint."""

    def train_failed(self, error: BaseException) -> None:
        """An exception, or Ctrl-C, leaves `train`."""

    def model_saved(self, directory: Any) -> None:
        """The model lies in this directory."""


def observe_trainers() -> None:
    """Wrap the calls, unless that was done already."""
    _wrap("train", _train)
    _wrap("save_model", _save_model)


def _wrap(name: str, call: Callable[..., Any]) -> None:
    original = getattr(Trainer, name)
    if hasattr(original, "observed_by_cnnprov"):
        return

    @functools.wraps(original)
    def wrapper(trainer: Any, *args: Any, **kwargs: Any) -> Any:
        return call(_observers(trainer), original, trainer, *args, **kwargs)

    wrapper.observed_by_cnnprov = True  # type: ignore[attr-defined]
    setattr(Trainer, name, wrapper)


def _observers(trainer: Any) -> list[TrainObserver]:
    callbacks = trainer.callback_handler.callbacks
    return [callback for callback in callbacks if isinstance(callback, TrainObserver)]


def _train(
    observers: list[TrainObserver], original: Any, trainer: Any, *args: Any, **kwargs: Any
) -> Any:
    for observer in observers:
        observer.train_begins(trainer, args[0] if args else kwargs.get("resume_from_checkpoint"))
    try:
        return original(trainer, *args, **kwargs)
    except BaseException as error:
        for observer in observers:
            observer.train_failed(error)
        raise


def _save_model(
    observers: list[TrainObserver], original: Any, trainer: Any, *args: Any, **kwargs: Any
) -> Any:
    result = original(trainer, *args, **kwargs)
    for observer in observers:
        if trainer.args.should_save:
            observer.model_saved(args[0] if args else kwargs.get("output_dir"))
    return result
