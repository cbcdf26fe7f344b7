"""Trains AlexNet on a folder of the form of Flowers-17, captured in one of several ways.

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
    epilog="example:\n  python train.py flowers17 --variant small --epochs 20 --way callback",
)
parser.add_argument("folder", type=Path, help="with jpg/ and datasplits.mat")
parser.add_argument("--variant", choices=("published", "small", "tiny"), default="published")
parser.add_argument("--split", type=int, choices=(1, 2, 3), default=1)
training.add_options(parser, dataflow="alexnet-df", batch=64)
options = parser.parse_args()

import keras

import flowers17
from alexnet import network
from variants import VARIANTS

keras.utils.set_random_seed(options.seed)
variant = VARIANTS[options.variant]
images, test = flowers17.load(options.folder, variant.side, options.split)
model = network(variant)
model.compile(training.optimizer(options), "sparse_categorical_crossentropy", metrics=["accuracy"])
training.run(
    model,
    options,
    data=training.Data(images.pixels, images.classes, test.pixels, test.classes),
    file=flowers17.packed(options.folder, variant.side),
    extra={"dropout": variant.dropout, "split": options.split, "image_side": variant.side},
)
