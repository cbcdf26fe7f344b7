"""Measure the server, row by row: `make bench`, or `make bench ONLY=ingest`.

Results go to benchmarks/results.json, and from there into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable

import capture
import life
import lineage
import others
import page
import place
import provenance
import reads
import report
import writes
from figures import Figure
from server import Server

ROWS: dict[str, Callable[[], list[Figure]]] = {
    "capture": capture.capture,
    "ingest": writes.ingest,
    "tasks": writes.tasks,
    "visible": writes.visible,
    "heard": writes.heard,
    "curve": reads.curve,
    "overlay": reads.overlay,
    "table": reads.table,
    "join": reads.join,
    "page": page.page,
    "lineage": lineage.lineage,
    "provenance": provenance.provenance,
    "disk": life.disk,
    "start": life.start,
    "memory": life.memory,
    "flat": writes.flat,
    "mlflow": others.mlflow,
    "wandb": others.wandb,
}
LARGE = "store-large"
STEPS_OF_LARGE = 9_000_000


def main() -> int:
    """Run the rows that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "only", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}; by default all"
    )
    parser.add_argument("--large", action="store_true", help="also on 10⁸ values, made first")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that no server is left behind
    fill("store")
    if options.large:
        fill(LARGE)
    for name in options.only or ROWS:
        measure(name)
    return 0


def fill(name: str) -> None:
    """Make a kept store where it is missing."""
    kept = place.KEPT / name
    if kept.exists():
        return
    print(f"Filling {kept} …", flush=True)
    with place.directory("fill") as data:
        with Server(data) as server:
            steps = STEPS_OF_LARGE if name == LARGE else 1_000_000
            server.load("fill", steps=steps)
            server.load("fill-tasks")
        shutil.move(data, kept)


def measure(name: str) -> None:
    """Run one row and keep what it found."""
    row = ROWS[name]
    print(f"{name}: {row.__doc__}", flush=True)
    begin = time.monotonic()
    load_before = os.getloadavg()[0]
    figures = row()
    for figure in figures:
        print(f"  {report.line(figure)}", flush=True)
    report.keep(
        name,
        {
            "title": row.__doc__,
            "date": datetime.date.today().isoformat(),
            "commit": place.commit(),
            "load_before": round(load_before, 1),
            "seconds": round(time.monotonic() - begin),
            "figures": [vars(figure) for figure in figures],
        },
    )


if __name__ == "__main__":
    sys.exit(main())
