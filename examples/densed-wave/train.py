"""Trains DenseED to compute wave fields from velocity fields, captured in one of several ways.

The learning rate is multiplied by --factor every --period epochs.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "experiments"))

import stopwatch

stopwatch.start()

import argparse

import training

parser = argparse.ArgumentParser(
    description=__doc__,
    formatter_class=argparse.RawDescriptionHelpFormatter,
    epilog="example:\n  python train.py fields.npz --growth 24 --depth 4 --epochs 20",
)
parser.add_argument("file", type=Path, help="that make_fields.py wrote")
parser.add_argument("--growth", type=int, default=16, metavar="K", help="(%(default)s)")
parser.add_argument("--depth", type=int, default=4, metavar="L", help="(%(default)s)")
parser.add_argument("--blocks", type=int, default=3, help="dense blocks, odd (%(default)s)")
parser.add_argument("--first", type=int, default=48, help="channels at first (%(default)s)")
training.add_options(parser, dataflow="densed-df", batch=16)
options = parser.parse_args()

import keras
import numpy as np

import densed

keras.utils.set_random_seed(options.seed)
with np.load(options.file) as file:
    fields, waves = file["velocities"][..., None], file["waves"][..., None]
held = max(1, len(fields) // 10)
configuration = densed.Configuration(options.growth, options.depth, options.blocks, options.first)
model = densed.network(fields.shape[1], configuration)
model.compile(training.optimizer(options), "mse")
training.run(
    model,
    options,
    data=training.Data(fields[held:], waves[held:], fields[:held], waves[:held]),
    file=options.file,
    extra=densed.described(configuration),
    tasks=densed.tasks(configuration, fields.shape[1]),
)
