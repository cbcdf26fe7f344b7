"""The questions of docs/guide/questions.md, asked by three doors.

They are those of spec/questions, word for word: the trainings here have the tags that stand in
them. Run as a program it asks at any moment, of the server at CNNPROV_URL.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import os
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cnnprov

QUESTIONS = Path(__file__).resolve().parents[2] / "spec" / "questions" / "questions.json"
PUBLISHED = {
    "5": "epoch 20, learning rate 0.00025, accuracy 0.9402",
    "6": "1: 0.0005 at epoch 10; 2: 0.00025 at epoch 20",
    "10": "epoch 200, loss 0.012, 64 layers",
}
"""Answers that were published, beside which these are shown."""
MODEL_FILE = "weights-20.keras"
TRIES = 50

Row = tuple[Any, ...]


class Disagreement(Exception):
    """Two doors gave different answers to a question that nothing changed in between."""


@dataclass(frozen=True)
class Question:
    """A question in words, in SQL, and as a structured query where that has the words for it."""

    number: str
    words: str
    sql: str
    query: dict[str, Any] | None
    columns: tuple[str, ...]

    @property
    def dataflow(self) -> str:
        """The network that it asks of: alexnet or densed."""
        return (
            "densed" if "densed" in self.sql or "public.training_epoch" in self.sql else "alexnet"
        )


@dataclass(frozen=True)
class Answer:
    """What all doors answered."""

    question: Question
    rows: list[Row]
    doors: int


def questions(file: str = MODEL_FILE) -> list[Question]:
    """All of them, in their order; `file` is the model file that they ask of."""
    return [
        Question(
            each["number"],
            each["question"],
            each["sql"],
            each.get("query"),
            tuple(each["columns"]),
        )
        for each in json.loads(QUESTIONS.read_text().replace(MODEL_FILE, file))
    ]


def by_sql(question: Question) -> list[Row]:
    """Through the command `cnnprov sql`."""
    command = [sys.executable, "-m", "cnnprov", "sql", "--csv", question.sql]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise cnnprov.CnnprovError(done.stderr.strip())
    _, *rows = csv.reader(io.StringIO(done.stdout))
    return [tuple(_value(text) for text in row) for row in rows]


def by_query(question: Question) -> list[Row]:
    """Through `POST /api/v1/query`."""
    request = urllib.request.Request(
        f"{os.environ['CNNPROV_URL']}/api/v1/query",
        json.dumps(question.query).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return [tuple(map(_value, row)) for row in json.load(answer)["rows"]]


def by_python(question: Question) -> list[Row]:
    """Through `cnnprov.sql`."""
    return [tuple(map(_value, row)) for row in cnnprov.sql(question.sql)]


DOORS = {"sql": by_sql, "query": by_query, "python": by_python}


def agreed(question: Question) -> Answer:
    """The answer of all doors, from a moment in which nothing changed.

    Raises:
        Disagreement: they differ.
    """
    for _ in range(TRIES):
        first = by_python(question)
        answers = {"sql": by_sql(question)}
        if question.query is not None:
            answers["query"] = by_query(question)
        if not _same(first, by_python(question)):
            continue  # an epoch came in between
        wrong = [door for door, rows in answers.items() if not _same(rows, first)]
        if wrong:
            raise Disagreement(
                f"question {question.number}: python says {first}, {wrong[0]} {answers[wrong[0]]}"
            )
        return Answer(question, first, 1 + len(answers))
    raise Disagreement(f"question {question.number}: the answer changed at each of {TRIES} tries")


def wait_for(sql: str, holds: Any, seconds: float = 600) -> list[Row]:
    """The rows of a statement as soon as they are what is waited for."""
    deadline = time.monotonic() + seconds
    rows: list[Row] = []
    while time.monotonic() < deadline:
        try:
            rows = list(cnnprov.sql(sql))
        except (cnnprov.RequestRefused, cnnprov.ServerUnreachable):  # nothing there yet, or busy
            rows = []
        if holds(rows):
            return rows
        time.sleep(0.2)
    raise TimeoutError(f"after {seconds} s the answer was still {rows}:\n{sql}")


def _same(one: list[Row], other: list[Row]) -> bool:
    return len(one) == len(other) and all(
        a == b or (isinstance(a, float) and isinstance(b, float) and _close(a, b))
        for row, beside in zip(one, other, strict=True)
        for a, b in zip(row, beside, strict=True)
    )


def _close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-12) or (math.isnan(one) and math.isnan(other))


def _value(given: Any) -> Any:
    """Numbers as floats, whatever the door wrote them as; nothing as None."""
    if given is None or given == "":
        return None
    try:
        return float(given)
    except (TypeError, ValueError):
        return given


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  python asking.py 5\n  python asking.py 8 --door query",
    )
    numbers = [question.number for question in questions()]
    parser.add_argument("number", choices=numbers)
    parser.add_argument("--door", choices=DOORS, default="python", help="(%(default)s)")
    asked = parser.parse_args()
    os.environ.setdefault("CNNPROV_URL", "http://127.0.0.1:22000")
    question = questions()[numbers.index(asked.number)]
    print(f"{question.words}\n")
    if asked.door == "query" and question.query is None:
        sys.exit("The structured query has no words for this question; ask by --door sql.")
    print(question.sql if asked.door != "query" else json.dumps(question.query, indent=1))
    print()
    for row in [question.columns, *DOORS[asked.door](question)]:
        print("  ".join(str(value) for value in row))


if __name__ == "__main__":
    main()
