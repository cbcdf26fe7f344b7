"""What is captured of each framework; each test fills a cell of the table in the docs."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fake_server import FakeServer
from tests.frameworks import table
from tests.frameworks.trainings import framework, named
from tests.frameworks.trainings.plan import BATCH, PARAMETERS, STEPS, Framework, Plan
from tests.logs import events, of_type, rows
from tests.processes import environment, remove_spool

CLOSE = 1e-5
"""How far the sum of float32 numbers may be from another's; relative."""


def means(losses: list[float]) -> list[float]:
    """The mean loss of each epoch."""
    epochs = [losses[at : at + STEPS] for at in range(0, len(losses), STEPS)]
    return [sum(epoch) / len(epoch) for epoch in epochs]


@pytest.mark.column("hyperparameters")
def test_hyperparameters_are_found(spool: Path, trained: Framework) -> None:
    trained.train(Plan(epochs=2))
    (found,) = rows(spool, "iTrainingModel")
    expected = {
        "optimizer_name": "SGD",
        "learning_rate": 0.1,
        "momentum": 0.9,
        "weight_decay": 0.01,
        "decay": 0.01,
        "batch_size": BATCH,
        "num_epochs": 2,
        "num_layers": 3,
        "num_parameters": PARAMETERS,
    }
    assert {name: found.get(name) for name in expected} == expected
    layers = {(row["class"], row["attribute"]) for row in rows(spool, "iLayers")}
    assert any(kind in ("Linear", "Dense") for kind, _ in layers)
    assert rows(spool, "oAdaptation") == []


@pytest.mark.column("epoch metrics")
def test_each_epoch_has_its_loss_and_seconds(spool: Path, trained: Framework) -> None:
    seen = trained.train(Plan())
    written = rows(spool, "oTrainingModel")
    assert [row["epoch"] for row in written] == [1, 2, 3]
    assert [row["loss"] for row in written] == pytest.approx(means(seen.losses), rel=CLOSE)
    assert all(row["elapsed_time"] > 0 for row in written)
    assert rows(spool, "oTrainingStep") == []
    tasks = [e for e in of_type(spool, "task_ended") if e["transformation"] == "TrainingModel"]
    assert [event["status"] for event in tasks] == ["FINISHED"]


@pytest.mark.column("step metrics")
def test_each_step_has_its_loss_and_rate(spool: Path, trained: Framework) -> None:
    seen = trained.train(Plan(steps=True))
    written = rows(spool, "oTrainingStep")
    assert [row["step"] for row in written] == list(range(1, 3 * STEPS + 1))
    assert [row["epoch"] for row in written] == [1] * STEPS + [2] * STEPS + [3] * STEPS
    assert [row["learning_rate"] for row in written] == pytest.approx(seen.rates)
    losses = [row["loss"] for row in written]
    if trained.name.startswith("Keras"):  # which logs the mean since the epoch began
        at = [(number % STEPS) + 1 for number in range(len(losses))]
        totals = [loss * count for loss, count in zip(losses, at, strict=True)]
        losses = [total - (totals[n - 1] if at[n] > 1 else 0) for n, total in enumerate(totals)]
    assert losses == pytest.approx(seen.losses, rel=1e-4)


def _all_schedules() -> list[tuple[str, str]]:
    return [(name, each) for name in named() for each in framework(name).schedules()]


def adaptations_of(rates: list[float]) -> list[tuple[int, float, float]]:
    """First epoch, old and new value, from the rates that trained each step."""
    epochs = [rates[at : at + STEPS] for at in range(0, len(rates), STEPS)]
    found, before = [], epochs[0][0]
    for number, epoch in enumerate(epochs, 1):
        if epoch[0] != epoch[-1]:
            found.append((number, epoch[0], epoch[-1]))
        elif before != epoch[0]:
            found.append((number, before, epoch[0]))
        before = epoch[-1]
    return found


@pytest.mark.column("schedulers")
@pytest.mark.parametrize(("framework_name", "schedule"), _all_schedules())
def test_every_scheduler_gives_its_adaptations(
    spool: Path, framework_name: str, schedule: str
) -> None:
    seen = framework(framework_name).train(Plan(schedule=schedule, steps=True))
    expected = adaptations_of(seen.rates)
    written = rows(spool, "oAdaptation")
    of_rate = [row for row in written if row["attribute"] == "learning_rate"]
    found = [(row["epoch_id"], row["old_value"], row["new_lrate"]) for row in of_rate]
    assert len(found) == len(expected)
    for ours, theirs in zip(found, expected, strict=True):
        assert ours == pytest.approx(theirs, rel=1e-6)
    if not schedule.startswith("constant"):
        assert found != []
    steps = [row["learning_rate"] for row in rows(spool, "oTrainingStep")]
    assert steps == pytest.approx(seen.rates, rel=1e-6)
    assert {row["kind"] for row in of_rate} <= {"schedule", "callback"}
    assert None not in {row.get("cause") for row in of_rate}
    if schedule in ("ReduceLROnPlateau", "reduce_lr_on_plateau"):
        assert {row["cause"] for row in of_rate} == {"ReduceLROnPlateau"}
        assert {row["metric"] for row in of_rate} <= {"loss", "train_loss", "eval_loss"}


@pytest.mark.column("early stopping")
def test_an_early_stop_keeps_the_last_epoch_and_finishes(spool: Path, trained: Framework) -> None:
    seen = trained.train(Plan(epochs=9, stops_early=True))
    written = rows(spool, "oTrainingModel")
    assert [row["epoch"] for row in written] == [1, 2, 3]
    assert [row["loss"] for row in written] == pytest.approx(means(seen.losses), rel=CLOSE)
    tasks = [e for e in of_type(spool, "task_ended") if e["transformation"] == "TrainingModel"]
    assert [event["status"] for event in tasks] == ["FINISHED"]


@pytest.mark.column("exception")
def test_an_exception_fails_the_execution(spool: Path, trained: Framework) -> None:
    def spill() -> None:
        raise ValueError("spilled coffee")

    with pytest.raises(ValueError, match="spilled coffee"):
        trained.train(Plan(in_epoch=(2, spill)))
    (ended,) = of_type(spool, "execution_ended")
    assert ended["status"] == "FAILED"
    assert (ended["error"]["type"], ended["error"]["message"]) == ("ValueError", "spilled coffee")
    assert "in spill" in ended["error"]["traceback"]
    assert [row["epoch"] for row in rows(spool, "oTrainingModel")] == [1]
    assert events(spool)[-1]["type"] == "execution_ended"


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Path]:
    """A spool of trainings in other processes, with a shipper."""
    shipped = tmp_path / "shipped"
    yield shipped
    remove_spool(shipped)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(signal.SIGINT, marks=pytest.mark.column("Ctrl-C")),
        pytest.param(signal.SIGTERM, marks=pytest.mark.column("SIGTERM")),
        pytest.param(signal.SIGKILL, marks=pytest.mark.column("SIGKILL")),
    ],
    ids=lambda sent: sent.name,
)
def test_a_signal_aborts_the_execution(
    directory: Path, fake: FakeServer, framework_name: str, sent: signal.Signals
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.frameworks.trainings.waiting", framework_name],
        cwd=Path(__file__).parents[2],
        env=environment(directory, fake.url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("in the third epoch"):
            break
    process.send_signal(sent)
    said = process.communicate(timeout=150)[1]

    def ended() -> list[dict[str, Any]]:
        received = [json.loads(line) for line in fake.stored()]
        return [event for event in received if event["type"] == "execution_ended"]

    fake.wait_for(lambda: bool(ended()), 150)
    assert [event["status"] for event in ended()] == ["ABORTED"]
    received = [json.loads(line) for line in fake.stored()]
    epochs = [e["rows"][0]["epoch"] for e in received if e.get("set") == "oTrainingModel"]
    assert epochs == [1, 2], said


@pytest.mark.column("tests")
def test_an_evaluation_after_the_training_is_a_test(spool: Path, trained: Framework) -> None:
    seen = trained.train(Plan(is_tested=True))
    (row,) = rows(spool, "oTestingModel")
    assert row["epoch"] == 3
    assert row["loss"] == pytest.approx(seen.test["loss"], rel=CLOSE)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A directory for checkpoints."""
    directory = tmp_path / "kept"
    directory.mkdir()
    return directory


@pytest.mark.column("checkpoints")
def test_checkpoints_are_files_of_their_epoch(spool: Path, kept: Path, trained: Framework) -> None:
    trained.train(Plan(directory=kept))
    files = of_type(spool, "file")
    assert [event["epoch"] for event in files] == [1, 2, 3]
    newest = Path(files[-1]["path"], files[-1]["name"])
    assert files[-1]["sha256"] == hashlib.sha256(newest.read_bytes()).hexdigest()
    assert (files[-1]["role"], files[-1]["transformation"]) == ("output", "TrainingModel")
    assert len({event["sha256"] for event in files}) == 3


@pytest.mark.column("resume")
def test_a_training_goes_on_from_a_checkpoint(spool: Path, kept: Path, trained: Framework) -> None:
    trained.train(Plan(directory=kept))
    trained.train(Plan(epochs=2, directory=kept, resumes=True))
    first, second = of_type(spool, "execution_started")
    assert (first["resumed_from"], second["resumed_from"]) == (None, first["execution"])
    assert [row["epoch"] for row in rows(spool, "oTrainingModel")] == [1, 2, 3, 4, 5]


def test_the_weights_are_the_same_bit_for_bit(spool: Path, trained: Framework) -> None:
    plain = trained.train(Plan(captured=False)).weights
    assert trained.train(Plan(captured=False)).weights == plain
    assert of_type(spool, "execution_started") == []
    assert trained.train(Plan()).weights == plain
    assert trained.train(Plan(steps=True)).weights == plain
    assert len(of_type(spool, "execution_started")) == 2


def test_the_table_in_the_docs_is_what_was_found(
    trained: Framework, found: dict[table.Cell, bool], pytestconfig: pytest.Config
) -> None:
    columns = {column for name, column in found if name == trained.name}
    if columns != set(table.COLUMNS):
        pytest.skip("only a part of the suite was run")
    row = table.row(trained, found)
    if pytestconfig.getoption("--write-table"):
        table.write(row)
    assert table.committed().get(trained.name) == row
