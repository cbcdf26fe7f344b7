"""Capturing the trainings of a program that says nothing of it."""

from __future__ import annotations

import functools
from typing import Any

from transformers import Trainer

from cnnprov._trainings.loops import of_a_framework
from cnnprov.transformers._capture import UnexportedCapture
from cnnprov.transformers._trainers import TrainObserver, observe_trainers


def attach(dataflow_tag: str) -> None:
    """Capture each `train` of any trainer as an execution of this dataflow.

    A trainer that has a callback of this library already is left to it.
    """
    if hasattr(Trainer.train, "attached_by_cnnprov"):
        return
    observe_trainers()  # within, where it sees the callback that is added here
    original = Trainer.train

    @functools.wraps(original)
    def train(trainer: Any, *args: Any, **kwargs: Any) -> Any:
        callbacks = trainer.callback_handler.callbacks
        if not any(isinstance(callback, TrainObserver) for callback in callbacks):
            callbacks.append(UnexportedCapture(dataflow_tag))
        with of_a_framework():
            return original(trainer, *args, **kwargs)

    train.attached_by_cnnprov = True  # type: ignore[attr-defined]
    Trainer.train = train
