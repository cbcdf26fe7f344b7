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
_HEAD = f"| framework | {' | '.join(COLUMNS)} |"
_TABLE = re.compile(rf"^{re.escape(_HEAD)}\n(?:\|.*\n)*", re.MULTILINE)


def row(framework: Framework, found: dict[Cell, bool]) -> str:
    """The row of a framework, as the page has it."""
    cells = [_cell(framework, column, found) for column in COLUMNS]
    return f"| {framework.name} | {' | '.join(cells)} |"


def committed() -> dict[str, str]:
    """The rows of the page, by framework."""
    table = _TABLE.search(PAGE.read_text())
    assert table is not None, f"{PAGE} has no table"
    return {line.split("|")[1].strip(): line for line in table[0].splitlines()[2:]}


def write(new: str) -> None:
    """Put a row in the place of that framework's old one, or behind the last."""
    rows = {**committed(), new.split("|")[1].strip(): new}
    rule = "|" + "---|" * (1 + len(COLUMNS))
    lines = "\n".join([_HEAD, rule, *rows.values()]) + "\n"
    PAGE.write_text(_TABLE.sub(lambda _: lines, PAGE.read_text(), count=1))


def _cell(framework: Framework, column: str, found: dict[Cell, bool]) -> str:
    passed = found.get((framework.name, column))
    if not passed:
        return "not tested" if passed is None else "fails"
    if column in framework.lacks:
        return "no"
    return "told" if column in framework.told else "✓"
