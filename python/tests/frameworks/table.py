"""The table of the docs: what is captured of each framework."""

from __future__ import annotations

import re
from pathlib import Path

from tests.frameworks.trainings.plan import Framework

Cell = tuple[str, str]
"""The name of a framework, and that of a column."""

PAGE = Path(__file__).parents[3] / "docs/reference/frameworks.md"
COLUMNS = (
    "hyperparameters",
    "epoch metrics",
    "step metrics",
    "schedulers",
    "early stopping",
    "exception",
    "Ctrl-C",
    "SIGTERM",
    "SIGKILL",
    "tests",
    "checkpoints",
    "resume",
)
_ROW = re.compile(r"^\| (?P<name>[^|]+?) \|(?: [^|]* \|){12}$", re.MULTILINE)


def row(framework: Framework, found: dict[Cell, bool]) -> str:
    """The row of a framework, as the page has it."""
    cells = [_cell(framework, column, found) for column in COLUMNS]
    return f"| {framework.name} | {' | '.join(cells)} |"


def committed() -> dict[str, str]:
    """The rows of the page, by framework."""
    return {match["name"]: match[0] for match in _ROW.finditer(PAGE.read_text())}


def write(new: str) -> None:
    """Put a row in the place of that framework's old one, or behind the last."""
    name = new.split("|")[1].strip()
    rows = {**committed(), name: new}
    text = PAGE.read_text()
    places = [match.span() for match in _ROW.finditer(text)]
    head = rows.pop("framework")
    rows.pop("---", None)
    rule = "|" + "---|" * (1 + len(COLUMNS))
    end = places[-1][1]
    PAGE.write_text(text[: places[0][0]] + "\n".join([head, rule, *rows.values()]) + text[end:])


def _cell(framework: Framework, column: str, found: dict[Cell, bool]) -> str:
    passed = found.get((framework.name, column))
    if not passed:
        return "not tested" if passed is None else "fails"
    if column in framework.lacks:
        return "no"
    return "told" if column in framework.told else "✓"
