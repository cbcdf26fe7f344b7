"""Results as JSON, and as the tables of docs/benchmarks.md."""

from __future__ import annotations

import json
from typing import Any

from figures import Figure
from place import ROOT, machine

RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- results -->", "<!-- end of results -->"


def keep(name: str, row: dict[str, Any]) -> None:
    """Put the row in the place of the one that was measured before."""
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"rows": {}}
    results["machine"] = machine()
    results["rows"][name] = row
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    before, rest = PAGE.read_text().split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(f"{before}{BEGIN}\n{_tables(results)}{END}{after}")


def line(figure: Figure) -> str:
    """The figure, its goal and whether that is met."""
    told = f"{figure.what}: {_number(figure.value)} {figure.unit}"
    if figure.goal is None:
        return told
    return f"{told} (goal {_goal(figure)}{'' if figure.met else ', missed'})"


def _tables(results: dict[str, Any]) -> str:
    facts = [f"| {name} | {value} |" for name, value in results["machine"].items()]
    parts = ["\n| the machine | |\n|---|---|\n" + "\n".join(facts) + "\n"]
    for name, row in results["rows"].items():
        figures = [Figure(**figure) for figure in row["figures"]]
        rows = "\n".join(
            f"| {each.what} | {_number(each.value)} {each.unit} | {_goal(each)} | {_met(each)} |"
            for each in figures
        )
        parts.append(
            f"\n### {name}\n\n{row['title']} `make bench ONLY={name}`, {row['date']}, commit"
            f" {row['commit']}, {row['seconds']} s, load before: {row['load_before']}.\n"
            f"\n| | measured | goal | |\n|---|---|---|---|\n{rows}\n"
        )
    return "".join(parts) + "\n"


def _goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return f"{'≥' if figure.least else '≤'} {_number(figure.goal)} {figure.unit}"


def _met(figure: Figure) -> str:
    return {None: "", True: "met", False: "**missed**"}[figure.met]


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
