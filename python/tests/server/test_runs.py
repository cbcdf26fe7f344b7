"""`cnnprov run` before the real server."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

import cnnprov
from cnnprov._http import Server
from tests.processes import cli
from tests.run.programs import NOBODY, start

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="`cnnprov run` needs Linux")

SCRIPT = """
import argparse, os, signal, sys
import cnnprov
parser = argparse.ArgumentParser()
parser.add_argument("--dropout", type=float)
parser.add_argument("--how", default="well")
options = parser.parse_args()
run = cnnprov.execution({tag!r}, hyperparameters={{"learning_rate": 0.1}})
run.log(loss=0.5)
if options.how == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
if options.how == "failed":
    raise ValueError("no good")
"""


def ask(query: str, *parameters: object) -> list[tuple[Any, ...]]:
    return list(cnnprov.sql(query, parameters))


@pytest.mark.parametrize(
    ("how", "status", "task", "error"),
    [
        ("well", "FINISHED", "FINISHED", None),
        ("failed", "FAILED", "FAILED", "no good"),
        ("killed", "ABORTED", "FAILED", "SIGKILL"),
    ],
)
@pytest.mark.parametrize("offline", [True, False])
def test_a_training_in_a_run_is_one_execution(
    directory: Path,
    server: str,
    tmp_path: Path,
    how: str,
    status: str,
    task: str,
    error: str | None,
    offline: bool,
) -> None:
    tag = f"run-{how}-{'offline' if offline else 'online'}"
    (tmp_path / "train.py").write_text(SCRIPT.format(tag=tag))
    command = [sys.executable, "train.py", "--dropout", "0.4", "--how", how]
    url = NOBODY if offline else server
    before = _refused(server)
    process = start(directory, tmp_path, command, "--dataflow", tag, CNNPROV_URL=url)
    process.communicate(timeout=60)
    assert cli(directory, server, "sync").returncode == 0
    executions = ask(
        """select e.id, e.status, e.error_message, count(*) filter (t.status = ?), count(*)
        from dataflow_execution e join dataflow d on d.id = e.df_id
        join task t on t.execution_id = e.id where d.tag = ? group by all""",
        task,
        tag,
    )
    assert [row[1:] for row in executions] == [(status, error, 2, 2)]
    epochs = ask(f'select epoch, loss, learning_rate from "{tag}".training_epoch')
    assert epochs == [(1, 0.5, 0.1)]
    execution = _execution(server, executions[0][0])
    assert execution["hyperparameters"]["LEARNING_RATE"] == 0.1
    assert execution["hyperparameters"]["dropout"] == 0.4
    assert execution["environment"]["packages"]["pytest"]
    assert [file["name"] for file in execution["files"]] == ["train.py"]
    assert _refused(server) == before


def _execution(server: str, id: int) -> dict[str, Any]:
    answer = Server(server, None).request("GET", f"/api/v1/executions/{id}")
    found: dict[str, Any] = json.loads(answer.body)
    return found


def _refused(server: str) -> Any:
    return json.loads(Server(server, None).request("GET", "/api/v1/rejected?limit=1000").body)
