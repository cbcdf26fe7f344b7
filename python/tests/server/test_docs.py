"""The commands and statements that the docs show, run as they stand there."""

from __future__ import annotations

import json
import os
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


def by_curl(server: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    script = DOCS.parent / "examples/curl/train.sh"
    return subprocess.run(
        ["sh", str(script), *arguments],
        env={**os.environ, "CNNPROV_URL": server, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_shell_reports_a_training_with_curl_alone(server: str) -> None:
    answer = by_curl(server, "3")
    assert (answer.returncode, answer.stderr) == (0, "")
    epochs = cnnprov.sql(
        'select epoch, loss, learning_rate, status from "by-curl".training_epoch order by epoch'
    )
    rate, ended = 0.5, "FINISHED"
    assert list(epochs) == [(1, 0.5, rate, ended), (2, 0.25, rate, ended), (3, 0.125, rate, ended)]


def test_a_shell_that_is_ended_tells_so(server: str) -> None:
    process = subprocess.Popen(
        ["sh", str(DOCS.parent / "examples/curl/train.sh"), "10000"],
        env={**os.environ, "CNNPROV_URL": server},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 143
    ended = cnnprov.sql(
        "select status, error_message from dataflow_execution order by id desc limit 1"
    )
    assert list(ended) == [("FAILED", "143")]


def test_the_peaks_of_epochs_are_found_as_the_guide_shows(server: str) -> None:
    page = (DOCS / "guide/capture.md").read_text()
    query = re.search(r"```sql\n(select o.epoch, max.*?)```", page, re.DOTALL)
    assert query is not None
    rows = []
    for second, percent in ((5, 10), (9, 30), (15, 20), (25, 99)):
        rows.append(
            f'{{"timestamp":"2026-11-23T12:00:{second:02}Z","cpu_percent":{percent},"memory_bytes":1}}'
        )
    lines = [
        '{"producer":"6f9619ff-8b86-4d01-b42d-00cf4fc964fe","first":0}',
        '{"type":"execution_started","at":"2026-11-23T12:00:00Z","dataflow":"alexnet-df","execution":"peaks"}',
        '{"type":"task_begun","at":"2026-11-23T12:00:00Z","transformation":"TrainingModel","task":"1"}',
        '{"type":"elements","at":"2026-11-23T12:00:20Z","transformation":"TrainingModel","task":"1",'
        '"set":"oTrainingModel","rows":[{"epoch":1,"elapsed_time":10,"timestamp":"2026-11-23T12:00:10Z"},'
        '{"epoch":2,"elapsed_time":10,"timestamp":"2026-11-23T12:00:20Z"}]}',
        '{"type":"elements","at":"2026-11-23T12:00:20Z","transformation":"TrainingModel","task":"1",'
        f'"set":"oResources","rows":[{",".join(rows)}]}}',
        '{"type":"execution_ended","at":"2026-11-23T12:00:30Z","status":"FINISHED"}',
    ]
    request = urllib.request.Request(
        f"{server}/api/v1/batches",
        "".join(line + "\n" for line in lines).encode(),
        {"Content-Type": "application/x-ndjson"},
    )
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer)["rejected"] == []
    peaks = cnnprov.sql(query.group(1).replace("alexnet-2", "peaks"))
    assert list(peaks) == [(1, 30, 1), (2, 20, 1)]
