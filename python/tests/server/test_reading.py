"""Reading back what was captured."""

from __future__ import annotations

import json
import math
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

import cnnprov
from tests.processes import eventually, training
from tests.server.test_end_to_end import arrived, run

TRAINING = """
import cnnprov
for rate in (0.1, 0.2):
    given = {{"learning_rate": rate, "note": "<b>&"}}
    with cnnprov.execution({tag!r}, hyperparameters=given) as run:
        for epoch, loss in enumerate([rate, float("nan"), rate / 2], 1):
            run.log(loss=loss, val_loss=2 * rate, accuracy=epoch / 4)
            run.log(step=epoch, loss=rate)
        run.adaptation(new_value=rate / 10, old_value=rate, epoch=2, cause="<script>")
"""


@pytest.fixture
def trained(directory: Path, server: str) -> str:
    tag = "read-df"
    if not cnnprov.executions(dataflow=tag):
        run(directory, server, TRAINING.format(tag=tag))
        arrived(directory)
    return tag


def test_executions_are_found_by_what_they_were_given(trained: str) -> None:
    newest, oldest = cnnprov.executions(dataflow=trained.upper())
    assert (newest.hyperparameters["LEARNING_RATE"], newest.status) == (0.2, "FINISHED")
    assert newest.metrics["LOSS"] == {"last": 0.1, "min": 0.1, "max": 0.2}
    (found,) = cnnprov.executions("param.learning_rate < 0.15", dataflow=trained)
    assert found.id == oldest.id
    assert len(cnnprov.executions(dataflow=trained, limit=1)) == 1
    assert cnnprov.executions("status = 'RUNNING'", dataflow=trained) == ()


def test_a_wrong_condition_is_told(trained: str) -> None:
    with pytest.raises(cnnprov.RequestRefused) as refused:
        cnnprov.executions("param.learning_rate <", dataflow=trained)
    assert refused.value.status == 400


def test_curves_have_every_epoch_and_step(trained: str) -> None:
    both = cnnprov.executions(dataflow=trained, order="id")
    curves = both.series("loss", "accuracy")
    assert [(curve.execution, curve.name.lower()) for curve in curves] == [
        (execution.id, name) for execution in both for name in ("loss", "accuracy")
    ]
    assert curves[0].x == (1, 2, 3)
    assert curves[0].y[::2] == (0.1, 0.05)
    assert math.isnan(curves[0].y[1])
    (steps,) = cnnprov.series(both[1:], "loss", x="step")
    assert (steps.x, steps.y) == ((1, 2, 3), (0.2, 0.2, 0.2))


def test_all_of_it_becomes_a_frame(trained: str) -> None:
    pytest.importorskip("pandas")
    both = cnnprov.executions(dataflow=trained, order="id")
    assert list(both.df()["LEARNING_RATE"]) == [0.1, 0.2]
    assert list(both.series("accuracy").df()["y"]) == [0.25, 0.5, 0.75] * 2
    frame = cnnprov.sql(f'select epoch from "{trained}".training_epoch where epoch = 3').df()
    assert list(frame["epoch"]) == [3, 3]


def test_an_execution_shows_its_curves_and_adaptations(trained: str) -> None:
    shown = cnnprov.executions(dataflow=trained)[0]._repr_html_()
    tree = ElementTree.fromstring(shown)  # well-formed, with all text escaped
    charts = tree.findall("{http://www.w3.org/2000/svg}svg")
    assert [chart.get("aria-label") for chart in charts] == ["loss", "accuracy"]
    loss = charts[0].findall("{http://www.w3.org/2000/svg}path")
    assert len(loss) == 2  # with val_loss
    assert str(loss[0].get("d")).count("M") == 2  # NaN leaves a gap
    titles = [title.text for title in charts[0].iter("{http://www.w3.org/2000/svg}title")]
    assert titles == ["learning_rate: 0.2 → 0.02"]
    assert "&lt;script&gt;" in shown
    assert "http" not in shown.replace("http://www.w3.org/2000/svg", "")


def test_executions_show_themselves_as_a_table(trained: str) -> None:
    table = ElementTree.fromstring(cnnprov.executions(dataflow=trained)._repr_html_())
    assert len(table.findall("tbody/tr")) == 2
    assert "No executions" in cnnprov.executions(dataflow="nowhere-df")._repr_html_()


LIVE = """
import json
import sys
import cnnprov
with cnnprov.execution({tag!r}, tag="it's <1>") as run:
    run.log(loss=1, accuracy=0.5)
    for _ in sys.stdin:
        print(json.dumps(run._repr_html_()), flush=True)
"""


def test_a_running_execution_shows_what_the_server_has(directory: Path, server: str) -> None:
    process = training(directory, server, LIVE.format(tag="live-df"))
    assert process.stdin is not None
    assert process.stdout is not None
    eventually(lambda: len(cnnprov.executions("metric.loss.last = 1", dataflow="live-df")) == 1)
    process.stdin.write("\n")
    process.stdin.flush()
    shown = ElementTree.fromstring(json.loads(process.stdout.readline()))
    assert "it's <1>" in "".join(shown.itertext())
    assert [chart.get("aria-label") for chart in shown.findall("{http://www.w3.org/2000/svg}svg")]
    process.communicate(timeout=30)


def test_an_execution_without_a_server_says_so(spool: Path) -> None:
    process = training(spool, "http://127.0.0.1:9", LIVE.format(tag="live-df"))
    told, _ = process.communicate("\n", timeout=60)
    assert "it's <1>" in "".join(ElementTree.fromstring(json.loads(told)).itertext())
    assert "127.0.0.1:9" in told
