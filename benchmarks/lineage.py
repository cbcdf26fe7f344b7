"""Lineage over many executions that read what others wrote."""

from __future__ import annotations

import json
import uuid
from urllib.parse import quote

from figures import Figure, timed, times
from place import directory
from server import Server

EXECUTIONS = 1_000
EPOCHS = 100
SAVED = 9
CHAIN = 10
"""Each training of a chain goes on from the weights of the one before; the first from the data."""

ROUNDS = 30
TASK = {"transformation": "TrainingModel", "task": "1"}


def lineage() -> list[Figure]:
    """1,000 executions of 100 epochs and 10,000 files: up from weights, down from data."""
    with directory("lineage") as data, Server(data) as server:
        for number in range(EXECUTIONS):
            server.request("POST", "/api/v1/batches", _batch(number), **_NDJSON)
        _expect(
            [[EXECUTIONS, EXECUTIONS * EPOCHS * 3, EXECUTIONS * (SAVED + 1)]],
            server.sql(
                """SELECT (SELECT count(*) FROM public.dataflow_execution),
                (SELECT count(*) FROM public.training_metric), (SELECT count(*) FROM public.file)"""
            ),
        )
        ids = dict(server.sql("SELECT tag, id FROM public.dataflow_execution"))
        last = ids[f"run-{CHAIN - 1:04}"]
        up = f"/api/v1/executions/{last}/lineage?depth=100&file={quote(_weights(CHAIN - 1, SAVED))}"
        down = (
            f"/api/v1/executions/{ids['run-0000']}/lineage?direction=down&file={quote('data.npz')}"
        )
        node = f"/api/v1/executions/{last}/lineage?direction=both&depth=1"
        _check(server, up, down)
        return [
            *times("up from a file through ten trainings", _timed(server, up), goal=100),
            *times("down from the data, the nearest 1,000 nodes", _timed(server, down), goal=100),
            *times("a step around a task, both ways", _timed(server, node), goal=100),
        ]


_NDJSON = {"Content-Type": "application/x-ndjson"}


def _timed(server: Server, path: str) -> list[float]:
    return timed(lambda: server.request("GET", path), ROUNDS)


def _check(server: Server, up: str, down: str) -> None:
    """What must be found follows from how it was made."""
    nodes = server.get(up)["nodes"]
    kinds = [node["kind"] for node in nodes]
    _expect(CHAIN, sum(node["label"] == "TrainingModel 1" for node in nodes))
    _expect((CHAIN, CHAIN), (kinds.count("file"), kinds.count("content")))
    _expect(CHAIN * EPOCHS // 10, kinds.count("adaptation"))
    answer = server.get(down)
    _expect((1_000, True), (len(answer["nodes"]), answer["truncated"]))
    # The contents, the first training of each chain, and then what they wrote.
    _expect(EXECUTIONS // CHAIN, sum(node["step"] == 1 for node in answer["nodes"]))


def _batch(number: int) -> bytes:
    """An execution: data or weights read, 100 epochs, an adaptation and a file every ten."""
    first = number % CHAIN == 0
    read = "data.npz" if first else _weights(number - 1, SAVED)
    events = [
        {
            "type": "dataflow_declared",
            "dataflow": {"tag": f"bench-{number % 10}", "predefined": True},
        },
        {
            "type": "execution_started",
            "dataflow": f"bench-{number % 10}",
            "execution": f"run-{number:04}",
        },
        {"type": "task_begun", **TASK},
        _file("input", read),
    ]
    for epoch in range(1, EPOCHS + 1, 10):
        rows = [
            {"epoch": each, "loss": 1 / each, "accuracy": each / 101, "val_loss": 2 / each}
            for each in range(epoch, epoch + 10)
        ]
        events.append({"type": "elements", **TASK, "set": "oTrainingModel", "rows": rows})
        events += _adaptation(epoch // 10 + 1, epoch)
        if epoch > 10:
            saved = epoch // 10
            events.append(_file("output", _weights(number, saved), epoch + 9))
    events.append({"type": "task_ended", **TASK, "status": "FINISHED"})
    events.append({"type": "execution_ended", "status": "FINISHED"})
    header = {"producer": str(uuid.UUID(int=number + 1)), "first": 0}
    at = "2026-11-23T12:00:00Z"
    lines = [header, *({**event, "at": at} for event in events)]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def _adaptation(number: int, epoch: int) -> list[dict[str, object]]:
    task = {"transformation": "Adaptation", "task": str(number)}
    row = {"new_lrate": 0.1 / number, "epoch_id": epoch, "adaptation_id": number}
    return [
        {"type": "task_begun", **task, "dependencies": [TASK]},
        {"type": "elements", **task, "set": "oAdaptation", "rows": [row]},
    ]


def _file(role: str, name: str, epoch: int | None = None) -> dict[str, object]:
    content = uuid.uuid5(uuid.NAMESPACE_URL, name).hex * 2
    file = {"type": "file", **TASK, "role": role, "name": name, "path": "/scratch", "size": 4096}
    return {**file, "sha256": content, **({} if epoch is None else {"epoch": epoch})}


def _weights(number: int, saved: int) -> str:
    return f"weights-{number:04}-{saved}.keras"


def _expect(expected: object, found: object) -> None:
    if found != expected:
        raise RuntimeError(f"expected {expected}, found {found}")
