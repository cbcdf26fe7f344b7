"""Questions: curves, overlays, the run table, joins."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

from figures import Figure, timed, times
from place import directory
from server import Server, finished

ROUNDS = 30
JOIN = {
    "dataflow": "bench-join",
    "source": "itrainingmodel",
    "target": "oadaptation",
    "include": ["otrainingmodel"],
}


def curve() -> list[Figure]:
    """A million steps as 2,500 points while 20,000 values/s come in; no extreme is lost."""
    with directory("curve", "store") as data, Server(data) as server:
        run = _number(server, "SELECT id FROM public.dataflow_execution WHERE tag = 'million-0'")
        path = f"/api/v1/series?executions={run}&y=loss&x=step&points=2500"
        quiet = timed(lambda: server.get(path), ROUNDS)
        background = server.begin_rate(seconds=20)
        busy = timed(lambda: server.get(path), ROUNDS)
        finished(background)
        series = server.get(path)["series"][0]
        least, greatest = server.sql(
            f"""SELECT min(loss), max(loss) FROM "bench-000".otrainingstep s
            JOIN public.task t ON t.id = s.trainingmodel_task_id WHERE t.execution_id = {run}"""
        )[0]
    _expect(1_000_000, series["points_total"])
    _expect((least, greatest), (min(series["y"]), max(series["y"])))
    return [
        *times("a curve", quiet, goal=50),
        *times("a curve while 20,000 values/s come in", busy, goal=50),
    ]


def overlay() -> list[Figure]:
    """100 executions of 100 epochs, beside executions of a million steps."""
    with directory("overlay", "store") as data, Server(data) as server:
        found = server.sql(
            """SELECT e.id FROM public.dataflow_execution e JOIN public.dataflow d ON d.id = e.df_id
            WHERE d.tag = 'bench-join' ORDER BY e.id LIMIT 100"""
        )
        ids = ",".join(str(row[0]) for row in found)
        path = f"/api/v1/series?executions={ids}&y=loss&x=epoch"
        taken = timed(lambda: server.get(path), ROUNDS // 3, warmup=3)
        series = server.get(path)["series"]
    _expect([100] * 100, [len(each["y"]) for each in series])
    return times("100 curves of 100 epochs", taken, goal=50)


def table() -> list[Figure]:
    """1,000 rows of a run table of 2,000, with a filter."""
    where = "param.learning_rate < 0.05 and (metric.loss.last < 1.09 or status = 'RUNNING')"
    with directory("table", "store") as data, Server(data) as server:
        path = "/api/v1/executions?" + urlencode({"where": where, "limit": 1000}, quote_via=quote)
        taken = timed(lambda: server.request("GET", path), ROUNDS)
        rows = server.get(path)["items"]
        ordered = path + "&order=metric.loss.last"
        by_metric = timed(lambda: server.request("GET", ordered), ROUNDS // 2, warmup=3)
    _expect(1_000, len(rows))
    return [
        *times("1,000 rows, filtered", taken, goal=100),
        *times("the same ordered by a metric", by_metric, goal=100),
    ]


def join() -> list[Figure]:
    """Three sets of 1,000 executions of 100 epochs, joined by task."""
    few = {
        "attribute": "new_lrate",
        "set": "oadaptation",
        "operator": "<",
        "value": 0.0001,
    }
    mean = [
        {"set": "itrainingmodel", "attribute": "optimizer_name"},
        {
            "set": "otrainingmodel",
            "attribute": "loss",
            "aggregate": "avg",
            "as": "loss",
        },
    ]
    with directory("join", "store") as data, Server(data) as server:
        text = _text("oadaptation.new_lrate < 0.0001")
        selected = timed(lambda: _interface(server, text), ROUNDS)
        _expect(
            _joined(server, "a.new_lrate < 0.0001"),
            _interface(server, text).count(b"\n") - 1,
        )
        group = [{"set": "itrainingmodel", "attribute": "optimizer_name"}]
        grouped = timed(lambda: _query(server, projection=mean, group=group), ROUNDS)
        counted = timed(lambda: _query(server, selection=few, limit=1_000), ROUNDS)
        everything = timed(lambda: _interface(server, _text()), 5, warmup=2)
        _expect(_joined(server, "true"), _interface(server, _text()).count(b"\n") - 1)
    return [
        *times("10,000 rows of the 100,000, as CSV", selected, goal=100),
        *times("1,000 rows, as JSON", counted, goal=100),
        *times("means of all, grouped", grouped, goal=100),
        *times("all 100,000 rows, as CSV", everything),
    ]


def _text(selection: str = "") -> bytes:
    lines = [
        "mapping(physical)",
        "source(itrainingmodel)",
        "target(oadaptation)",
        "include(otrainingmodel)",
        "projection(itrainingmodel.learning_rate; otrainingmodel.epoch; otrainingmodel.loss;"
        " oadaptation.new_lrate)",
        *([f"selection({selection})"] if selection else []),
    ]
    return "\n".join(lines).encode()


def _interface(server: Server, text: bytes) -> bytes:
    return server.request("POST", "/query_interface/bench-join/0", text)


def _query(server: Server, **members: object) -> bytes:
    body = json.dumps({**JOIN, **members}).encode()
    return server.request("POST", "/api/v1/query", body, **{"Content-Type": "application/json"})


def _joined(server: Server, condition: str) -> int:
    return _number(
        server,
        f"""SELECT count(*) FROM "bench-join".itrainingmodel i
        JOIN "bench-join".otrainingmodel o ON o.trainingmodel_task_id = i.trainingmodel_task_id
        JOIN "bench-join".oadaptation a ON a.adaptation_task_id = o.adaptation_task_id
        WHERE {condition}""",
    )


def _number(server: Server, sql: str) -> int:
    return int(server.sql(sql)[0][0])


def _expect(expected: object, found: object) -> None:
    if found != expected:
        raise RuntimeError(f"expected {expected}, found {found}")
