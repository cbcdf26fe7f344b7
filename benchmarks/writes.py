"""What comes in: native batches, DfAnalyzer's messages, and when it can be seen."""

from __future__ import annotations

from figures import Figure
from place import KEPT, directory
from server import Server


def ingest() -> list[Figure]:
    """One client, batches of 2,000 steps of five scalars, each answered when it is durable."""
    with directory("ingest", "store") as data, Server(data) as server:
        single = server.load("steps", rows=1, steps=200_000, warmup=40)
        joined = server.load("steps", rows=2_000, steps=300_000, warmup=40)
    return [
        _rate("an event a step, as the Python library writes", single),
        _rate("2,000 steps in an event", joined),
        Figure("a batch of 2,000 events, p99", single["batch_p99_ms"], "ms"),
    ]


def tasks() -> list[Figure]:
    """DfAnalyzer's task posts, half of them to one of 100,000 existing tasks."""
    with directory("tasks", "store") as data, Server(data) as server:
        at_64 = server.load("tasks", connections=64, messages=60_000, warmup=20_000)
        at_16 = server.load("tasks", connections=16, messages=40_000, warmup=2_000)
    return [
        Figure("posts, 64 connections", at_64["posts_per_second"], "/s", 5_000, least=True),
        Figure("a post, 64 connections, p99", at_64["post_p99_ms"], "ms"),
        Figure("posts, 16 connections", at_16["posts_per_second"], "/s"),
        Figure("a post, 16 connections, p50", at_16["post_p50_ms"], "ms"),
        Figure("a post, 16 connections, p99", at_16["post_p99_ms"], "ms", 25),
    ]


def visible() -> list[Figure]:
    """From the acknowledgement of a step to the answer of SQL that holds it."""
    with directory("visible", "store") as data, Server(data) as server:
        quiet = server.load("visible")
        background = server.begin_rate(seconds=20)
        busy = server.load("visible", rounds=500, warmup=100)
        background.kill()
        background.communicate()
    return [
        Figure("a step stored durably, p50", quiet["stored_p50_ms"], "ms"),
        Figure("visible to SQL after it, p50", quiet["visible_p50_ms"], "ms"),
        Figure("visible to SQL after it, p99", quiet["visible_p99_ms"], "ms", 50),
        Figure(
            "the same while 20,000 values/s come in, p99",
            busy["visible_p99_ms"],
            "ms",
            50,
        ),
    ]


def heard() -> list[Figure]:
    """From the acknowledgement of a step to the event at one of 200 listeners."""
    with directory("heard", "store") as data, Server(data) as server:
        quiet = server.load("heard")
        background = server.begin_rate(seconds=60)
        busy = server.load("heard")
        background.kill()
        background.communicate()
    return [
        Figure("told to a listener, p50", quiet["heard_p50_ms"], "ms"),
        Figure("told to a listener, p99", quiet["heard_p99_ms"], "ms", 100),
        Figure("the same while 20,000 values/s come in, p99", busy["heard_p99_ms"], "ms", 100),
    ]


def flat() -> list[Figure]:
    """What a value costs on stores of several sizes, and with 1,000 executions at once."""
    with directory("flat-small") as data, Server(data) as server:
        server.load("steps", rows=1, steps=20_000, warmup=0)
        small = server.load("steps", rows=1, steps=200_000, warmup=40)
    costs = [_cost("10⁵ values stored", small)]
    stores = {"store": "10⁷ values stored", "store-large": "10⁸ values stored"}
    for kept, size in stores.items():
        if (KEPT / kept).exists():
            with directory("flat-large", kept) as data, Server(data) as server:
                at_size = server.load("steps", rows=1, steps=200_000, warmup=40)
            costs.append(_cost(size, at_size, small))
    with directory("flat-many", "store") as data, Server(data) as server:
        one = server.load("executions", executions=16, batch=500, rounds=40)
        many = server.load("executions", executions=1_000, batch=50, rounds=8)
    return [
        *costs,
        _cost("16 executions at once", one),
        _cost("1,000 executions at once", many, one),
    ]


def _rate(what: str, load: dict[str, float]) -> Figure:
    return Figure(what, load["values_per_second"], "values/s", 200_000, least=True)


def _cost(what: str, load: dict[str, float], compared: dict[str, float] | None = None) -> Figure:
    goal = None if compared is None else 1.5 * 1e6 / compared["values_per_second"]
    return Figure(f"a value, {what}", 1e6 / load["values_per_second"], "µs", goal)
