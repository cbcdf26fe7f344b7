"""The executions that exports are tested on, sent to the real server and written to files.

All golden batches of `spec/` (odd characters, NaN, missing values, several ranks, resumed,
aborted, transformations of a domain), a whole script in each dialect of DfAnalyzer, the trainings
of `spec/questions` (finished, failed, running), and trainings of 0 to 300 epochs.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SPEC = Path(__file__).parents[3] / "spec"
EPOCHS = (0, 1, 2, 30, 300)
MADE = tuple(f"epochs-{epochs}" for epochs in EPOCHS)
DETAILS = ("element", "run", "value")
_SECONDS_OF_A_DAY = 24 * 60 * 60


def store(url: str) -> None:
    """Sends all of it."""
    for folder in ("golden/batches", "questions"):
        for batch in sorted((SPEC / folder).glob("*.ndjson")):
            _post(f"{url}/api/v1/batches", batch.read_bytes(), "application/x-ndjson")
    for file in dialects():
        for request in json.loads(file.read_text())["requests"]:
            _post(url + request["path"], _body(request).encode(), "application/json")
    for epochs in EPOCHS:
        _post(f"{url}/api/v1/batches", training(epochs), "application/x-ndjson")


def dialects() -> list[Path]:
    """A whole script in each dialect of DfAnalyzer, and as text."""
    return sorted((SPEC / "golden/dfanalyzer").rglob("sequence.json"))


def executions(url: str) -> list[dict[str, Any]]:
    """As the server lists them."""
    found: list[dict[str, Any]] = json.loads(get(f"{url}/api/v1/executions?limit=1000"))["items"]
    return found


def exported(url: str, execution: int, name: str, detail: str = "element") -> bytes:
    """The document of an execution."""
    return get(f"{url}/api/v1/executions/{execution}/provenance?format={name}&detail={detail}")


def get(url: str) -> bytes:
    """What the server answers."""
    with urllib.request.urlopen(url, timeout=60) as answer:
        content: bytes = answer.read()
    return content


def training(epochs: int) -> bytes:
    """A batch: the rate changes every ten epochs, what is saved every five; a test at the end."""
    lines: list[dict[str, Any]] = [{"producer": str(uuid.UUID(int=epochs)), "first": 0}]
    for second, event in enumerate(_training(epochs)):
        at = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        assert second < _SECONDS_OF_A_DAY
        lines.append({"at": f"2026-11-23T{at}.000250Z", **event})
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def _training(epochs: int) -> Iterator[dict[str, Any]]:
    task = {"transformation": "TrainingModel", "task": "1"}
    yield {"type": "dataflow_declared", "dataflow": {"tag": "made-df", "predefined": True}}
    yield {
        "type": "execution_started",
        "dataflow": "made-df",
        "execution": f"epochs-{epochs}",
        "person": {"name": "bob", "email": "bob@example.org"},
        "machine": {"host": "node 3"},
        "program": {"name": "train.py", "framework": "keras 3"},
    }
    yield {
        "type": "environment",
        "packages": {"keras": "3.15.1"},
        "git": {"commit": "0a1b", "dirty": False},
        "variables": {"SLURM_JOB_ID": "4711"},
    }
    yield {"type": "task_begun", **task}
    yield {"type": "file", **task, **_file("input", "flowers.npz", "d" * 64)}
    settings = {"learning_rate": 0.01, "seed": 5, "optimizer_name": None}
    yield {"type": "elements", **task, "set": "iTrainingModel", "rows": [settings]}
    for epoch in range(1, epochs + 1):
        yield from _epoch(task, epoch)
    yield {"type": "task_ended", **task, "status": "FINISHED"}
    testing = {"transformation": "TestingModel", "task": "1"}
    yield {"type": "task_begun", **testing, "dependencies": [task]}
    yield {"type": "elements", **testing, "set": "oTestingModel", "rows": [{"accuracy": 0.5}]}
    yield {"type": "task_ended", **testing, "status": "FINISHED"}
    yield {"type": "execution_ended", "status": "FINISHED"}


def _epoch(task: dict[str, Any], epoch: int) -> Iterator[dict[str, Any]]:
    loss = "NaN" if epoch % 7 == 0 else 1 / epoch
    metrics = {"epoch": epoch, "loss": loss, "f1": 0.5, "elapsed_time": 0.5}
    yield {"type": "elements", **task, "set": "oTrainingModel", "rows": [metrics]}
    if epoch % 5 == 0:
        # Every other one holds what the one before held.
        file = _file("output", "w.keras", f"e{epoch // 10:063}")
        yield {"type": "file", **task, **file, "size": 7, "epoch": epoch}
    if epoch % 10 == 0:
        number = epoch // 10
        adaptation = {"transformation": "Adaptation", "task": str(number)}
        change = {
            "new_lrate": 0.01 / (1 + epoch),
            "epoch_id": epoch + 1,
            "adaptation_id": number,
            "kind": "callback",
        }
        yield {"type": "task_begun", **adaptation, "dependencies": [task]}
        yield {"type": "elements", **adaptation, "set": "oAdaptation", "rows": [change]}
        yield {"type": "task_ended", **adaptation, "status": "FINISHED"}


def _file(role: str, name: str, sha256: str) -> dict[str, Any]:
    return {"role": role, "name": name, "path": "/data", "sha256": sha256}


def _body(request: dict[str, Any]) -> str:
    if "text" in request:
        return "".join(line + "\n" for line in request["text"])
    return str(request["raw"]) if "raw" in request else json.dumps(request["body"])


def _post(url: str, body: bytes, media_type: str) -> None:
    request = urllib.request.Request(url, body, {"Content-Type": media_type}, method="POST")
    try:
        urllib.request.urlopen(request, timeout=60).close()
    except urllib.error.HTTPError as refused:
        refused.close()  # Some golden messages are there to be refused.
