"""One training whose work is of a known length, reported to one tool; prints what it cost.

    python training.py TOOL UNITS SECONDS KIND

TOOL is plain, cnnprov, wandb, mlflow or mlflow-async; KIND is epochs (waits between two reports)
or steps (computes between them; five scalars each).
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

Report = Callable[[int, dict[str, float]], object]
_BLOCK = bytes(4_000_000)
_ROUNDS = 20


@contextlib.contextmanager
def plain(kind: str) -> Iterator[Report]:
    yield lambda number, scalars: None


@contextlib.contextmanager
def with_cnnprov(kind: str) -> Iterator[Report]:
    import cnnprov

    with cnnprov.execution("overhead", hyperparameters={"learning_rate": 0.001}) as run:
        if kind == "steps":
            yield lambda number, scalars: run.log(step=number, **scalars)
        else:
            yield lambda number, scalars: run.log(**scalars)


@contextlib.contextmanager
def with_wandb(kind: str) -> Iterator[Report]:
    import wandb

    run = wandb.init(mode="offline", dir=tempfile.mkdtemp(), settings={"console": "off"})
    yield lambda number, scalars: run.log(scalars, step=number)
    run.finish()


@contextlib.contextmanager
def with_mlflow(kind: str, *, synchronous: bool = True) -> Iterator[Report]:
    import mlflow

    mlflow.set_tracking_uri(f"sqlite:///{tempfile.mkdtemp()}/mlflow.db")
    with mlflow.start_run():
        yield lambda number, scalars: mlflow.log_metrics(
            scalars, step=number, synchronous=synchronous
        )
        mlflow.flush_async_logging()


TOOLS = {
    "plain": plain,
    "cnnprov": with_cnnprov,
    "wandb": with_wandb,
    "mlflow": with_mlflow,
    "mlflow-async": lambda kind: with_mlflow(kind, synchronous=False),
}


def computing(seconds: float) -> Callable[[], object]:
    """Work of about this length on one core, without the interpreter's lock.

    OVERHEAD_BLOCK says how many bytes that is, where two trainings are compared.
    """
    size = int(os.environ.get("OVERHEAD_BLOCK") or bytes_in(seconds))
    block = bytes(size)
    return lambda: hashlib.sha256(block).digest()


def bytes_in(seconds: float) -> int:
    """How many bytes are hashed in this time."""
    began = time.perf_counter()
    for _ in range(_ROUNDS):
        hashlib.sha256(_BLOCK).digest()
    return int(len(_BLOCK) * seconds * _ROUNDS / (time.perf_counter() - began))


class Beside:
    """The other processes of a training: what they take once all have started.

    They are found by their environment, which names the file for the result.
    """

    def __init__(self) -> None:
        self._mark = f"OVERHEAD_RESULT={os.environ['OVERHEAD_RESULT']}".encode()
        self._began = 0.0
        self._before: dict[int, float] = {}

    def begin(self) -> None:
        """Count from now on."""
        self._before = self._seconds()
        self._began = time.perf_counter()

    def share(self) -> float:
        """Their processor time since then, as a share of the time that has passed."""
        passed = time.perf_counter() - self._began
        used = self._seconds()
        return sum(used[each] - self._before.get(each, 0.0) for each in used) / passed

    def _seconds(self) -> dict[int, float]:
        found = {}
        for process in map(int, filter(str.isdigit, os.listdir("/proc"))):
            with contextlib.suppress(OSError):
                variables = Path(f"/proc/{process}/environ").read_bytes().split(b"\0")
                if self._mark in variables and process != os.getpid():
                    found[process] = time.clock_gettime(_clock_of(process))
        return found


def _clock_of(process: int) -> int:
    """The clock of its processor time, in nanoseconds: clock_getcpuclockid(3) of Linux."""
    return ~process << 3 | 2


def main(tool: str, units: int, seconds: float, kind: str) -> None:
    work = computing(seconds) if kind == "steps" else functools.partial(time.sleep, seconds)
    in_calls: list[float] = []
    thread_before, process_before = time.thread_time(), time.process_time()
    with TOOLS[tool](kind) as report:
        beside = Beside()
        began = time.perf_counter()
        for number in range(1, units + 1):
            if number == units // 2 + 1:
                beside.begin()
            work()
            scalars = {"loss": 1 / number, "a": 0.1, "b": 0.2, "c": 0.3, "d": 0.4}
            before = time.perf_counter()
            report(number, scalars)
            in_calls.append(time.perf_counter() - before)
        wall = time.perf_counter() - began
        thread = time.thread_time() - thread_before
        others = time.process_time() - process_before - thread
        beside_share = beside.share()
    in_calls.sort()
    result = {
        "wall": wall,
        "in_calls": sum(in_calls),
        "median": in_calls[len(in_calls) // 2],
        "p99": in_calls[min(len(in_calls) - 1, len(in_calls) * 99 // 100)],
        "worst": in_calls[-1],
        "threads_cpu": others,
        "beside_share": beside_share,
    }
    Path(os.environ["OVERHEAD_RESULT"]).write_text(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4])
