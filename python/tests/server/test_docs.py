"""The commands and statements that the docs show, run as they stand there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import cnnprov
from tests.processes import training
from tests.server.test_end_to_end import wait_for

DOCS = Path(__file__).parents[3] / "docs"

ALEXNET = """
import cnnprov
with cnnprov.execution("alexnet-df", hyperparameters={"learning_rate": 0.001}) as run:
    for epoch in range(1, 21):
        if epoch in (10, 20):
            run.adaptation(new_value=0.001 * 0.5 ** (epoch // 10), epoch=epoch)
        run.log(loss=1 / epoch, accuracy=epoch / 20, epoch=epoch, elapsed_time=10.5)
"""


def statements(page: str) -> list[str]:
    return re.findall(r"```sql\n(.*?)```", (DOCS / page).read_text(), re.DOTALL)


@pytest.fixture(scope="module", autouse=True)
def alexnet(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A training of 20 epochs, of the shape that was published, and a process that asks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNNPROV_URL", server)
        process = training(tmp_path_factory.mktemp("spool"), server, ALEXNET)
        assert process.communicate(timeout=60)[1] == ""
        wait_for("alexnet-df", "FINISHED")
        yield


@pytest.mark.parametrize("statement", statements("guide/questions.md"))
def test_every_question_of_the_guide_is_answered(statement: str) -> None:
    assert len(list(cnnprov.sql(statement))) > 0


def test_the_published_answers_have_their_shape() -> None:
    _, _, _, _, best, _, adaptations = statements("guide/questions.md")[:7]
    assert list(cnnprov.sql(best)) == [(20.0, 0.00025, 1.0)]
    assert list(cnnprov.sql(adaptations)) == [(1.0, 0.0005, 10.0), (2.0, 0.00025, 20.0)]


def test_curl_alone_captures(server: str) -> None:
    page = (DOCS / "guide/capture.md").read_text()
    command = re.search(r"```\n(printf .*?)```", page, re.DOTALL)
    assert command is not None
    line = command.group(1).replace("http://127.0.0.1:22000", server)
    answer = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)
    assert '"stored":3' in answer.stdout.replace(" ", "")
    rows = list(cnnprov.sql('select epoch, loss from "by-hand".otrainingmodel'))
    assert rows == [(1.0, 0.3)]
