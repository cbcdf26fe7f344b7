"""`cnnprov lineage` against the real server, on the trainings of the questions."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

import pytest

import cnnprov
from tests.processes import cli

ROOT = Path(__file__).parents[3]
DENSED = (
    "select t.execution_id from file f join task t on t.id = f.task_id"
    " where f.name = 'densed.keras'"
)


@pytest.fixture(scope="module")
def execution(server: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNNPROV_URL", server)
        if not list(cnnprov.sql(DENSED)):
            for batch in sorted((ROOT / "spec" / "questions").glob("*.ndjson")):
                request = urllib.request.Request(
                    f"{server}/api/v1/batches",
                    batch.read_bytes(),
                    {"Content-Type": "application/x-ndjson"},
                )
                urllib.request.urlopen(request).close()
        return str(cnnprov.sql(DENSED)[0][0])


def test_a_tree_shows_where_a_file_comes_from(directory: Path, server: str, execution: str) -> None:
    answer = cli(directory, server, "lineage", execution, "densed.keras")
    assert (answer.returncode, answer.stderr) == (0, "")
    guide = (ROOT / "docs" / "guide" / "provenance.md").read_text()
    shown = re.search(r"```text\n(densed\.keras.*?)```", guide, re.DOTALL)
    assert shown is not None
    assert answer.stdout == shown.group(1)


def test_it_walks_down_by_path_and_answers_json(
    directory: Path, server: str, execution: str
) -> None:
    answer = cli(
        directory, server, "lineage", execution, "/scratch/alice/fields.npz", "--down", "--json"
    )
    labels = [node["label"] for node in json.loads(answer.stdout)["nodes"]]
    assert labels[0] == "fields.npz"
    assert {"TrainingModel 1", "densed.keras"} <= set(labels)


def test_what_is_left_out_is_told(directory: Path, server: str, execution: str) -> None:
    answer = cli(directory, server, "lineage", execution, "densed.keras", "--limit", "2")
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[-1].endswith("(1 more)")
    assert "--limit" in answer.stderr


def test_an_unknown_file_is_told(directory: Path, server: str, execution: str) -> None:
    answer = cli(directory, server, "lineage", execution, "nowhere.npz")
    assert answer.returncode == 1
    assert "nowhere.npz" in answer.stderr
