"""The sizes of AlexNet: as it was run on Flowers-17, and smaller ones for smaller images."""

from __future__ import annotations

from dataclasses import dataclass

CLASSES = 17
MOMENTUM = 0.9
"""Of batch normalisation: an epoch has a dozen steps, too few for Keras' 0.99."""


@dataclass(frozen=True)
class Convolution:
    """A convolution with ReLU, perhaps pooling, and batch normalisation."""

    filters: int
    kernel: int
    stride: int = 1
    padding: str = "valid"
    pooled: bool = False


@dataclass(frozen=True)
class Variant:
    """The sizes of one AlexNet."""

    side: int
    """Pixels of the images, in height and width."""
    convolutions: tuple[Convolution, ...]
    dense: tuple[int, ...]
    dropout: float = 0.4


VARIANTS = {
    "published": Variant(
        224,
        (
            Convolution(96, 11, stride=4, pooled=True),
            Convolution(256, 11, pooled=True),
            Convolution(384, 3),
            Convolution(384, 3),
            Convolution(256, 3, pooled=True),
        ),
        (4096, 4096, 1000),
    ),
    "small": Variant(
        64,
        (
            Convolution(48, 7, stride=2, pooled=True),
            Convolution(128, 5, pooled=True),
            Convolution(192, 3, padding="same"),
            Convolution(192, 3, padding="same"),
            Convolution(128, 3, padding="same", pooled=True),
        ),
        (2048, 2048, 500),
    ),
    "tiny": Variant(
        32,
        (
            Convolution(12, 5, stride=2, pooled=True),
            Convolution(16, 3, padding="same", pooled=True),
            Convolution(24, 3, padding="same"),
            Convolution(24, 3, padding="same"),
            Convolution(16, 3, padding="same"),
        ),
        (64, 64, 32),
    ),
}
