"""What the helper process, and `cnnprov run`, cost. Prints a table; needs Linux.

    .venv/test/bin/python benchmarks/observer.py

Each figure is a median of repetitions: milliseconds on the calling thread to begin and to end an
execution, with and without the helper; processor time of the helper for the environment, and for
each measurement of resources; what `cnnprov run true` adds to `true`.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from cnnprov._observer._environment import environment
from cnnprov._observer._resources import Resources

REPETITIONS = 15
BEGIN_AND_END = """
import time, sys
import cnnprov
cnnprov.execution("warm").end()
began = time.perf_counter()
run = cnnprov.execution("benchmark")
begun = time.perf_counter()
run.log(loss=1)
time.sleep(1)
ending = time.perf_counter()
run.end()
print((begun - began) * 1e3, (time.perf_counter() - ending) * 1e3)
"""


def processor_milliseconds(work: Callable[[], object]) -> float:
    """Of this process and its children, for one call."""

    def used() -> float:
        return sum(
            usage.ru_utime + usage.ru_stime
            for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        )

    before = used()
    work()
    return (used() - before) * 1e3


def begin_and_end(spool: str, seconds: str) -> tuple[float, float]:
    """Medians of the milliseconds to begin and to end."""
    told = {"CNNPROV_SPOOL": spool, "CNNPROV_URL": "http://127.0.0.1:9"}
    times = []
    for _ in range(REPETITIONS // 3):
        answer = subprocess.run(
            [sys.executable, "-c", BEGIN_AND_END],
            env={**os.environ, **told, "CNNPROV_RESOURCES": seconds},
            capture_output=True,
            text=True,
            check=True,
        )
        times.append(tuple(map(float, answer.stdout.split())))
    begins, ends = zip(*times, strict=True)
    return statistics.median(begins), statistics.median(ends)


def seconds_of(command: list[str], **variables: str) -> float:
    """Median wall time of a command."""
    times = []
    for _ in range(REPETITIONS):
        began = time.perf_counter()
        subprocess.run(command, env={**os.environ, **variables}, check=True)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    """Measure, and print."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as spool:
        for seconds, what in (("0", "without helper"), ("10", "with helper")):
            begin, end = begin_and_end(spool, seconds)
            print(f"execution {what}: begins in {begin:.1f} ms, ends in {end:.1f} ms")
        once = processor_milliseconds(lambda: environment(sys.executable, sys.path))
        print(f"environment: {once:.0f} ms of processor time in the helper")
        resources = Resources(os.getpid())
        many = processor_milliseconds(lambda: [resources.row() for _ in range(500)])
        print(f"a measurement of resources: {many / 500:.2f} ms of processor time in the helper")
        told = {"CNNPROV_SPOOL": spool, "CNNPROV_URL": "http://127.0.0.1:9"}
        plain = seconds_of(["true"])
        run = seconds_of([sys.executable, "-m", "cnnprov", "run", "true"], **told)
        print(f"`cnnprov run true` takes {run * 1e3:.0f} ms, `true` {plain * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
