"""AlexNet in Keras, as it was run on Flowers-17, and smaller ones for smaller images.

As run: the second layer has 11×11 filters, batch normalisation follows each convolution, and 2×2
pooling the first, second and fifth. The network of 2012 has 5×5 filters there, local response
normalisation after the first two, and 3×3 pooling that overlaps.
"""

from __future__ import annotations

import keras
from variants import CLASSES, MOMENTUM, Variant


def network(variant: Variant) -> keras.Model:
    """The network with its first weights, not compiled."""
    layers = [keras.layers.Input((variant.side, variant.side, 3))]
    for each in variant.convolutions:
        layers.append(
            keras.layers.Conv2D(
                each.filters, each.kernel, each.stride, padding=each.padding, activation="relu"
            )
        )
        if each.pooled:
            layers.append(keras.layers.MaxPooling2D())
        layers.append(keras.layers.BatchNormalization(momentum=MOMENTUM))
    layers.append(keras.layers.Flatten())
    for units in variant.dense:
        layers.append(keras.layers.Dense(units, activation="relu"))
        layers.append(keras.layers.Dropout(variant.dropout))
        layers.append(keras.layers.BatchNormalization(momentum=MOMENTUM))
    layers.append(keras.layers.Dense(CLASSES, activation="softmax"))
    return keras.Sequential(layers)
