"""Solves the acoustic wave equation by finite differences, many velocity fields at once.

    u_tt = c² (u_xx + u_yy) + s(t) δ(x − x₀)

Second order in time and space, on a square with u = 0 at its edges. All fields take the same
steps in time, those that the greatest velocity allows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray
COURANT = 0.5
"""Velocity × time step / grid spacing; the scheme is stable up to 1/√2."""


@dataclass(frozen=True)
class Ricker:
    """A pulse at one node of the grid: its place, its peak frequency and its delay."""

    row: int
    column: int
    hertz: float = 15.0
    delay_seconds: float = 0.08

    def at(self, seconds: Array | float) -> Array | float:
        """The source's strength."""
        a = (np.pi * self.hertz * (seconds - self.delay_seconds)) ** 2
        return (1 - 2 * a) * np.exp(-a)


def time_steps(velocities: Array, spacing: float, seconds: float) -> tuple[int, float]:
    """How many steps, and of how many seconds."""
    longest = COURANT * spacing / float(velocities.max())
    steps = max(1, int(np.ceil(seconds / longest)))
    return steps, seconds / steps


def propagate(
    velocities: Array,
    spacing: float,
    seconds: float,
    *,
    source: Ricker | None = None,
    initial: Array | None = None,
    damping: Array | float = 0.0,
) -> Array:
    """The wave fields after so many seconds.

    Args:
        velocities: number × rows × columns, in metres a second.
        spacing: metres between two nodes.
        seconds: the time that passes.
        source: what excites the fields.
        initial: the fields at the beginning, at rest; 0 unless told.
        damping: share of the field that each step takes away, for edges that absorb.
    """
    steps, step = time_steps(velocities, spacing, seconds)
    factor = (velocities * step / spacing) ** 2
    before = np.zeros_like(velocities) if initial is None else initial.copy()
    field = before + 0.5 * factor * _laplacian(before)  # at rest: u_t = 0
    if source is not None:
        excitation = step**2 / spacing**2
        field[:, source.row, source.column] += 0.5 * excitation * source.at(0.0)
    for number in range(1, steps):
        after = 2 * field - before + factor * _laplacian(field)
        if source is not None:
            after[:, source.row, source.column] += excitation * source.at(number * step)
        before, field = field * (1 - damping), after * (1 - damping)
    return field


def _laplacian(field: Array) -> Array:
    """Of the inner nodes, times the spacing squared; 0 at the edges."""
    result = np.zeros_like(field)
    result[:, 1:-1, 1:-1] = (
        field[:, 2:, 1:-1]
        + field[:, :-2, 1:-1]
        + field[:, 1:-1, 2:]
        + field[:, 1:-1, :-2]
        - 4 * field[:, 1:-1, 1:-1]
    )
    return result


def of_a_point(distance: Array, velocity: float, seconds: float, source: Ricker) -> Array:
    """The exact field around a point source in a homogeneous medium without edges.

    With Green's function of two dimensions, H(t − r/c) / (2π c² √(t² − r²/c²)), and with
    t = (r/c) cosh θ:
    u = 1/(2π c²) ∫ s(t − (r/c) cosh θ) dθ, from 0 to arcosh(ct/r).
    """
    ratio = np.maximum(velocity * seconds / distance, 1.0)
    theta = np.linspace(0, 1, 2001) * np.arccosh(ratio)[..., None]
    values = source.at(seconds - (distance / velocity)[..., None] * np.cosh(theta))
    return np.trapezoid(values, theta, axis=-1) / (2 * np.pi * velocity**2)
