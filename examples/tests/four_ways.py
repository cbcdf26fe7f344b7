"""Trains one small network in each way of capture, from the same seed; prints what each says.

python four_ways.py FOLDER
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import keras
import numpy as np

import stopwatch
import training
from ways import DomainTask

folder = Path(sys.argv[1])
rng = np.random.default_rng(3)
x, y = rng.random((40, 6, 6, 1), np.float32), rng.integers(0, 3, 40)
file = folder / "x.npy"
np.save(file, x)
parser = argparse.ArgumentParser()
training.add_options(parser, dataflow="df", batch=8)
tasks = (DomainTask("DenseBlock", {"K": 2, "L": 1}, {"x1": 3}),)
said = {}
for way in ("none", "callback", "keras-prov", "dfanalyzer"):
    options = parser.parse_args(["--way", way, "--epochs", "3", "--period", "1"])
    keras.utils.set_random_seed(options.seed)
    layers = [keras.layers.Conv2D(2, 3), keras.layers.Flatten(), keras.layers.Dropout(0.5)]
    model = keras.Sequential(
        [keras.layers.Input((6, 6, 1)), *layers, keras.layers.Dense(3, activation="softmax")]
    )
    model.compile(
        training.optimizer(options), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    stopwatch.forget()
    training.run(
        model,
        options,
        data=training.Data(x, y, x, y),
        file=file,
        extra={"dropout": 0.5},
        tasks=tasks,
    )
    said[way] = stopwatch.told()
print(json.dumps(said))
