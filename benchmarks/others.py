"""What others need for the same work, where their packages are installed."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from figures import Figure, percentile
from place import OTHERS, directory, size

WORK = Path(__file__).with_name("other_tools")
START_SECONDS = 90
WANDB_CALLS, WANDB_BUSY_MICROSECONDS = 5_000, 1_000


def mlflow() -> list[Figure]:
    """MLflow's server on SQLite (its commits reach the disk) and client, at the same work."""
    if not _installed("mlflow"):
        return []
    with directory("mlflow") as data:
        database = data / "mlflow.db"
        server, url, startup = _start_mlflow(data, database)
        try:
            idle = _resident(server.pid)
            taken = _run("mlflow_work.py", url, str(database), cwd=data)
        finally:
            server.terminate()
            server.wait(60)
        points = 1_000_000 + 200_000
        disk = size(data) / points
    return [
        Figure("start to healthy", startup, "s"),
        Figure("idle memory, all its processes", idle / 1e6, "MB"),
        Figure(
            "log_metrics of 5 scalars, waits, p50",
            taken["synchronous_p50_ms"] * 1e3,
            "µs",
        ),
        Figure(
            "log_metrics of 5 scalars, waits, p99",
            taken["synchronous_p99_ms"] * 1e3,
            "µs",
        ),
        Figure("the same, asynchronous, p50", taken["asynchronous_p50_ms"] * 1e3, "µs"),
        Figure("the same, asynchronous, p99", taken["asynchronous_p99_ms"] * 1e3, "µs"),
        Figure(
            "until 1,000 asynchronous calls are stored",
            taken["asynchronous_drain_s"],
            "s",
        ),
        Figure(
            "log_batch of 1,000 points, one client",
            taken["points_per_second"],
            "points/s",
        ),
        Figure("a million-step curve as 2,500 points", taken["curve_ms"], "ms"),
        Figure("100 runs of 100 steps overlaid", taken["overlay_ms"], "ms"),
        Figure("1,000 runs of 2,000, filtered", taken["table_ms"], "ms"),
        Figure("disk for a point", disk, "bytes"),
    ]


def wandb() -> list[Figure]:
    """W&B's client, offline: a call returns when the record is with its writing process."""
    if not _installed("wandb"):
        return []
    with directory("wandb") as data:
        arguments = (str(WANDB_CALLS), str(WANDB_BUSY_MICROSECONDS))
        taken = _run("wandb_work.py", *arguments, cwd=data)
    return [
        Figure("log of 5 scalars, p50", percentile(taken, 0.5) * 1e6, "µs"),
        Figure("log of 5 scalars, p99", percentile(taken, 0.99) * 1e6, "µs"),
    ]


def _installed(package: str) -> bool:
    found = (OTHERS / package).exists()
    if not found:
        print(f"  {package} is not in {OTHERS}: left out (`make {OTHERS.parent}` makes it)")
    return found


def _run(program: str, *arguments: str, cwd: Path) -> Any:
    """What the program says in its last line, in JSON; those before are the tool's own."""
    command = [OTHERS / "python", WORK / program, *arguments]
    said = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, text=True, check=True).stdout
    return json.loads(said.splitlines()[-1])


def _start_mlflow(data: Path, database: Path) -> tuple[subprocess.Popen[bytes], str, float]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    store = [
        "--backend-store-uri",
        f"sqlite:///{database}",
        "--artifacts-destination",
        data / "a",
    ]
    begin = time.perf_counter()
    with (data / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [
                OTHERS / "mlflow",
                "server",
                "--host",
                "127.0.0.1",
                "--port",
                str(port),
                *store,
            ],
            cwd=data,
            env={**os.environ, "PATH": f"{OTHERS}:{os.environ['PATH']}"},
            stdout=log,
            stderr=log,
        )
    while time.perf_counter() - begin < START_SECONDS:
        try:
            with urlopen(f"{url}/health"):
                return server, url, time.perf_counter() - begin
        except (URLError, ConnectionError):
            time.sleep(0.05)
    server.terminate()
    raise RuntimeError(f"MLflow's server did not start:\n{(data / 'server.log').read_text()}")


def _resident(pid: int) -> int:
    """Bytes that the process and those it started have to themselves, shares divided."""
    total = 0
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            total = int(line.split()[1]) * 1024
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return total + sum(_resident(int(child)) for child in children)
