"""The commands and statements that the docs show, run as they stand there."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cnnprov

DOCS = Path(__file__).parents[3] / "docs"

QUESTIONS = DOCS.parent / "spec" / "questions"
ASKED = json.loads((QUESTIONS / "questions.json").read_text())


@pytest.fixture(scope="module", autouse=True)
def trainings(server: str) -> Iterator[None]:
    """The trainings that the questions are asked about; some of them still run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNNPROV_URL", server)
        for batch in sorted(QUESTIONS.glob("*.ndjson")):
            request = urllib.request.Request(
                f"{server}/api/v1/batches",
                batch.read_bytes(),
                {"Content-Type": "application/x-ndjson"},
            )
            with urllib.request.urlopen(request) as answer:
                assert json.load(answer)["rejected"] == []
        yield


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question["number"])
def test_every_question_is_answered_in_python(question: dict[str, Any]) -> None:
    answer = cnnprov.sql(question["sql"])
    assert [column.name for column in answer.columns] == question["columns"]
    assert [[plain(value) for value in row] for row in answer] == question["rows"]


def plain(value: object) -> object:
    return "NaN" if value != value else value


def test_curl_alone_captures(server: str) -> None:
    page = (DOCS / "guide/capture.md").read_text()
    command = re.search(r"```\n(printf .*?)```", page, re.DOTALL)
    assert command is not None
    line = command.group(1).replace("http://127.0.0.1:22000", server)
    answer = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)
    assert '"stored":3' in answer.stdout.replace(" ", "")
    rows = list(cnnprov.sql('select epoch, loss from "by-hand".otrainingmodel'))
    assert rows == [(1.0, 0.3)]
