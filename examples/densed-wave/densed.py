"""DenseED in Keras: a dense convolutional encoder and decoder from image to image.

A first convolution of stride 2, then dense blocks with encoding layers between them down to the
bottleneck, and with decoding layers between them up to the output. Each layer of a dense block sees
the outputs of all before it, and adds K channels; an encoding or decoding layer halves the channels
by a 1×1 convolution and changes the size by a 3×3 one. After Zhu and Zabaras (2018).

    python densed.py        a table of parameters by K, L and blocks
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from typing import Any

if __name__ == "__main__":
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
from keras import layers

from ways import DomainTask

PUBLISHED_PARAMETERS = 228_761


@dataclass(frozen=True)
class Configuration:
    """The sizes of one DenseED."""

    growth: int
    """K: the channels that each layer of a dense block adds."""
    depth: int
    """L: the layers of each dense block."""
    blocks: int = 3
    """Dense blocks, an odd number: as many before the bottleneck's as behind it."""
    first: int = 48
    """Channels of the first convolution."""

    def __post_init__(self) -> None:
        if self.blocks < 1 or self.blocks % 2 == 0:
            raise ValueError(f"the number of blocks must be odd, not {self.blocks}")


def network(side: int, configuration: Configuration) -> keras.Model:
    """The network for fields of so many nodes a side, with its first weights."""
    inputs = layers.Input((side, side, 1))
    x = layers.Conv2D(configuration.first, 7, strides=2, padding="same", use_bias=False)(inputs)
    for _ in range(configuration.blocks // 2):
        x = _resized(_dense(x, configuration), layers.Conv2D)
    x = _dense(x, configuration)
    for _ in range(configuration.blocks // 2):
        x = _dense(_resized(x, layers.Conv2DTranspose), configuration)
    x = _activated(_narrowed(x))
    x = layers.Conv2DTranspose(x.shape[-1] // 2, 3, strides=2, padding="same", use_bias=False)(x)
    x = layers.Conv2D(1, 5, padding="same", use_bias=False)(_activated(x))
    return keras.Model(inputs, x)


def tasks(configuration: Configuration, side: int) -> tuple[DomainTask, ...]:
    """What the encoder, the dense block and the decoder are, as domain data."""
    halvings = configuration.blocks // 2
    small = side // 2 ** (halvings + 1)
    common = {"padding": "same", "kernel_size1": 1, "kernel_size2": 3, "strides": 2}
    return (
        DomainTask("Encoder", {**common, "x1": side, "x2": side}, {"x1": small, "x2": small}),
        DomainTask(
            "DenseBlock",
            {
                "K": configuration.growth,
                "L": configuration.depth,
                "x1": small,
                "x2": small,
                "kernel": 3,
            },
            {"x1": small, "x2": small},
        ),
        DomainTask(
            "Decoder",
            {"kernel_size": 3, "padding": "same", "x1": small, "x2": small},
            {"x1": side, "x2": side},
        ),
    )


def described(configuration: Configuration) -> dict[str, object]:
    """The configuration as hyperparameters."""
    return {f"densed_{name}": value for name, value in asdict(configuration).items()}


def nearest(side: int = 64, limit: int = 64) -> list[tuple[int, Configuration]]:
    """Parameters of every K (multiples of 4), L and number of blocks, nearest to the published."""
    found = [
        (parameters(Configuration(growth, depth, blocks)), Configuration(growth, depth, blocks))
        for blocks in (1, 3, 5)
        for depth in range(2, 13)
        for growth in range(4, limit + 1, 4)
    ]
    return sorted(found, key=lambda each: abs(each[0] - PUBLISHED_PARAMETERS))


def parameters(configuration: Configuration) -> int:
    """How many parameters the network has, counted without building it."""
    channels, total = configuration.first, 7 * 7 * configuration.first
    for number in range(configuration.blocks):
        for _ in range(configuration.depth):
            total += 4 * channels + 9 * channels * configuration.growth
            channels += configuration.growth
        if number < configuration.blocks - 1:
            total, channels = total + _resizing(channels), channels // 2
    half, quarter = channels // 2, channels // 2 // 2
    total += 4 * channels + channels * half + 4 * half + 9 * half * quarter
    return total + 4 * quarter + 25 * quarter


def _resizing(channels: int) -> int:
    half = channels // 2
    return 4 * channels + channels * half + 4 * half + 9 * half * half


def _dense(x: Any, configuration: Configuration) -> Any:
    for _ in range(configuration.depth):
        new = layers.Conv2D(configuration.growth, 3, padding="same", use_bias=False)(_activated(x))
        x = layers.Concatenate()([x, new])
    return x


def _resized(x: Any, convolution: Any) -> Any:
    x = _activated(_narrowed(x))
    return convolution(x.shape[-1], 3, strides=2, padding="same", use_bias=False)(x)


def _narrowed(x: Any) -> Any:
    return layers.Conv2D(x.shape[-1] // 2, 1, use_bias=False)(_activated(x))


def _activated(x: Any) -> Any:
    return layers.Activation("relu")(layers.BatchNormalization()(x))


def main() -> None:
    print(f"published: {PUBLISHED_PARAMETERS:,} parameters, K and L not told; nearest here:")
    print("parameters   K   L  blocks")
    for count, each in nearest()[:12]:
        print(f"{count:10,}  {each.growth:2}  {each.depth:2}  {each.blocks:6}")
    print("\nof the published search, with 3 blocks:")
    for growth, depth in ((32, 4), (32, 8), (24, 4), (16, 4)):
        each = Configuration(growth, depth)
        print(f"{parameters(each):10,}  {each.growth:2}  {each.depth:2}  {each.blocks:6}")


if __name__ == "__main__":
    main()
