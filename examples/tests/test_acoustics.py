"""The solver of the wave equation against exact solutions."""

from __future__ import annotations

import numpy as np
import pytest

from acoustics import Ricker, of_a_point, propagate
from make_fields import velocities, wave_fields

VELOCITY = 3_000.0


def error_of_a_standing_wave(nodes: int) -> float:
    """The greatest error of sin(2πx) sin(πy) cos(ωt) in a square kilometre."""
    spacing, seconds = 1_000.0 / (nodes - 1), 0.3
    y, x = np.mgrid[0:nodes, 0:nodes] / (nodes - 1)
    shape = np.sin(2 * np.pi * x) * np.sin(np.pi * y)
    omega = VELOCITY * np.pi * np.sqrt(5) / 1_000
    fields = np.full((1, nodes, nodes), VELOCITY)
    solved = propagate(fields, spacing, seconds, initial=shape[None])[0]
    return float(np.abs(solved - shape * np.cos(omega * seconds)).max())


def test_errors_fall_with_the_square_of_the_spacing() -> None:
    errors = [error_of_a_standing_wave(nodes) for nodes in (41, 81, 161)]
    orders = np.log2(np.divide(errors[:-1], errors[1:]))
    assert orders == pytest.approx([2, 2], abs=0.1)
    assert errors[-1] < 0.01


def error_around_a_point(spacing: float) -> float:
    """The error beside the exact field of a pulse, over its greatest value, before any echo."""
    nodes = int(2_400 / spacing) + 1
    middle, seconds = nodes // 2, 0.3
    source = Ricker(middle, middle, hertz=8.0, delay_seconds=0.15)
    fields = np.full((1, nodes, nodes), VELOCITY)
    solved = propagate(fields, spacing, seconds, source=source)[0]
    away = np.arange(int(200 / spacing), int(600 / spacing) + 1)
    exact = of_a_point(away * spacing, VELOCITY, seconds, source)
    along = solved[middle, middle + away]
    return float(np.abs(along - exact).max() / np.abs(exact).max())


def test_a_pulse_is_that_of_greens_function() -> None:
    coarse, fine = error_around_a_point(20), error_around_a_point(10)
    assert np.log2(coarse / fine) == pytest.approx(2, abs=0.3)
    assert fine < 0.015


def test_all_fields_are_solved_as_one_is() -> None:
    fields = velocities(np.random.default_rng(3), 4, 24, "layered")
    together = wave_fields(fields)
    fastest_first = fields[np.argsort(-fields.max(axis=(1, 2)))[:1]]
    alone = wave_fields(fastest_first)  # its velocity sets the steps of all
    assert alone[0] == pytest.approx(together[np.argmax(fields.max(axis=(1, 2)))], abs=1e-5)


def test_homogeneous_fields_have_one_velocity_and_layered_ones_grow_faster_below() -> None:
    rng = np.random.default_rng(4)
    homogeneous = velocities(rng, 2_000, 4, "homogeneous")
    assert np.ptp(homogeneous, axis=(1, 2)).max() == 0
    assert homogeneous.mean() == pytest.approx(3_000, abs=40)
    assert homogeneous.std() == pytest.approx(500, abs=30)
    layered = velocities(rng, 50, 32, "layered")
    assert np.diff(layered, axis=1).min() >= 0
    assert np.ptp(layered, axis=2).max() == 0
    assert np.mean([len(np.unique(field)) for field in layered]) > 3
