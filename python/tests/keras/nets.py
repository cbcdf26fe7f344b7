"""Tiny networks and their examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import keras

STEPS = 4
BATCH = 8
EXAMPLES = STEPS * BATCH

_generator = np.random.default_rng(3)
X = _generator.random((EXAMPLES, 6), dtype="float32")
Y = _generator.integers(0, 3, EXAMPLES)


def network(optimizer: Any = "sgd", loss: Any = "sparse_categorical_crossentropy") -> Any:
    """A network of two layers for `X` and `Y`, compiled."""
    layers = [
        keras.layers.Input((6,)),
        keras.layers.Dense(4, activation="relu", name="hidden"),
        keras.layers.Dense(3, activation="softmax", name="classes"),
    ]
    model = keras.Sequential(layers)
    model.compile(optimizer, loss, metrics=["accuracy"])
    return model


def fit(model: Any, *callbacks: Any, epochs: int = 3, **others: Any) -> dict[str, list[float]]:
    """Train, and return Keras' own history."""
    history = model.fit(
        X, Y, batch_size=BATCH, epochs=epochs, verbose=0, callbacks=list(callbacks), **others
    )
    return dict(history.history)


class At(keras.callbacks.Callback):  # type: ignore[misc]
    """Does something at one hook of one epoch (from 0), or of every epoch."""

    def __init__(self, hook: str, act: Callable[[], object], epoch: int | None = None) -> None:
        super().__init__()
        self._hook = hook
        self._act = act
        self._epoch = epoch
        self._running = 0
        if hook != "epoch_begin":
            setattr(self, f"on_{hook}", self._called)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002
        self._running = epoch
        if self._hook == "epoch_begin":
            self._called()

    def _called(self, *_: Any, **__: Any) -> None:
        if self._epoch in (None, self._running):
            self._act()
