"""What capture costs a training, whatever the server does; beside W&B offline and MLflow.

    python benchmarks/overhead/run.py [steps] [epochs] [pairs] [peers] [frameworks]

Prints a table for each part asked for, by default all, and exits with 1 where a limit does not
hold. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import math
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from training import bytes_in

HERE = Path(__file__).parent
WAYS = ("up", "down", "503", "slow", "cut")
STEP_SECONDS, STEPS, STEP_LIMIT = 0.018, 500, 0.01
EPOCH_SECONDS, EPOCHS, EPOCH_LIMIT = 10.0, 8, 0.001
PAIRS, PAIR_STEPS = 6, 1500
"""So many steps that what starts beside the first ones is a small part of them."""
FRAMEWORKS = ("torch", "lightning", "transformers", "keras")
OURS = ("cnnprov", *FRAMEWORKS)
T_95 = {5: 2.571, 7: 2.365}  # two-sided, by degrees of freedom
PR_SET_CHILD_SUBREAPER = 36
SHIPPER_SECONDS = 3
"""How long a shipper may go on after its training before it is ended."""

Row = tuple[str, str, dict[str, float]]


@dataclass
class Training:
    """A training that runs, with its spool; what it leaves behind becomes our child."""

    tool: str
    way: str
    process: subprocess.Popen[bytes]
    directory: Path


class Server:
    """A misbehaving server, or none."""

    def __init__(self, way: str) -> None:
        self.process = None
        self.url = "http://127.0.0.1:9"
        if way != "down":
            self.process = subprocess.Popen(
                [sys.executable, HERE / "misbehaving.py", way],
                stdout=subprocess.PIPE,
                text=True,
            )
            assert self.process.stdout is not None
            self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}"

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait()


def start(
    tool: str,
    url: str,
    way: str,
    units: int,
    seconds: float,
    kind: str,
    program: str = "training.py",
) -> Training:
    """Start a training of so many units, each of so many seconds."""
    directory = Path(tempfile.mkdtemp(prefix="overhead-"))
    environment = {
        **os.environ,
        "CNNPROV_URL": url,
        "CNNPROV_SPOOL": str(directory / "spool"),
        "OVERHEAD_RESULT": str(directory / "result.json"),
    }
    command = [
        sys.executable,
        HERE / program,
        tool,
        str(units),
        str(seconds),
        kind,
    ]
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=directory,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    return Training(tool, way, process, directory)


def finish(training: Training) -> dict[str, float]:
    """Wait for it, end its shipper, and return its costs in seconds."""
    _, said = training.process.communicate()
    if training.process.returncode:
        raise SystemExit(f"{training.tool} failed:\n{said.decode()[-2000:]}")
    result: dict[str, float] = json.loads((training.directory / "result.json").read_text())
    spool = training.directory / "spool"
    result["shipper_cpu"] = _shipper_cpu(spool) if spool.exists() else 0.0
    shutil.rmtree(training.directory, ignore_errors=True)
    return result


def _shipper_cpu(spool: Path) -> float:
    """Processor seconds of the shipper from its start; it is ended where it still waits."""
    deadline = time.monotonic() + SHIPPER_SECONDS
    lock = spool / "shipper.lock"
    while time.monotonic() < deadline:
        with suppress(OSError, ValueError):
            ended, _, used = os.wait4(int(lock.read_text()), os.WNOHANG)
            if ended:
                return used.ru_utime + used.ru_stime
        time.sleep(0.02)
    process = int(lock.read_text())
    os.kill(process, signal.SIGTERM)
    _, _, used = os.wait4(process, 0)
    return used.ru_utime + used.ru_stime


def show(title: str, rows: list[Row], limit: float) -> bool:
    """Print what each cost; whether CNNProv's calls and processor time stay below the limit."""
    print(f"\n{title}; limit for CNNProv {limit:.1%}. CPU, at most: calls as long as they last,")
    print("other threads, and what other processes take in the second half, when all have started;")
    print("shipper: all that it takes.")
    names = ("tool", "server", "calls", "CPU", "median", "p99", "worst", "shipper")
    print("{:13} {:6} {:>9} {:>9} {:>9} {:>9} {:>9} {:>8}".format(*names))
    holds = True
    for tool, way, cost in rows:
        calls = cost["in_calls"] / cost["wall"]
        processor = calls + cost["threads_cpu"] / cost["wall"] + cost["beside_share"]
        holds &= tool not in OURS or max(calls, processor) < limit
        times = " ".join(f"{cost[name] * 1e6:6.0f} µs" for name in ("median", "p99", "worst"))
        print(
            f"{tool:13} {way:6} {calls:9.4%} {processor:9.3%} {times} {cost['shipper_cpu']:6.2f} s"
        )
    return holds


def steps() -> bool:
    """Five scalars at each step, whatever the server does."""
    rows = []
    for way in WAYS:
        server = Server(way)
        cost = finish(start("cnnprov", server.url, way, STEPS, STEP_SECONDS, "steps"))
        rows.append(("cnnprov", way, cost))
        server.stop()
    return show(f"{STEPS} steps of 18 ms, five scalars each", rows, STEP_LIMIT)


def epochs() -> bool:
    """A row each epoch, whatever the server does; all at once, since they wait in between."""
    servers = {way: Server(way) for way in WAYS}
    running = [
        start("cnnprov", server.url, way, EPOCHS, EPOCH_SECONDS, "epochs")
        for way, server in servers.items()
    ]
    rows = [(training.tool, training.way, finish(training)) for training in running]
    for server in servers.values():
        server.stop()
    return show(f"{EPOCHS} epochs of 10 s", rows, EPOCH_LIMIT)


def peers() -> bool:
    """The same steps reported to other tools, as their documentation has it."""
    rows = []
    for tool in ("plain", "cnnprov", "wandb", "mlflow", "mlflow-async"):
        if not _has(tool.removesuffix("-async")):
            print(f"{tool}: not installed here")
            continue
        server = Server("up")
        cost = finish(start(tool, server.url, "up", STEPS // 2, STEP_SECONDS, "steps"))
        rows.append((tool, "up", cost))
        server.stop()
    return show(f"{STEPS // 2} steps of 18 ms, five scalars each", rows, STEP_LIMIT)


def _has(package: str) -> bool:
    return package == "plain" or importlib.util.find_spec(package) is not None


def frameworks() -> bool:
    """What the integration of each framework takes, with what it does at every step.

    An epoch of some 10 s has 17 steps in the published experiments, whose epochs its goal comes
    from. Steps of 18 ms have their own goal, whether they are kept or their epochs alone.
    """
    holds = True
    rows: list[Row] = []
    for kind, steps, seconds, limit, title in (
        ("steps", 300, STEP_SECONDS, STEP_LIMIT, "300 steps of 18 ms, each of them captured"),
        ("epochs", 17, 0.6, EPOCH_LIMIT, "Epochs of 17 steps of 0.6 s, as AlexNet on Flowers-17"),
        ("epochs", 550, STEP_SECONDS, STEP_LIMIT, "Epochs of 550 steps of 18 ms"),
    ):
        server = Server("up")
        rows = []
        for tool in FRAMEWORKS:
            if not _has(tool):
                print(f"{tool}: not installed here")
                continue
            training = start(tool, server.url, "up", steps, seconds, kind, "frameworks.py")
            rows.append((tool, "up", finish(training)))
        server.stop()
        holds &= show(title, rows, limit)
    _show_shortest(rows)
    return holds


def _show_shortest(rows: list[Row]) -> None:
    """Print from which length on steps leave an epoch of 10 s below its limit, by these calls."""
    for tool, _, cost in rows:
        left = EPOCH_LIMIT - cost["threads_cpu"] / cost["wall"] - cost["beside_share"]
        shortest = cost["in_calls"] / cost["steps"] / left if left > 0 else math.inf
        print(f"{tool:13} below {EPOCH_LIMIT:.1%} with steps of {shortest * 1000:.0f} ms or more")


def pairs() -> bool:
    """Wall times of the same work with and without capture, one after the other, server up."""
    os.environ["OVERHEAD_BLOCK"] = str(bytes_in(STEP_SECONDS))
    differences = []
    server = Server("up")
    for number in range(PAIRS):
        order = ("plain", "cnnprov") if number % 2 else ("cnnprov", "plain")
        walls = {}
        for tool in order:
            training = start(tool, server.url, "up", PAIR_STEPS, STEP_SECONDS, "steps")
            walls[tool] = finish(training)["wall"]
        differences.append(walls["cnnprov"] / walls["plain"] - 1)
    server.stop()
    mean = statistics.mean(differences)
    half = T_95[PAIRS - 1] * statistics.stdev(differences) / math.sqrt(PAIRS)
    compared = f"{PAIRS} pairs of {PAIR_STEPS} steps"
    print(f"\nPaired wall times, {compared}: {mean:+.2%} ± {half:.2%} (95 %)")
    return True


PARTS = {
    "steps": steps,
    "epochs": epochs,
    "pairs": pairs,
    "peers": peers,
    "frameworks": frameworks,
}

if __name__ == "__main__":
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    asked = sys.argv[1:] or list(PARTS)
    held = [PARTS[part]() for part in asked]
    sys.exit(0 if all(held) else 1)
