"""The published search over K and L, by a script that looks at answers while networks train.

K=32, L=4: look at the loss, stop where it stands still. L=8: compare at the same epochs, stop where
it is not better. Then, across all executions: which loss did K=24, L=4 reach? Each decision is
captured, with the answer that it rests on, as a task of dataflow search-df.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cnnprov

from place import interrupt

WINDOW = 3
"""Epochs over which a loss must fall, and epochs that two trainings must have in common."""
STANDSTILL = 0.05
"""A loss that falls by less than this share over the window stands still."""
LOSSES = """select e.epoch, e.loss
from "densed-df".training_epoch e
join "densed-df".ds_idenseblock b on true
join public.task t on t.id = b.denseblock_task_id and t.execution_id = e.execution_id
where b.k = {growth} and b.l = {depth}
order by e.epoch"""

Losses = list[tuple[float, float]]
Started = tuple[subprocess.Popen[bytes], Callable[[], None]]
"""A training, and what ends it after the epoch that runs."""


@dataclass(frozen=True)
class Decision:
    """What was decided of a training, and why."""

    stop: bool
    reason: str


def stands_still(losses: Losses) -> Decision | None:
    """Whether a training is to be stopped for its own losses; None while that cannot be said."""
    if len(losses) <= WINDOW:
        return None
    before, now = losses[-1 - WINDOW][1], losses[-1][1]
    fallen = 1 - now / before
    moved = "rose" if fallen < 0 else "fell"
    told = f"the loss {moved} by {abs(fallen):.1%} over the last {WINDOW} epochs"
    return Decision(True, told) if not fallen >= STANDSTILL else Decision(False, told)


def is_no_better(losses: Losses, earlier: Losses) -> Decision | None:
    """Whether a training is to be stopped beside an earlier one; None while that cannot be said."""
    common = min(len(losses), len(earlier))
    if common < WINDOW:
        return None
    now, then = losses[common - 1][1], earlier[common - 1][1]
    told = f"at epoch {common} the loss is {now:.4g}, and was {then:.4g}"
    return Decision(not now < then, told)


def search(train: Callable[[str, int, int], Started], run: Any) -> list[dict]:
    """Train, look and decide; `run` is the execution that records it, the answer what it recorded.

    `train` starts the training of an execution with this tag, K and L.
    """
    taken: list[dict] = []

    def decided(growth: int, depth: int, losses: Losses, decision: Decision) -> None:
        epoch, loss = losses[-1]
        seen = {"K": growth, "L": depth, "epoch": epoch, "loss": loss}
        made = {"stop": decision.stop, "reason": decision.reason}
        with run.task("Decide") as task:
            task.use("iDecide", **seen)
            task.produce("oDecide", **made)
        taken.append({**seen, **made})
        print(f"  K={growth} L={depth} epoch {epoch:.0f}: {decision.reason}", flush=True)

    first = _watched(train("densed-1", 32, 4), 32, 4, stands_still, decided)
    _watched(train("densed-4", 32, 8), 32, 8, lambda losses: is_no_better(losses, first), decided)
    _watched(train("densed-2", 24, 4), 24, 4, lambda losses: None, decided)
    return taken


def _watched(
    started: Started,
    growth: int,
    depth: int,
    judge: Callable[[Losses], Decision | None],
    decided: Callable[[int, int, Losses, Decision], None],
) -> Losses:
    """Look at each new epoch until the training ends or is stopped; its losses."""
    training, stop = started
    losses: Losses = []
    try:
        while training.poll() is None:
            seen, losses = len(losses), losses_of(growth, depth)
            decision = judge(losses) if len(losses) > seen else None
            if decision is not None:
                decided(growth, depth, losses, decision)
                if decision.stop:
                    stop()
                    training.wait()
            time.sleep(0.2)
    finally:
        interrupt(training)
    return losses_of(growth, depth)


def losses_of(growth: int, depth: int) -> Losses:
    """The losses by epoch up to now; none before the first."""
    try:
        return list(cnnprov.sql(LOSSES.format(growth=growth, depth=depth)))
    except (cnnprov.RequestRefused, cnnprov.ServerUnreachable):
        return []
