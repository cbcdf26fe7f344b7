"""MLflow's client at the work that ours is measured at: URL DATABASE. Prints figures as JSON.

The million-step curve, the overlaid runs and the run table are put into the database of the
server directly, as the rows that its own calls leave: logging them would take minutes.
"""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
import sys
import time
import uuid
from urllib.parse import urlencode
from urllib.request import urlopen

import mlflow
from mlflow.entities import Metric

NAMES = ("loss", "accuracy", "learning_rate", "grad_norm", "throughput")
SYNCHRONOUS, ASYNCHRONOUS, BATCHES, POINTS_IN_BATCH = 100, 1_000, 20, 1_000
RUNS, EPOCHS, OVERLAID, STEPS, ROUNDS = 2_000, 100, 100, 1_000_000, 3


def main() -> None:
    """Do the work."""
    url, database = sys.argv[1:]
    mlflow.set_tracking_uri(url)
    mlflow.set_experiment("bench")
    with mlflow.start_run() as run:
        figures = _calls() | _ingest(run.info.run_id)
        points = SYNCHRONOUS * 5 + ASYNCHRONOUS * 5 + BATCHES * POINTS_IN_BATCH
        _expect(points, _count(database, run.info.run_id))
        runs, million = _fill(database, run.info.run_id)
        figures |= _reads(url, runs, million, run.info.experiment_id)
    json.dump(figures, sys.stdout)


def _calls() -> dict[str, float]:
    """`log_metrics` of five scalars, which waits for the server, and the one that does not."""
    figures = {}
    for synchronous, calls in ((True, SYNCHRONOUS), (False, ASYNCHRONOUS)):
        taken = []
        for step in range(calls):
            values = {name: random.random() for name in NAMES}
            begin = time.perf_counter()
            mlflow.log_metrics(values, step=step, synchronous=synchronous)
            taken.append(time.perf_counter() - begin)
        name = "synchronous" if synchronous else "asynchronous"
        figures[f"{name}_p50_ms"] = statistics.median(taken) * 1e3
        figures[f"{name}_p99_ms"] = sorted(taken)[int(len(taken) * 0.99)] * 1e3
    begin = time.perf_counter()
    mlflow.flush_async_logging()
    figures["asynchronous_drain_s"] = time.perf_counter() - begin
    return figures


def _ingest(run: str) -> dict[str, float]:
    client = mlflow.MlflowClient()
    begin = time.perf_counter()
    for batch in range(BATCHES):
        first = 1_000_000 + batch * POINTS_IN_BATCH
        now = int(time.time() * 1e3)
        points = [
            Metric("ingested", random.random(), now, first + i) for i in range(POINTS_IN_BATCH)
        ]
        client.log_batch(run, metrics=points)
    elapsed = time.perf_counter() - begin
    return {"points_per_second": BATCHES * POINTS_IN_BATCH / elapsed}


def _fill(database: str, template: str) -> tuple[list[str], str]:
    runs = [uuid.uuid4().hex for _ in range(RUNS)]
    million = uuid.uuid4().hex
    with sqlite3.connect(database) as store:
        store.execute("PRAGMA busy_timeout = 60000")
        store.row_factory = sqlite3.Row
        row = dict(store.execute("SELECT * FROM runs WHERE run_uuid = ?", (template,)).fetchone())
        for number, run in enumerate([*runs, million]):
            row |= {"run_uuid": run, "name": f"run-{number}", "start_time": number}
            row |= {"status": "FINISHED", "end_time": number + 1}
            marks = ", ".join("?" * len(row))
            store.execute(f"INSERT INTO runs VALUES ({marks})", tuple(row.values()))
            store.execute(
                "INSERT INTO params (key, value, run_uuid) VALUES ('learning_rate', ?, ?)",
                (str(10 ** -random.randint(1, 5)), run),
            )
        for run in runs:
            _metrics(store, run, EPOCHS)
        _metrics(store, million, STEPS)
    return runs, million


def _metrics(store: sqlite3.Connection, run: str, steps: int) -> None:
    columns = "key, value, timestamp, run_uuid, step, is_nan"
    rows = (("loss", random.random(), step, run, step, False) for step in range(steps))
    store.executemany(f"INSERT INTO metrics ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows)
    last = ("loss", random.random(), steps - 1, steps - 1, run, False)
    columns = "key, value, timestamp, step, run_uuid, is_nan"
    store.execute(f"INSERT INTO latest_metrics ({columns}) VALUES (?, ?, ?, ?, ?, ?)", last)


def _reads(url: str, runs: list[str], million: str, experiment: str) -> dict[str, float]:
    client = mlflow.MlflowClient()

    def history(ids: list[str]) -> None:
        asked = [("run_ids", run) for run in ids]
        asked += [("metric_key", "loss"), ("max_results", "2500")]
        path = "/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval?"
        with urlopen(url + path + urlencode(asked)) as answer:
            assert json.load(answer)["metrics"]

    def table() -> None:
        found = client.search_runs([experiment], "metrics.loss < 0.9", max_results=1_000)
        assert len(found) == 1_000

    return {
        "curve_ms": _median(lambda: history([million])),
        "overlay_ms": _median(lambda: history(runs[:OVERLAID])),
        "table_ms": _median(table),
    }


def _median(call) -> float:
    taken = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken) * 1e3


def _count(database: str, run: str) -> int:
    with sqlite3.connect(database) as store:
        found = store.execute("SELECT count(*) FROM metrics WHERE run_uuid = ?", (run,))
        return int(found.fetchone()[0])


def _expect(expected: int, found: int) -> None:
    if expected != found:
        raise RuntimeError(f"{expected} points were logged, {found} are stored")


if __name__ == "__main__":
    main()
