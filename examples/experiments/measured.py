"""What the measured runs say, read back by SQL."""

from __future__ import annotations

import os
import statistics
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cnnprov

import intervals
from intervals import Interval
from measuring import DATAFLOW

ONCE = ("import", "__init__", "on_train_begin", "fit_begins", "domain", "file", "_end_at_exit")
"""Calls that a training makes once, however long it is: the start and the end of the capture."""
_EVERY = f"""select i.* exclude (id), o.* exclude (id, run_task_id),
  coalesce(c.hooks_seconds, 0) as hooks_seconds
from "{DATAFLOW}".irun i
join "{DATAFLOW}".orun o on o.run_task_id = i.run_task_id
left join (
  select run_task_id, sum(seconds) filter (where kind not in {ONCE}) as hooks_seconds
  from "{DATAFLOW}".ocalls group by run_task_id
) c on c.run_task_id = i.run_task_id
order by i.run_task_id"""
_CALLS = f"""select i.network, i.way, c.kind, avg(c.calls) as calls, avg(c.seconds) as seconds
from "{DATAFLOW}".irun i join "{DATAFLOW}".ocalls c on c.run_task_id = i.run_task_id
group by all order by network, way, seconds desc"""
COSTS = ("calls_cpu", "shipper_cpu", "helper_cpu", "server_cpu", "posts_cpu")

Row = dict[str, Any]


@dataclass(frozen=True)
class Way:
    """One way of capture of one network, beside the runs without capture."""

    network: str
    name: str
    runs: int
    wall: Interval
    """Wall time of the whole program beside that of the same block without capture, in percent."""
    cpu: Interval
    """The same of the processor time of all processes."""
    hooks_percent: float
    """Time of the calling thread in hooks, which come with epochs and steps, over the whole."""
    calls_percent: float
    """The same with what comes once: the library's import, the capture's start and end."""
    calls_seconds: float
    wall_seconds: float
    costs: dict[str, float]
    """Mean processor seconds by who spent them."""
    same_weights: bool
    """Whether each block's weights are bit by bit those without capture."""


def rows() -> list[Row]:
    """Each run with its figures; none where nothing was measured."""
    try:
        answer = cnnprov.sql(_EVERY, limit=1_000_000)
    except cnnprov.RequestRefused:
        return []
    names = [column.name for column in answer.columns]
    return [dict(zip(names, row, strict=True)) for row in answer]


def calls() -> list[Row]:
    """Mean number and seconds of each kind of call into capture."""
    answer = cnnprov.sql(_CALLS, limit=1_000_000)
    names = [column.name for column in answer.columns]
    return [dict(zip(names, row, strict=True)) for row in answer]


def keep_parquet(path: Path) -> None:
    """Each run with its figures as Parquet, which the server writes."""
    import json

    request = urllib.request.Request(
        f"{os.environ['CNNPROV_URL']}/api/v1/sql",
        json.dumps({"sql": _EVERY, "limit": 1_000_000}).encode(),
        {"Content-Type": "application/json", "Accept": "application/vnd.apache.parquet"},
    )
    with urllib.request.urlopen(request) as answer:
        path.write_bytes(answer.read())


def compared(measured: list[Row], network: str) -> list[Way]:
    """Each way of a network beside none, from the blocks in which both were run."""
    blocks: dict[tuple[Any, ...], dict[str, Row]] = {}
    for row in measured:
        if row["network"] == network:
            cell = tuple(row[name] for name in ("epochs", "rate", "optimizer", "momentum", "decay"))
            blocks.setdefault((*cell, row["repetition"]), {})[row["way"]] = row
    pairs: dict[str, list[tuple[Row, Row]]] = {}
    for block in blocks.values():
        for name, row in block.items():
            if name != "none" and "none" in block:
                pairs.setdefault(name, []).append((row, block["none"]))
    return [_compared(network, name, each) for name, each in sorted(pairs.items())]


def _compared(network: str, name: str, pairs: list[tuple[Row, Row]]) -> Way:
    captured = [row for row, _ in pairs]

    def percent(value: Callable[[Row], float]) -> Interval:
        return intervals.of([100 * (value(row) / value(beside) - 1) for row, beside in pairs])

    return Way(
        network,
        name,
        len(pairs),
        percent(lambda row: row["wall_seconds"]),
        percent(_all_cpu),
        100 * statistics.fmean(row["hooks_seconds"] / row["wall_seconds"] for row in captured),
        100 * statistics.fmean(row["calls_seconds"] / row["wall_seconds"] for row in captured),
        statistics.fmean(row["calls_seconds"] for row in captured),
        statistics.fmean(row["wall_seconds"] for row in captured),
        {cost: statistics.fmean(row[cost] for row in captured) for cost in COSTS},
        all(row["weights"] == beside["weights"] for row, beside in pairs),
    )


def _all_cpu(row: Row) -> float:
    return sum(row[name] for name in ("program_cpu", *COSTS[1:]))
