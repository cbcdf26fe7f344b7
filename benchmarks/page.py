"""The page in Chromium, on a store of 2,000 executions and two of a million steps."""

from __future__ import annotations

import json
import os
import subprocess
import uuid
from collections.abc import Sequence

from figures import Figure, percentile
from place import ROOT, directory
from server import Server

CURVES = 100
POINTS = 1_000
FIRST_LOAD_KB = 400


def page() -> list[Figure]:
    """2,000 executions in Chromium, two of a million steps; 100 curves over one another."""
    with directory("page", "store") as data, Server(data) as server:
        for number in range(CURVES):
            _execution(server, number)
        results = data.with_name("page.json")
        given = {"CNNPROV_URL": server.url, "CNNPROV_RESULTS": str(results)}
        command = ["npm", "--silent", "run", "bench"]
        subprocess.run(command, cwd=ROOT / "web", env={**os.environ, **given}, check=True)
    found = json.loads(results.read_text())
    return [
        Figure("first load, compressed", found["first_load_bytes"] / 1000, "kB", FIRST_LOAD_KB),
        *_times("run table interactive", found["table_ms"], 1_000),
        *_times("filter to repaint", found["filter_ms"], 200),
        *_times(
            "100 curves of 1,000 points, from their answer to the frame",
            found["overlay_drawing_ms"],
            500,
        ),
        *_times("the same from opening the address, nothing cached", found["overlay_ms"], None),
        Figure("a committed epoch on the screen, p50", percentile(found["visible_ms"], 0.5), "ms"),
        Figure(
            "a committed epoch on the screen, p99", percentile(found["visible_ms"], 0.99), "ms", 500
        ),
    ]


def _times(what: str, milliseconds: Sequence[float], goal: float | None) -> list[Figure]:
    return [
        Figure(f"{what}, p50", percentile(milliseconds, 0.5), "ms", goal),
        Figure(f"{what}, worst of {len(milliseconds)}", max(milliseconds), "ms"),
    ]


def _execution(server: Server, number: int) -> None:
    at = "2026-11-23T12:00:00Z"
    task = {"transformation": "TrainingModel", "task": "1"}
    rows = [
        {"epoch": epoch, "loss": 1 / (1 + epoch / (50 + number)) + (epoch * 7919 % 97) / 2000}
        for epoch in range(1, POINTS + 1)
    ]
    rate = {"LEARNING_RATE": 0.001 * (1 + number % 7)}
    lines = [
        {"producer": str(uuid.uuid4()), "first": 0},
        {"type": "dataflow_declared", "at": at, "dataflow": {"tag": "overlay", "predefined": True}},
        {
            "type": "execution_started",
            "at": at,
            "dataflow": "overlay",
            "execution": f"overlay-{number}",
        },
        {"type": "task_begun", "at": at, **task},
        {"type": "elements", "at": at, **task, "set": "iTrainingModel", "rows": [rate]},
        {"type": "elements", "at": at, **task, "set": "oTrainingModel", "rows": rows},
        {"type": "execution_ended", "at": at, "status": "FINISHED"},
    ]
    body = "".join(json.dumps(line) + "\n" for line in lines).encode()
    answer = server.request(
        "POST", "/api/v1/batches", body, **{"Content-Type": "application/x-ndjson"}
    )
    if json.loads(answer)["rejected"]:
        raise RuntimeError(f"the server refused a part: {answer!r}")
