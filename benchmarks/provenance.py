"""Documents of W3C PROV with a million statements, from a server with little memory."""

from __future__ import annotations

import json
import time
import uuid

from figures import Figure
from place import directory
from server import Server

HEAP = "256m"
TASK = {"transformation": "Measure", "task": "1"}
ROWS = 112_000
"""Of three values: an entity for the row and for each value, the row's making, four memberships."""
ROWS_OF_A_BATCH = 8_000
STATEMENTS = 1_000_000
FORMATS = {"provn": "PROV-N", "json": "PROV-JSON", "ttl": "Turtle", "xml": "PROV-XML"}
GOAL_S = 10
WITHOUT_GOAL = ("xml",)


def provenance() -> list[Figure]:
    """An execution as W3C PROV, 1,000,000 statements and more, from a heap of 256 MB."""
    figures = []
    with directory("provenance") as data, Server(data, heap=HEAP) as server:
        _fill(server)
        for form, name in FORMATS.items():
            path = f"/api/v1/executions/1/provenance?detail=value&format={form}"
            begin = time.perf_counter()
            document = server.request("GET", path)
            seconds = time.perf_counter() - begin
            if form == "provn":
                count = sum(line.endswith(b")") for line in document.splitlines())
                if count < STATEMENTS:
                    raise RuntimeError(f"expected {STATEMENTS} statements, found {count}")
            goal = None if form in WITHOUT_GOAL else GOAL_S
            figures.append(Figure(f"{name}, {len(document) / 1e6:.0f} MB", seconds, "s", goal))
    return figures


def _fill(server: Server) -> None:
    producer = str(uuid.UUID(int=1))
    number = 0
    for events in _events():
        header = {"producer": producer, "first": number}
        at = "2026-11-23T12:00:00Z"
        lines = [header, *({**event, "at": at} for event in events)]
        body = "".join(json.dumps(line) + "\n" for line in lines).encode()
        server.request("POST", "/api/v1/batches", body, **{"Content-Type": "application/x-ndjson"})
        number += len(events)


def _events() -> list[list[dict[str, object]]]:
    attributes = [{"name": name, "type": "NUMERIC"} for name in ("x", "y")]
    attributes.append({"name": "label", "type": "TEXT"})
    points = {"tag": "oMeasure", "type": "OUTPUT", "attributes": attributes}
    transformation = {"tag": "Measure", "sets": [points]}
    batches: list[list[dict[str, object]]] = [
        [
            {
                "type": "dataflow_declared",
                "dataflow": {"tag": "bench-prov", "transformations": [transformation]},
            },
            {"type": "execution_started", "dataflow": "bench-prov", "execution": "large"},
            {"type": "task_begun", **TASK},
        ]
    ]
    for begin in range(0, ROWS, ROWS_OF_A_BATCH):
        rows = [
            {"x": number / 7, "y": -number, "label": f"point {number}"}
            for number in range(begin, begin + ROWS_OF_A_BATCH)
        ]
        batches.append([{"type": "elements", **TASK, "set": "oMeasure", "rows": rows}])
    batches.append(
        [
            {"type": "task_ended", **TASK, "status": "FINISHED"},
            {"type": "execution_ended", "status": "FINISHED"},
        ]
    )
    return batches
