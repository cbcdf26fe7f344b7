"""The caller's side: how long a call of the capture library takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from figures import Figure, percentile
from place import ROOT, directory
from server import Server

CALLS = 10_000
WARMUP = 100
BUSY_MICROSECONDS = 1_000


def capture() -> list[Figure]:
    """Five scalars: the server down, then up with the shipper at work and the trainer busy."""
    with directory("capture", "store") as data:
        spool = data / "spool-down"
        down = _figures("server down", _call(spool, "http://127.0.0.1:9"), 100)
        lines = sum(path.read_bytes().count(b"oTrainingStep") for path in spool.glob("*.ndjson"))
        _expect(CALLS + WARMUP, lines)
        with Server(data) as server:
            up = _figures("server up", _call(data / "spool-up", server.url), 250)
            count = 'SELECT count(*) FROM "bench-caller".otrainingstep'
            deadline = time.monotonic() + 60
            while server.sql(count)[0][0] < CALLS + WARMUP and time.monotonic() < deadline:
                time.sleep(0.1)
            _expect(CALLS + WARMUP, server.sql(count)[0][0])
    return [*down, *up]


def _call(spool: Path, url: str) -> list[float]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "python" / "src"),
        "CNNPROV_SPOOL": str(spool),
        "CNNPROV_URL": url,
    }
    command = [sys.executable, Path(__file__).with_name("caller.py")]
    arguments = [str(CALLS), str(BUSY_MICROSECONDS)]
    done = subprocess.run(
        [*command, *arguments], env=environment, stdout=subprocess.PIPE, check=True
    )
    taken: list[float] = json.loads(done.stdout)
    return taken


def _figures(when: str, taken: list[float], goal_p99: float) -> list[Figure]:
    return [
        Figure(f"a call, {when}, p50", percentile(taken, 0.5) * 1e6, "µs", 20),
        Figure(f"a call, {when}, p99", percentile(taken, 0.99) * 1e6, "µs", goal_p99),
    ]


def _expect(expected: int, found: int) -> None:
    if found != expected:
        raise RuntimeError(f"{expected} calls returned, {found} records are kept")
