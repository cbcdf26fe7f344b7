"""Makes velocity fields and, by the wave equation, the wave field of each.

A homogeneous field has one velocity, drawn from a normal distribution around those of sedimentary
rock; a layered one has several, faster below. A source in the middle sends a pulse; the target is
the field at one moment, and edges absorb. The making is captured as dataflow fields-df.
"""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np

from acoustics import Ricker, propagate

Array = np.ndarray
MEAN, DEVIATION = 3_000.0, 500.0
"""Metres a second."""
SLOWEST, FASTEST = 1_500.0, 4_500.0
SPACING = 20.0
"""Metres."""
SECONDS = 0.22
PADDING = 12
"""Nodes around the field that absorb."""
AT_ONCE = 256


def velocities(rng: np.random.Generator, samples: int, side: int, kind: str) -> Array:
    """So many velocity fields, in metres a second."""
    layers = 1 if kind == "homogeneous" else 5
    drawn = np.clip(rng.normal(MEAN, DEVIATION, (samples, layers)), SLOWEST, FASTEST)
    drawn.sort(axis=1)
    tops = np.sort(rng.integers(0, side, (samples, layers - 1)), axis=1)
    layer = (np.arange(side)[None, :, None] >= tops[:, None, :]).sum(axis=2)
    columns = np.take_along_axis(drawn, layer, axis=1)
    return np.repeat(columns[:, :, None], side, axis=2).astype(np.float32)


def wave_fields(fields: Array) -> Array:
    """The wave field of each, scaled so that the greatest amplitude of all is near 1."""
    side = fields.shape[1]
    padded = np.pad(fields, ((0, 0), (PADDING, PADDING), (PADDING, PADDING)), mode="edge")
    source = Ricker(padded.shape[1] // 2, padded.shape[2] // 2)
    damping = _absorbing(padded.shape[1])
    inner = slice(PADDING, PADDING + side)
    solved = np.concatenate(
        [
            propagate(padded[at : at + AT_ONCE], SPACING, SECONDS, source=source, damping=damping)
            for at in range(0, len(padded), AT_ONCE)
        ]
    )[:, inner, inner]
    return (solved * (2 * np.pi * MEAN**2) / 1.5).astype(np.float32)


def _absorbing(side: int) -> Array:
    depth = np.maximum(0, PADDING - np.minimum(np.arange(side), np.arange(side)[::-1])) / PADDING
    return 0.05 * np.maximum(depth[:, None], depth[None, :]).astype(np.float32) ** 2


def make(path: Path, samples: int, side: int, kind: str, seed: int, run: Any = None) -> None:
    """Write the fields to a file; `run` is an execution that records the making."""
    rng = np.random.default_rng(seed)
    with run.task("SampleVelocities") if run else nullcontext() as sampling:
        fields = velocities(rng, samples, side, kind)
        if run:
            sampling.use("iVelocities", kind=kind, mean=MEAN, deviation=DEVIATION, samples=samples)
            sampling.produce("oVelocities", least=float(fields.min()), greatest=float(fields.max()))
    with run.task("SolveWave", dependencies=[sampling]) if run else nullcontext() as solving:
        waves = wave_fields(fields)
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, velocities=(fields - MEAN) / DEVIATION, waves=waves)
        if run:
            solving.use("oVelocities")
            solving.use("iWave", spacing=SPACING, seconds=SECONDS, padding=PADDING)
            solving.produce("oWave", side=side, greatest=float(np.abs(waves).max()))
            solving.file(path)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  python make_fields.py fields.npz\n"
        "  python make_fields.py layered.npz --kind layered --samples 1000",
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--samples", type=int, default=100_000, help="(%(default)s)")
    parser.add_argument("--side", type=int, default=64, help="nodes a side (%(default)s)")
    parser.add_argument("--kind", choices=("homogeneous", "layered"), default="homogeneous")
    parser.add_argument("--seed", type=int, default=1, help="(%(default)s)")
    parser.add_argument("--without-capture", action="store_true")
    options = parser.parse_args()
    made = (options.file, options.samples, options.side, options.kind, options.seed)
    if options.without_capture:
        make(*made)
        return
    import cnnprov

    with cnnprov.execution("fields-df") as run:
        make(*made, run)


if __name__ == "__main__":
    main()
