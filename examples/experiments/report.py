"""Writes the report of what was measured and asked: Markdown, HTML, SVG, and Parquet.

Everything in it comes from the stores; where something was not run, it says so.
"""

from __future__ import annotations

import json
import os
import platform
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import asking
import figures
import measured
from figures import Bar
from html_page import page
from measured import COSTS, Row, Way
from place import Place, serving
from sizes import OURS, Network

HOOKS_LIMIT_PERCENT = 0.1
WALL_LIMIT_PERCENT = 1.0
SPENT_BY = {
    "calls_cpu": "calling thread",
    "shipper_cpu": "shipper",
    "helper_cpu": "helper process",
    "server_cpu": "server",
    "posts_cpu": "server of the posts",
}
SHOWN_ROWS = 8


def write(place: Place, folder: Path) -> bool:
    """Write the report of a size into a folder; whether all weights are those without capture."""
    same = True
    folder.mkdir(parents=True, exist_ok=True)
    with serving(place.folder / "measured") as (url, _):
        os.environ["CNNPROV_URL"] = url
        rows = measured.rows()
        parts = [_head(place, rows)]
        if rows:
            measured.keep_parquet(folder / f"{place.size.name}-runs.parquet")
            kinds = measured.calls()
            for network, _cells in place.size.networks:
                ways = measured.compared(rows, network.name)
                same &= all(way.same_weights for way in ways)
                parts.append(_of_network(place, folder, network, ways, rows, kinds))
        else:
            parts.append("No run was measured.\n")
    answers = place.folder / "answers.json"
    kept = json.loads(answers.read_text()) if answers.exists() else None
    parts.append(_of_questions(place, folder, kept))
    text = "\n".join(parts)
    (folder / f"{place.size.name}.md").write_text(text)
    (folder / f"{place.size.name}.html").write_text(page(text, folder))
    print(f"{folder / place.size.name}.md", flush=True)
    return same


def _head(place: Place, rows: list[Row]) -> str:
    lines = [f"# The published experiments, {place.size.name}", "", place.size.note + ".", ""]
    moment = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    facts = {
        "written": moment,
        "machine": f"{os.cpu_count()} cores of {_processor()}, Linux {platform.release()}",
        "versions": f"Python {platform.python_version()}, {_versions(place.size.backend)}",
        "runs measured": str(len(rows)),
    }
    return "\n".join([*lines, *table(("", ""), facts.items()), ""])


def _of_network(
    place: Place, folder: Path, network: Network, ways: list[Way], rows: list[Row], kinds: list[Row]
) -> str:
    lines = [f"## {network.title}", ""]
    if not ways:
        return "\n".join([*lines, "No way of capture was measured beside runs without it.\n"])
    of = [row for row in rows if row["network"] == network.name]
    plain = [row for row in of if row["way"] == "none"]
    first = of[0]
    lines += [
        f"{first['parameters']:,.0f} parameters, {first['examples']:.0f} examples an epoch, "
        f"{_range(of, 'epochs', 0)} epochs. Without capture a whole program took "
        f"{_range(plain, 'wall_seconds', 1)} s.",
        "",
        *_overheads(network, ways),
        "",
        *_verdicts(ways),
        "",
        *_images(place, folder, network, ways),
        "Mean calls into capture of one run, those of the calling thread:",
        "",
        *table(
            ("way", "call", "times", "ms in all"),
            (
                (row["way"], row["kind"], f"{row['calls']:.0f}", f"{1_000 * row['seconds']:.2f}")
                for row in kinds
                if row["network"] == network.name
            ),
        ),
    ]
    return "\n".join([*lines, ""])


def _overheads(network: Network, ways: list[Way]) -> list[str]:
    low, high = network.published_percent
    published = ("as published", "", "", "", f"{low} to {high} %", "", "")
    return table(
        (
            "way",
            "pairs",
            "in hooks",
            "with start and end",
            "wall time",
            "processor",
            "same weights",
        ),
        [
            *(
                (
                    way.name,
                    str(way.wall.pairs),
                    f"{way.hooks_percent:.3f} %",
                    f"{way.calls_percent:.3f} % ({1_000 * way.calls_seconds:.1f} ms)",
                    _told(way.wall),
                    _told(way.cpu),
                    "yes" if way.same_weights else "**no**",
                )
                for way in ways
            ),
            published,
        ],
    )


def _verdicts(ways: list[Way]) -> list[str]:
    """What must hold, and whether it does; nothing is left out."""
    lines = []
    for way in ways:
        if way.name not in OURS:
            continue
        hooks = way.hooks_percent < HOOKS_LIMIT_PERCENT
        whole = way.calls_percent < HOOKS_LIMIT_PERCENT
        wall = way.wall.holds_zero or way.wall.high < WALL_LIMIT_PERCENT
        lines.append(
            f"- {way.name}: time in hooks below {HOOKS_LIMIT_PERCENT} %: {_yes(hooks)}; with start "
            f"and end: {_yes(whole)}; the interval of the wall time contains 0 or stays below "
            f"{WALL_LIMIT_PERCENT:.0f} %: {_yes(wall)}"
        )
        if way.wall.pairs < 10:
            lines[-1] += f". Of {way.wall.pairs} pairs: too few to say anything of wall time"
    return lines


def _images(place: Place, folder: Path, network: Network, ways: list[Way]) -> list[str]:
    name = f"{place.size.name}-{network.name}"
    low, high = network.published_percent
    published = Bar("as published", (low + high) / 2, low, high, "#999999", f"{low} to {high} %")
    bars = [
        Bar(way.name, way.wall.mean, way.wall.low, way.wall.high, "#3266a8", _told(way.wall))
        for way in ways
    ]
    calls = [
        Bar(f"{way.name}, in hooks", way.hooks_percent, *(way.hooks_percent,) * 2, "#d1802a",
            f"{way.hooks_percent:.3f} %")
        for way in ways
    ]  # fmt: skip
    title = f"{network.title}: what capture adds to the time of the whole program"
    (folder / f"{name}-overhead.svg").write_text(
        figures.bars(title, "percent; lines are 95 % intervals", [*bars, *calls, published])
    )
    spent = {way.name: [way.costs[cost] for cost in COSTS] for way in ways}
    title = f"{network.title}: where processor time goes, seconds a run"
    names = list(SPENT_BY.values())
    (folder / f"{name}-costs.svg").write_text(figures.stacked(title, "s", names, spent))
    return [
        f"![Overhead of each way, beside the published range]({name}-overhead.svg)",
        "",
        f"![Processor time by who spent it]({name}-costs.svg)",
        "",
    ]


def _of_questions(place: Place, folder: Path, kept: dict[str, Any] | None) -> str:
    lines = ["## The questions", ""]
    if kept is None:
        return "\n".join([*lines, "They were not asked.\n"])
    lines += [
        f"Asked on {kept['at']} while networks trained, and afterwards, by the command "
        "`cnnprov sql`, by `POST /api/v1/query` and by `cnnprov.sql`; answers that differ would "
        "have ended the run. Below is the last answer to each. The statements are those of "
        "[the guide](../guide/questions.md).",
        "",
    ]
    last = {answer["number"]: answer for answer in kept["answers"]}
    during = {
        answer["number"]: answer["moment"]
        for answer in kept["answers"]
        if "RUNNING" in answer["moment"]
    }
    for number, answer in last.items():
        lines += [f"### {number}. {answer['words']}", ""]
        meanwhile = during.get(number)
        lines += [
            f"While it trained: asked at {meanwhile}." if meanwhile else "Asked at the end only."
        ]
        if number in asking.PUBLISHED:
            lines += [f"Published: {asking.PUBLISHED[number]}."]
        shown = answer["rows"][:SHOWN_ROWS]
        lines += ["", *table(answer["columns"], ([_number(v) for v in row] for row in shown))]
        if len(answer["rows"]) > SHOWN_ROWS:
            lines += ["", f"… {len(answer['rows']) - SHOWN_ROWS} more rows"]
        lines.append("")
    return "\n".join([*lines, *_of_search(place, folder, kept["decisions"], last)])


def _of_search(
    place: Place, folder: Path, decisions: list[dict[str, Any]], last: dict[str, Any]
) -> list[str]:
    lines = ["## The search over K and L", ""]
    lines += ["Decided by `search.py` from answers while the networks trained:", ""]
    lines += table(
        ("K", "L", "epoch", "loss", "", "because"),
        (
            (
                f"{each['K']:g}",
                f"{each['L']:g}",
                f"{each['epoch']:.0f}",
                f"{each['loss']:.4g}",
                "stop" if each["stop"] else "go on",
                each["reason"],
            )
            for each in decisions
        ),
    )
    by_depth: dict[str, list[tuple[float, float]]] = {}
    for depth, epoch, loss in last["9"]["rows"]:
        by_depth.setdefault(f"K=32, L={depth:.0f}", []).append((epoch, float(loss)))
    name = f"{place.size.name}-search.svg"
    (folder / name).write_text(figures.curves("Loss by epoch", "epochs", by_depth))
    return [*lines, "", f"![Losses of the search]({name})", ""]


def table(head: Any, rows: Any) -> list[str]:
    """Lines of a table in Markdown."""
    lines = [head, ["---"] * len(tuple(head)), *rows]
    return ["| " + " | ".join(map(str, line)) + " |" for line in lines]


def _told(interval: measured.Interval) -> str:
    if interval.pairs == 1:
        return f"{interval.mean:+.2f} %, one pair"
    return f"{interval.mean:+.2f} % ({interval.low:+.2f} to {interval.high:+.2f})"


def _number(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _range(rows: list[Row], name: str, decimals: int) -> str:
    values = [row[name] for row in rows]
    low, high = f"{min(values):.{decimals}f}", f"{max(values):.{decimals}f}"
    return low if low == high else f"{low} to {high}"


def _yes(holds: bool) -> str:
    return "holds" if holds else "**does not hold**"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _versions(backend: str) -> str:
    found = []
    for package in ("keras", "jax" if backend == "jax" else "tensorflow-cpu", "numpy"):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} unknown")
    return ", ".join(found)
