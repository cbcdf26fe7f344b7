from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cnnprov._launch import ensure_shipper
from tests.fake_server import FakeServer
from tests.processes import cli, eventually, remove_spool, running, training

LOOP = """
import cnnprov
run = cnnprov.execution("df", hyperparameters={"lr": 0.1})
step = 0
while True:
    step += 1
    run.log(step=step, loss=0.5)
    if step == 100:
        print("100 steps", flush=True)
"""


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Path]:
    """A spool for trainings in other processes; removed after the test, which ends its shipper."""
    spool = tmp_path / "spool"
    yield spool
    remove_spool(spool)


def received(fake: FakeServer) -> list[dict[str, Any]]:
    return [json.loads(line) for line in fake.stored()]


def ended(fake: FakeServer) -> list[dict[str, Any]]:
    return [event for event in received(fake) if event["type"] == "execution_ended"]


def test_a_training_reaches_the_server_by_itself(directory: Path, fake: FakeServer) -> None:
    script = """
import cnnprov
with cnnprov.execution("df") as run:
    for epoch in range(5):
        run.log(loss=1 / (epoch + 1))
"""
    process = training(directory, fake.url, script)
    assert process.communicate(timeout=30) == ("", "")
    fake.wait_for(lambda: bool(ended(fake)))
    assert ended(fake)[0]["status"] == "FINISHED"
    eventually(lambda: sorted(os.listdir(directory)) == ["shipper.lock", "shipper.log"])


def test_the_shipper_gives_way_to_the_training(directory: Path, fake: FakeServer) -> None:
    process = training(directory, fake.url, LOOP)
    assert process.stdout is not None
    process.stdout.readline()
    own = os.getpriority(os.PRIO_PROCESS, process.pid)
    fake.wait_for(lambda: bool(received(fake)))
    shipper = int((directory / "shipper.lock").read_text())
    assert os.getpriority(os.PRIO_PROCESS, shipper) == min(own + 10, 19)
    process.kill()
    process.communicate()


def test_a_killed_training_becomes_aborted(directory: Path, fake: FakeServer) -> None:
    process = training(directory, fake.url, LOOP)
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.communicate()
    fake.wait_for(lambda: bool(ended(fake)))
    events = received(fake)
    assert events[-1]["status"] == "ABORTED"
    steps = [e["rows"][0]["step"] for e in events if e.get("set") == "oTrainingStep"]
    assert len(steps) >= 100
    assert steps == list(range(1, len(steps) + 1))


def test_a_terminated_training_becomes_aborted(directory: Path, fake: FakeServer) -> None:
    process = training(directory, fake.url, LOOP)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate()
    fake.wait_for(lambda: bool(ended(fake)))
    assert ended(fake)[0]["status"] == "ABORTED"


@pytest.mark.parametrize(
    ("last_line", "status", "error"),
    [
        ("", "FINISHED", None),
        ("raise SystemExit(0)", "FINISHED", None),
        ("raise ValueError('diverged')", "FAILED", "ValueError"),
        ("import signal, os; os.kill(os.getpid(), signal.SIGINT)", "ABORTED", "KeyboardInterrupt"),
    ],
)
def test_an_execution_without_a_block_ends_with_the_interpreter(
    directory: Path, fake: FakeServer, last_line: str, status: str, error: str | None
) -> None:
    script = f"import cnnprov\nrun = cnnprov.execution('df')\nrun.log(loss=1)\n{last_line}"
    training(directory, fake.url, script).communicate(timeout=30)
    fake.wait_for(lambda: bool(ended(fake)))
    (end,) = ended(fake)
    assert end["status"] == status
    assert (end["error"] or {"type": None})["type"] == error


def test_children_are_silent_and_the_parents_log_is_whole(
    directory: Path, fake: FakeServer
) -> None:
    script = """
import multiprocessing, os, sys
import cnnprov
def child(run):
    run.log(step=-1)
    with cnnprov.execution("of-child") as own:
        own.log(loss=1)
with cnnprov.execution("df") as run:
    context = multiprocessing.get_context("fork")
    for number in range(3):
        run.log(step=number)
        process = context.Process(target=child, args=(run,))
        process.start()
        process.join()
    if os.fork() == 0:
        sys.exit(0)
    os.wait()
    run.log(step=3)
"""
    process = training(directory, fake.url, script, PYTHONWARNINGS="ignore::DeprecationWarning")
    assert process.communicate(timeout=60)[1] == ""
    fake.wait_for(lambda: len(ended(fake)) == 4)
    assert [end["status"] for end in ended(fake)] == ["FINISHED"] * 4
    steps = [
        event["rows"][0]["step"] for event in received(fake) if event.get("set") == "oTrainingStep"
    ]
    assert steps == [0, 1, 2, 3]


def test_a_whole_training_without_a_server_is_shipped_afterwards(
    directory: Path, fake: FakeServer
) -> None:
    script = """
import cnnprov
with cnnprov.execution("df") as run:
    for step in range(20_000):
        run.log(step=step, loss=0.5)
"""
    process = training(directory, "http://127.0.0.1:9", script)
    assert process.communicate(timeout=60) == ("", "")
    answer = cli(directory, fake.url, "sync")
    assert answer.returncode == 0, answer.stderr
    assert sum(b'"oTrainingStep"' in event for event in fake.stored()) == 20_000


def test_the_status_of_a_spool_that_waits(directory: Path) -> None:
    script = "import cnnprov\nwith cnnprov.execution('df') as run: run.log(loss=1)"
    nobody = "http://127.0.0.1:9"
    training(directory, nobody, script, CNNPROV_RESOURCES="0").communicate(timeout=30)
    eventually(lambda: "running (" in cli(directory, "http://127.0.0.1:9", "status").stdout)
    text = cli(directory, "http://127.0.0.1:9", "status").stdout
    assert "6 events wait" in text
    assert "ended" in text
    assert "no answer" in text


def test_scripts_that_use_the_old_calls_end_by_themselves(
    directory: Path, fake: FakeServer
) -> None:
    script = """
from cnnprov.dfanalyzer import Dataflow, DataSet, Element, Task
Dataflow("df", True).save()
task = Task(1, "df", "run-1", "TrainingModel")
task.begin()
task.add_dataset(DataSet("oTrainingModel", [Element(["t", 1.5, 0.5, 0.9, 0])]))
task.save()
raise SystemExit("stopped early")
"""
    training(directory, fake.url, script).communicate(timeout=30)
    fake.wait_for(lambda: bool(ended(fake)))
    assert ended(fake)[0]["status"] == "FINISHED"
    assert [event["type"] for event in received(fake)].count("task_ended") == 1
    eventually(lambda: sorted(os.listdir(directory)) == ["shipper.lock", "shipper.log"])


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
def test_two_who_begin_at_once_start_one_shipper(directory: Path) -> None:
    directory.mkdir()
    ensure_shipper(directory)
    ensure_shipper(directory)
    eventually(lambda: bool(running(str(directory))))  # while it becomes Python it has no name
    assert len(running(str(directory))) == 1
