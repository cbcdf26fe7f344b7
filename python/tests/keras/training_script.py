"""A training with everything in it that a capture might disturb; prints its weights' digest.

Arguments: the directory for its files; then "plain", "captured" or "steps".
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

import numpy as np

import cnnprov
import keras

keras.utils.set_random_seed(11)
X = np.random.default_rng(5).random((64, 8, 8, 1), dtype="float32")
Y = np.random.default_rng(6).integers(0, 3, 64)


def network(rate: Any) -> Any:
    layers = [
        keras.layers.Input((8, 8, 1)),
        keras.layers.Conv2D(4, 3, activation="relu"),
        keras.layers.BatchNormalization(),
        keras.layers.Flatten(),
        keras.layers.Dropout(0.3),
        keras.layers.Dense(3, activation="softmax"),
    ]
    model = keras.Sequential(layers)
    optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train(model: Any, *callbacks: Any) -> None:
    directory = Path(sys.argv[1])
    captures = {
        "plain": [],
        "captured": [cnnprov.keras.Capture("df")],
        "steps": [cnnprov.keras.Capture("df", steps=True)],
    }[sys.argv[2]]
    checkpoint = keras.callbacks.ModelCheckpoint(directory / "{epoch}.weights.h5", **WEIGHTS)
    model.fit(
        X,
        Y,
        batch_size=16,
        epochs=4,
        validation_split=0.25,
        verbose=0,
        callbacks=[*captures, *callbacks, checkpoint],
    )
    model.evaluate(X, Y, verbose=0)


WEIGHTS = {"save_weights_only": True}
plateau = keras.callbacks.ReduceLROnPlateau(monitor="loss", patience=1, min_delta=100)
scheduler = keras.callbacks.LearningRateScheduler(lambda epoch: 0.01 / (1 + epoch))
warm = keras.optimizers.schedules.CosineDecay(0.0, 9, warmup_target=0.01, warmup_steps=3)
models = [network(0.01), network(0.01), network(warm)]
train(models[0], scheduler)
train(models[1], plateau)
train(models[2])
digest = hashlib.sha256()
for model in models:
    for weights in [*model.get_weights(), *map(np.asarray, model.optimizer.variables)]:
        digest.update(weights.tobytes())
print(digest.hexdigest())
