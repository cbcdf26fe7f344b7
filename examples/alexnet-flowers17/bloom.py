"""Draws flowers of 17 kinds, each image another one: scale, pose, light, colours, what is around.

Colours alone do not tell the kinds apart, nor does the place of anything: petals do, by their
number, shape and pattern.
"""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

import numpy as np

Array = np.ndarray
CLASSES = 17
USUAL = 0.6
"""How often a flower has the first of its kind's hues; otherwise any of them."""


@dataclass(frozen=True)
class Kind:
    """What all flowers of a class share."""

    petals: int
    sharpness: float
    """The exponent of the petals' outline: below 1 blunt, above 1 pointed."""
    depth: float
    """How far the outline goes in between two petals, as a share of the radius."""
    notch: float
    """How deep the tip of a petal is cut in."""
    disc: float
    """The radius of the middle, as a share of the flower's."""
    pattern: str
    """plain, stripes, spots, eye, or double: a second ring of petals."""
    hues: tuple[float, ...]
    """The hues that it comes in, in turns of the colour circle, the usual one first; several kinds
    share each."""
    saturation: float


YELLOW, ORANGE, RED, PINK, VIOLET, BLUE = 0.15, 0.07, 0.98, 0.9, 0.77, 0.65

KINDS = (
    Kind(6, 1.6, 0.75, 0.0, 0.30, "eye", (YELLOW, ORANGE), 0.80),
    Kind(3, 0.7, 0.60, 0.0, 0.10, "plain", (BLUE, YELLOW), 0.08),
    Kind(6, 0.5, 0.30, 0.1, 0.05, "plain", (VIOLET, PINK), 0.10),
    Kind(5, 1.8, 0.55, 0.0, 0.08, "stripes", (BLUE, VIOLET), 0.60),
    Kind(6, 0.8, 0.45, 0.0, 0.22, "plain", (VIOLET, BLUE), 0.55),
    Kind(3, 0.6, 0.85, 0.1, 0.12, "stripes", (VIOLET, BLUE, YELLOW), 0.65),
    Kind(6, 2.2, 0.90, 0.0, 0.10, "spots", (ORANGE, RED), 0.90),
    Kind(4, 0.5, 0.25, 0.0, 0.05, "plain", (RED, PINK, YELLOW), 0.85),
    Kind(4, 0.9, 0.35, 0.0, 0.06, "spots", (VIOLET, PINK), 0.55),
    Kind(21, 1.2, 0.55, 0.0, 0.48, "plain", (YELLOW, ORANGE), 0.90),
    Kind(21, 0.7, 0.65, 0.0, 0.25, "plain", (PINK, YELLOW), 0.10),
    Kind(34, 0.9, 0.45, 0.0, 0.30, "double", (YELLOW, ORANGE), 0.85),
    Kind(34, 1.3, 0.30, 0.0, 0.08, "double", (YELLOW, ORANGE), 0.90),
    Kind(5, 0.6, 0.55, 0.3, 0.12, "eye", (YELLOW, ORANGE), 0.75),
    Kind(5, 0.5, 0.40, 0.0, 0.20, "plain", (YELLOW, ORANGE), 0.95),
    Kind(7, 0.8, 0.60, 0.0, 0.16, "plain", (PINK, BLUE), 0.12),
    Kind(5, 0.5, 0.30, 0.2, 0.07, "eye", (VIOLET, YELLOW, RED), 0.70),
)


def image(kind: Kind, rng: np.random.Generator, height: int, width: int) -> Array:
    """A picture of one to three flowers of a kind: height × width × 3, each from 0 to 255."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    y, x = (y - height / 2) / min(height, width), (x - width / 2) / min(height, width)
    canvas = _surroundings(rng, x, y)
    for _ in range(rng.integers(1, 4)):
        _blade(canvas, rng, x, y)
    for _ in range(rng.choice([1, 1, 1, 2])):
        _bloom(canvas, kind, rng, x, y)
    for _ in range(rng.integers(0, 2)):
        _blade(canvas, rng, x, y)
    return _lit(canvas, rng, x, y)


def _surroundings(rng: np.random.Generator, x: Array, y: Array) -> Array:
    """Out of focus: soft waves between two colours, mostly green or brown."""
    hue = rng.choice([0.3, 0.27, 0.1, 0.38, rng.random()])
    first, second = (
        _rgb(hue + rng.normal(0, 0.04), rng.uniform(0.2, 0.7), rng.uniform(0.1, 0.7))
        for _ in range(2)
    )
    waves = np.zeros_like(x)
    for octave in range(4):
        angle, phase = rng.uniform(0, 2 * np.pi, 2)
        frequency = 3.0 * 2**octave * rng.uniform(0.6, 1.4)
        along = np.cos(angle) * x + np.sin(angle) * y + 0.08 * np.sin(9 * x + 7 * y + phase)
        waves += np.sin(frequency * along + phase) / 2**octave
    share = 1 / (1 + np.exp(-2 * waves))
    return first + share[..., None] * (second - first)


def _blade(canvas: Array, rng: np.random.Generator, x: Array, y: Array) -> None:
    """A leaf or stem across the picture."""
    angle, offset = rng.uniform(0, np.pi), rng.normal(0, 0.3)
    along, across = np.cos(angle) * x + np.sin(angle) * y, np.cos(angle) * y - np.sin(angle) * x
    bent = across - offset - rng.normal(0, 0.5) * along**2
    width = rng.uniform(0.01, 0.07) * (1 - np.clip(np.abs(along), 0, 1))
    colour = _rgb(rng.normal(0.3, 0.04), rng.uniform(0.4, 0.9), rng.uniform(0.2, 0.7))
    _paint(
        canvas, _soft(width - np.abs(bent)), colour * (1 - 0.3 * np.tanh(bent / 0.02))[..., None]
    )


def _bloom(canvas: Array, kind: Kind, rng: np.random.Generator, x: Array, y: Array) -> None:
    size = rng.uniform(0.25, 0.5)
    centre_x, centre_y = rng.normal(0, 0.13, 2)
    turn, tilted, tilt = rng.uniform(0, 2 * np.pi), rng.uniform(0, np.pi), rng.uniform(0.6, 1)
    u, v = (x - centre_x) / size, (y - centre_y) / size
    u, v = (
        (np.cos(tilted) * u + np.sin(tilted) * v) / tilt,
        np.cos(tilted) * v - np.sin(tilted) * u,
    )
    hue = kind.hues[0] if rng.random() < USUAL else rng.choice(kind.hues)
    hue += rng.normal(0, 0.03)
    colour = _rgb(hue, np.clip(rng.normal(kind.saturation, 0.12), 0, 1), rng.uniform(0.7, 1))
    rings = [(1.0, 0.0), (0.68, 0.5)] if kind.pattern == "double" else [(1.0, 0.0)]
    for radius, shift in rings:
        _ring(
            canvas,
            kind,
            rng,
            (u / radius, v / radius),
            turn + shift * 2 * np.pi / kind.petals,
            colour,
        )
    distance = np.hypot(u, v)
    grain = 1 + 0.25 * np.sin(40 * u + turn) * np.sin(40 * v)
    middle = _rgb(rng.choice([0.13, 0.1, 0.25, 0.06]), 0.8, rng.uniform(0.25, 0.9))
    _paint(canvas, _soft((kind.disc - distance) / 2), middle * grain[..., None])


def _ring(
    canvas: Array,
    kind: Kind,
    rng: np.random.Generator,
    place: tuple[Array, Array],
    turn: float,
    colour: Array,
) -> None:
    u, v = place
    distance, angle = np.hypot(u, v), np.arctan2(v, u) + turn
    uneven = (
        1 + 0.1 * np.sin(angle + rng.uniform(0, 6)) + 0.05 * np.sin(3 * angle + rng.uniform(0, 6))
    )
    within = np.mod(angle * kind.petals / (2 * np.pi), 1) - 0.5
    outline = np.abs(np.cos(np.pi * within)) ** kind.sharpness
    outline = (1 - kind.depth) + kind.depth * outline - kind.notch * np.exp(-((within / 0.08) ** 2))
    edge = uneven * outline
    share = np.clip(distance / np.maximum(edge, 1e-3), 0, 1)
    shade = (0.65 + 0.35 * np.cos(np.pi * within)) * (0.75 + 0.25 * share)
    painted = colour * shade[..., None]
    dark = _rgb(rng.choice([0.95, 0.75, 0.05]), 0.8, 0.3)
    painted = painted + _marks(kind, within, share, distance)[..., None] * (dark - painted)
    _paint(canvas, _soft((edge - distance) / 2), painted)


def _marks(kind: Kind, within: Array, share: Array, distance: Array) -> Array:
    """Where the pattern of the petals lies, from 0 to 1."""
    if kind.pattern == "stripes":
        return 0.7 * np.exp(-((within / 0.1) ** 2)) * (share < 0.8)
    if kind.pattern == "spots":
        return 0.8 * (np.sin(26 * within) * np.sin(24 * distance) > 0.45)
    if kind.pattern == "eye":
        return 0.8 * np.exp(-(((distance - kind.disc) / 0.15) ** 2))
    return np.zeros_like(share)


def _lit(canvas: Array, rng: np.random.Generator, x: Array, y: Array) -> Array:
    """Sun or shadow from one side, warm or cold light, and the grain of a sensor."""
    angle = rng.uniform(0, 2 * np.pi)
    side = 1 + rng.uniform(0, 0.6) * (np.cos(angle) * x + np.sin(angle) * y)
    warmth = 1 + rng.normal(0, 0.1) * np.array([1, 0, -1], np.float32)
    lit = canvas * (rng.uniform(0.65, 1.2) * side)[..., None] * warmth
    lit = (lit - 0.5) * rng.uniform(0.7, 1.2) + 0.5 + rng.normal(0, 0.03, canvas.shape)
    return (255 * np.clip(lit, 0, 1)).astype(np.uint8)


def _paint(canvas: Array, mask: Array, colour: Array) -> None:
    canvas += mask[..., None] * (colour - canvas)


def _soft(inside: Array) -> Array:
    """1 well inside of an outline, 0 well outside."""
    return 1 / (1 + np.exp(np.clip(-inside * 90, -30, 30)))


def _rgb(hue: float, saturation: float, value: float) -> Array:
    return np.array(colorsys.hsv_to_rgb(hue % 1, saturation, value), np.float32)
