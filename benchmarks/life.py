"""What a server costs when it starts, rests and stores."""

from __future__ import annotations

import time
from pathlib import Path

from figures import Figure, percentile
from place import directory, size
from server import Server

STEPS = 1_000_000
DATAFLOWS = 1_000
STARTS = 5
REST_SECONDS = 45
"""Longer than a server waits with nothing to do until it gives memory back."""
MB = 1e6


def start() -> list[Figure]:
    """From the command to a healthy server: empty, and after a kill with 1,000 dataflows."""
    empty = []
    for _ in range(STARTS):
        with directory("start") as data, Server(data) as server:
            empty.append(server.startup)
    after_kill = []
    with directory("start") as data:
        server = Server(data)
        server.load("fill-dataflows", dataflows=DATAFLOWS)
        for _ in range(STARTS):
            server.load("steps", rows=1, steps=20_000, warmup=0)
            server.kill()
            server = Server(data)
            after_kill.append(server.startup)
        found = server.sql("SELECT count(*) FROM public.dataflow WHERE tag LIKE 'idle-%'")
        server.stop()
    if found[0][0] != DATAFLOWS:
        raise RuntimeError(f"{DATAFLOWS} dataflows were declared, {found} are there")
    return [
        Figure("start, empty, median", percentile(empty, 0.5), "s", 1),
        Figure("start, empty, slowest", max(empty), "s"),
        Figure(
            "start after a kill, 1,000 dataflows, median",
            percentile(after_kill, 0.5),
            "s",
            3,
        ),
        Figure("start after a kill, 1,000 dataflows, slowest", max(after_kill), "s"),
    ]


def memory() -> list[Figure]:
    """Resident memory of a server with nothing to do, before and after it had much to do."""
    with directory("memory-empty") as data, Server(data) as server:
        empty = _rest(server)
    with directory("memory", "store") as data, Server(data) as server:
        filled = _rest(server)
        server.load("steps", rows=1, steps=200_000)
        run = server.sql("SELECT max(id) FROM public.dataflow_execution WHERE tag LIKE 'million-%'")
        for _ in range(20):
            server.get(f"/api/v1/series?executions={run[0][0]}&y=loss&x=step")
        after = _rest(server)
    return [
        Figure("idle, empty", empty / MB, "MB", 200),
        Figure("idle, 10⁷ values and 200 dataflows", filled / MB, "MB", 200),
        Figure(
            "idle, after 10⁶ values came in and 20 curves were asked for",
            after / MB,
            "MB",
        ),
    ]


def disk() -> list[Figure]:
    """Bytes for a value after a million steps of five scalars, and for an idle dataflow."""
    with directory("disk") as data:
        before = _stopped(data)
        with Server(data) as server:
            server.load("steps", rows=1, steps=STEPS, warmup=0)
        values = (size(data) - before) / (STEPS * 5)
    with directory("disk") as data:
        before = _stopped(data)
        with Server(data) as server:
            server.load("fill-dataflows", dataflows=DATAFLOWS)
        dataflows = (size(data) - before) / DATAFLOWS
    return [
        Figure("a value", values, "bytes", 5),
        Figure("an idle dataflow", dataflows / 1e3, "kB", 100),
    ]


def _rest(server: Server) -> int:
    time.sleep(REST_SECONDS)
    return server.resident


def _stopped(data: Path) -> int:
    Server(data).stop()
    return size(data)
