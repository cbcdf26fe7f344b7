"""Runs the matrix: each configuration in each way, in random order within a block.

A block is one repetition of one configuration; it holds each way once, so that ways are compared
within it. What was measured is captured itself, as tasks of dataflow experiments-df: that is what
says, after an interruption, which runs are done.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import cnnprov

from place import ExperimentFailed, Place, deliver, script_of, serving
from sizes import Cell, Network

DATAFLOW = "experiments-df"
DONE = f"""select i.network, i.way, i.repetition, i.epochs, i.rate, i.optimizer, i.momentum, i.decay
from "{DATAFLOW}".ds_irun i join "{DATAFLOW}".ds_orun o on o.run_task_id = i.run_task_id"""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Run:
    """One training to measure."""

    network: str
    way: str
    repetition: int
    cell: Cell

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it apart from all others, as DONE answers it."""
        return (self.network, self.way, self.repetition, *asdict(self.cell).values())


@dataclass(frozen=True)
class Servers:
    """The server that stores what is captured, and that of the published way."""

    url: str
    process: int
    posts_url: str
    posts_process: int


def measure(place: Place, repetitions: int, epochs: int | None, only: str | None) -> None:
    """Make all runs of the matrix that are not done yet."""
    networks = {network.name: network for network, _ in place.size.networks}
    for name, network in networks.items():
        if only in (None, name):
            place.data(network)
    spool = place.folder / "measured" / "spool"
    with serving(place.folder / "measured") as (url, process), _posts(place) as (posts, pid):
        servers = Servers(url, process, f"http://127.0.0.1:{posts}", pid)
        os.environ |= {"CNNPROV_URL": url, "CNNPROV_SPOOL": str(spool), "CNNPROV_RESOURCES": "0"}
        if spool.exists():
            deliver(spool, url)
        done = _done()
        todo = [run for run in planned(place, repetitions, epochs, only) if run.key not in done]
        print(f"{len(done)} runs are done, {len(todo)} are left", flush=True)
        if todo:
            _run_all(place, servers, networks, todo)
        deliver(spool, url)


def planned(place: Place, repetitions: int, epochs: int | None, only: str | None) -> list[Run]:
    """All runs in their order, the same each time."""
    order = random.Random(place.size.name)
    runs = []
    for network, cells in place.size.networks:
        for repetition in range(1, repetitions + 1):
            for cell in cells if epochs is None else (Cell(epochs),):
                block = [Run(network.name, way, repetition, cell) for way in place.size.ways]
                order.shuffle(block)
                runs += block if only in (None, network.name) else []
    return runs


def _run_all(place: Place, servers: Servers, networks: dict[str, Network], todo: list[Run]) -> None:
    took: dict[tuple[str, int], list[float]] = {}
    warm: dict[str, float] = {}
    with cnnprov.execution(DATAFLOW, hyperparameters={"size": place.size.name}) as execution:
        for number, run in enumerate(todo):
            if run.network not in warm:
                print(f"{run.network}: a run to warm up, not measured", flush=True)
                began = time.monotonic()
                _measured(place, servers, networks[run.network], run)
                warm[run.network] = time.monotonic() - began
            left = _left(todo[number:], took, warm)
            began = time.monotonic()
            result = _measured(place, servers, networks[run.network], run)
            with execution.task("Run") as task:
                task.use("iRun", **_configuration(run))
                task.produce("oRun", **result["figures"])
                for kind, call in result["calls"].items():
                    task.produce("oCalls", kind=kind, **call)
            took.setdefault((run.network, run.cell.epochs), []).append(time.monotonic() - began)
            wall = result["figures"]["wall_seconds"]
            print(
                f"{number + 1:4}/{len(todo)}  {run.network:8} {run.way:10} "
                f"repetition {run.repetition:2}  {wall:7.2f} s  {left}",
                flush=True,
            )


def _configuration(run: Run) -> dict[str, object]:
    return {
        "network": run.network,
        "way": run.way,
        "repetition": run.repetition,
        **asdict(run.cell),
    }


def _measured(place: Place, servers: Servers, network: Network, run: Run) -> dict[str, dict]:
    """One run: its figures, and its calls into capture."""
    folder = place.folder / "measured" / "run"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    environment = place.environment(
        CNNPROV_URL=servers.url,
        CNNPROV_SPOOL=str(folder / "spool"),
        EXPERIMENTS_RESULT=str(folder / "result.json"),
        EXPERIMENTS_POSTS=servers.posts_url,
    )
    meter = [sys.executable, str(Path(__file__).with_name("meter.py")), str(folder / "spool")]
    command = [sys.executable, str(script_of(network)), str(place.data(network))]
    command += [*network.options, *run.cell.arguments(), "--way", run.way]
    before = _cpu(servers.process), _cpu(servers.posts_process)
    costs = json.loads(_output_of([*meter, *command], environment, folder / "log"))
    costs["server_cpu"] = _cpu(servers.process) - before[0]
    costs["posts_cpu"] = _cpu(servers.posts_process) - before[1]
    result = json.loads((folder / "result.json").read_text())
    return {"figures": {**costs, **_told(result)}, "calls": result["calls"]}


def _output_of(command: list[str], environment: dict[str, str], errors: Path) -> bytes:
    """What the command prints; it ends with us, and so does what it runs."""
    with errors.open("wb") as log:
        process = subprocess.Popen(
            command, env=environment, stdout=-1, stderr=log, start_new_session=True
        )
    try:
        output, _ = process.communicate()
    except BaseException:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        raise
    if process.returncode:
        text = errors.read_text()[-3_000:]
        raise ExperimentFailed(f"{' '.join(command)} ended with {process.returncode}:\n{text}")
    return output


def _told(result: dict) -> dict[str, object]:
    """What a training says of itself, as figures of its run."""
    calls = result["calls"].values()
    return {
        "calls_seconds": sum(call["seconds"] for call in calls),
        "calls_cpu": sum(call["cpu_seconds"] for call in calls),
        "weights": result["weights"],
        "parameters": result["parameters"],
        "examples": result["examples"],
        "last_loss": result["history"]["loss"][-1],
        **{f"test_{name}": value for name, value in result["tested"].items()},
    }


def _cpu(process: int) -> float:
    """Processor seconds of a process until now."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _done() -> set[tuple[object, ...]]:
    try:
        return set(cnnprov.sql(DONE, limit=1_000_000))
    except cnnprov.RequestRefused:  # nothing was measured yet
        return set()


def _left(todo: list[Run], took: dict[tuple[str, int], list[float]], warm: dict[str, float]) -> str:
    """The time that the runs behind the first one take, as far as their like is known."""
    seconds, unknown = 0.0, set()
    for run in todo[1:]:
        known = took.get((run.network, run.cell.epochs))
        if known:
            seconds += sum(known) / len(known)
        elif run.network in warm:
            seconds += warm[run.network]
        else:
            unknown.add(run.network)
    beside = f", without {' and '.join(sorted(unknown))}" if unknown else ""
    return f"{seconds / 60:.0f} minutes left{beside}"


@contextmanager
def _posts(place: Place) -> Iterator[tuple[int, int]]:
    """The server of the published way: its port and its process' id."""
    script = Path(__file__).with_name("disk_server.py")
    messages = place.folder / "measured" / "posts"
    process = subprocess.Popen(
        [sys.executable, str(script), str(messages)],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline()), process.pid
    finally:
        process.terminate()
        process.wait()
