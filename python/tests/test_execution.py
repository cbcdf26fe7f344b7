from __future__ import annotations

import hashlib
import math
import os
import threading
import warnings
from pathlib import Path

import pytest

import cnnprov
from tests import logs


class Tensor:
    """What NumPy, PyTorch and JAX have in common."""

    def __init__(self, *values: float) -> None:
        self.values = values

    def item(self) -> float:
        if len(self.values) != 1:
            raise ValueError("only one value converts to a scalar")
        return self.values[0]

    def __str__(self) -> str:
        return f"tensor{self.values}"


def test_tells_a_training_from_its_start_to_its_end(spool: Path) -> None:
    with cnnprov.execution("alexnet-df", hyperparameters={"learning_rate": 0.001}) as run:
        run.log(loss=0.5)
        run.log(loss=0.25, accuracy=0.9)
    events = logs.events(spool)
    assert [event["type"] for event in events] == [
        "dataflow_declared",
        "execution_started",
        "task_begun",
        "elements",
        "elements",
        "elements",
        "task_ended",
        "execution_ended",
    ]
    assert events[0]["dataflow"] == {"tag": "alexnet-df", "predefined": True}
    assert events[1]["execution"] == run.tag
    assert events[1]["rank"] == {"index": 0, "of": 1}
    assert events[1]["machine"]["cores"] == os.cpu_count()
    assert logs.rows(spool, "iTrainingModel") == [{"learning_rate": 0.001}]
    assert [row["epoch"] for row in logs.rows(spool, "oTrainingModel")] == [1, 2]
    assert events[-2]["status"] == events[-1]["status"] == "FINISHED"
    assert events[-1]["error"] is None


def test_epochs_keep_the_callers_number_and_times(spool: Path) -> None:
    with cnnprov.execution("df") as run:
        run.log(epoch=7, loss=1, elapsed_time="0:00:14.005", timestamp="then")
        run.log(loss=2)
    first, second = logs.rows(spool, "oTrainingModel")
    assert first == {"epoch": 7, "loss": 1, "elapsed_time": "0:00:14.005", "timestamp": "then"}
    assert second["epoch"] == 8
    assert 0 <= second["elapsed_time"] < 5


def test_steps_go_to_their_own_set(spool: Path) -> None:
    with cnnprov.execution("df") as run:
        run.log(step=17, loss=0.3)
        run.log(step=18, epoch=2, loss=0.2)
    first, second = logs.rows(spool, "oTrainingStep")
    assert {**first, "timestamp": ""} == {"step": 17, "loss": 0.3, "timestamp": ""}
    assert second["epoch"] == 2
    assert logs.rows(spool, "oTrainingModel") == []


def test_values_of_any_kind_become_scalars(spool: Path) -> None:
    numpy = pytest.importorskip("numpy")
    with cnnprov.execution("df") as run:
        run.log(
            nan=math.nan,
            up=math.inf,
            down=-math.inf,
            tensor=Tensor(0.5),
            diverged=Tensor(math.nan),
            several=Tensor(1, 2),
            single=numpy.float32(0.5),
            double=numpy.float64("nan"),
            count=numpy.int64(3),
            zero_d=numpy.array(2.5),
            yes=True,
            nothing=None,
            path=Path("a"),
            tuple=(1, 2),
        )
    (row,) = logs.rows(spool, "oTrainingModel")
    assert row["nan"] == row["diverged"] == row["double"] == "NaN"
    assert (row["up"], row["down"]) == ("Infinity", "-Infinity")
    assert (row["tensor"], row["single"], row["count"], row["zero_d"]) == (0.5, 0.5, 3, 2.5)
    assert (row["several"], row["path"], row["tuple"]) == ("tensor(1, 2)", "a", "(1, 2)")
    assert row["yes"] is True
    assert row["nothing"] is None


def test_an_adaptation_is_a_task_that_depends_on_the_training(spool: Path) -> None:
    with cnnprov.execution("df") as run:
        run.adaptation(new_value=0.5, old_value=1.0, epoch=10, cause="StepDecay", inputs={"n": 10})
        run.adaptation(new_value=64, epoch=11, attribute="batch_size", kind="person", why="memory")
    begun = logs.of_type(spool, "task_begun")[1:]
    assert [task["task"] for task in begun] == ["1", "2"]
    assert begun[0]["dependencies"] == [{"transformation": "TrainingModel", "task": "1"}]
    assert logs.rows(spool, "iAdaptation") == [{"n": 10}]
    rate, size = logs.rows(spool, "oAdaptation")
    del rate["timestamp"], size["timestamp"]
    assert rate == {
        "new_lrate": 0.5,
        "old_value": 1.0,
        "new_value": 0.5,
        "kind": "code",
        "cause": "StepDecay",
        "attribute": "learning_rate",
        "epoch_id": 10,
        "adaptation_id": 1,
    }
    assert size == {
        "new_value": 64,
        "kind": "person",
        "why": "memory",
        "attribute": "batch_size",
        "epoch_id": 11,
        "adaptation_id": 2,
    }


def test_an_adaptation_is_written_in_one_piece(spool: Path) -> None:
    """Who reads while it is written, or after a kill, finds a whole one or none."""
    begun, stopped = threading.Event(), threading.Event()

    def log_steps(run: cnnprov.Execution) -> None:
        step = 0
        while not stopped.is_set():
            run.log(step=(step := step + 1), loss=1)
            begun.set()

    with cnnprov.execution("df") as run:
        thread = threading.Thread(target=log_steps, args=(run,))
        thread.start()
        begun.wait()
        for epoch in range(1, 501):
            run.adaptation(new_value=0.5, epoch=epoch, inputs={"n": epoch})
        stopped.set()
        thread.join()
    events = logs.events(spool)
    adapted = [at for at, each in enumerate(events) if each.get("transformation") == "Adaptation"]
    spans = [last - first for first, last in zip(adapted[::4], adapted[3::4], strict=True)]
    assert spans == [3] * 500


def test_a_test_depends_on_the_training_if_there_was_one(spool: Path) -> None:
    with cnnprov.execution("df") as run:
        run.test(accuracy=0.1)
        run.log(loss=1)
        run.test(epoch=1, accuracy=0.8, loss=0.4)
    tests = [e for e in logs.of_type(spool, "task_begun") if e["transformation"] == "TestingModel"]
    assert [len(test["dependencies"]) for test in tests] == [0, 1]
    assert logs.rows(spool, "oTestingModel")[1] == {"epoch": 1, "accuracy": 0.8, "loss": 0.4}


def test_own_transformations_are_declared_on_first_use(spool: Path) -> None:
    with cnnprov.execution("df") as run:
        for x in (64, 128):
            with run.task("DenseBlock") as block:
                block.use("iDenseBlock", K=32, name="a")
                block.produce("oDenseBlock", x1=x)
        with run.task("Decoder", dependencies=[block, ("DenseBlock", "1")]) as decoder:
            decoder.use("oDenseBlock")
    declared = [event["dataflow"] for event in logs.of_type(spool, "dataflow_declared")][1:]
    transformations = [dataflow["transformations"][0] for dataflow in declared]
    assert transformations == [
        {"tag": "DenseBlock"},
        {
            "tag": "DenseBlock",
            "sets": [
                {
                    "tag": "iDenseBlock",
                    "type": "INPUT",
                    "attributes": [
                        {"name": "K", "type": "NUMERIC"},
                        {"name": "name", "type": "TEXT"},
                    ],
                }
            ],
        },
        {
            "tag": "DenseBlock",
            "sets": [
                {
                    "tag": "oDenseBlock",
                    "type": "OUTPUT",
                    "attributes": [{"name": "x1", "type": "NUMERIC"}],
                }
            ],
        },
        {"tag": "Decoder"},
        {
            "tag": "Decoder",
            "sets": [{"tag": "oDenseBlock", "type": "INPUT", "dependency": "DenseBlock"}],
        },
    ]
    decoder_begun = logs.of_type(spool, "task_begun")[-1]
    assert decoder_begun["dependencies"] == [
        {"transformation": "DenseBlock", "task": "2"},
        {"transformation": "DenseBlock", "task": "1"},
    ]


def test_a_failing_task_keeps_its_error_and_the_caller_gets_it(spool: Path) -> None:
    run = cnnprov.execution("df")
    with run, pytest.raises(ValueError, match="no field"), run.task("Encoder"):
        raise ValueError("no field")
    (ended,) = logs.of_type(spool, "task_ended")
    assert ended["status"] == "FAILED"
    assert ended["error"]["type"] == "ValueError"
    assert "test_execution.py" in ended["error"]["traceback"]
    assert logs.of_type(spool, "execution_ended")[0]["status"] == "FINISHED"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ValueError("diverged"), "FAILED"),
        (KeyboardInterrupt(), "ABORTED"),
        (SystemExit(1), "FAILED"),
        (SystemExit(0), "FINISHED"),
    ],
)
def test_the_way_the_block_is_left_gives_the_status(
    spool: Path, error: BaseException, status: str
) -> None:
    run = cnnprov.execution("df")
    run.log(loss=1)
    with pytest.raises(type(error)), run:
        raise error
    (ended,) = logs.of_type(spool, "execution_ended")
    assert ended["status"] == status
    (task,) = logs.of_type(spool, "task_ended")
    assert (task["status"] == "FINISHED") == (status == "FINISHED")
    if status == "FAILED":
        assert ended["error"]["type"] == type(error).__name__


def test_a_file_has_the_size_and_hash_of_its_content_at_the_call(spool: Path) -> None:
    weights = spool.parent / "weights.keras"
    weights.write_bytes(b"epoch 1" * 100_000)
    with cnnprov.execution("df") as run:
        run.file(weights, epoch=1)
        expected = hashlib.sha256(weights.read_bytes()).hexdigest()
        weights.write_bytes(b"epoch 2")
        with run.task("Load") as load:
            load.file(weights, role="input")
    first, second = logs.of_type(spool, "file")
    assert (first["name"], first["path"]) == ("weights.keras", str(weights.parent))
    assert (first["size"], first["sha256"], first["epoch"]) == (700_000, expected, 1)
    assert (second["role"], second["transformation"], second["size"]) == ("input", "Load", 7)


def test_what_cannot_be_captured_warns_once_and_stops_nothing(spool: Path) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with cnnprov.execution("df") as run:
            for _ in range(3):
                run.file(spool / "missing.h5")
            run.layers([1, 2])  # type: ignore[list-item]
            run.log(loss=1)
    messages = [str(w.message) for w in caught if w.category is cnnprov.CaptureWarning]
    assert len(messages) == 2
    assert "missing.h5" in messages[0]
    assert len(logs.rows(spool, "oTrainingModel")) == 1


def test_a_spool_that_cannot_be_written_stops_no_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spool: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CNNPROV_SPOOL", str(tmp_path / "file" / "spool"))
    with pytest.warns(cnnprov.CaptureWarning, match="Nothing is captured"):
        run = cnnprov.execution("df")
    with run:
        run.log(loss=1)
        with run.task("T") as task:
            task.produce("oT", x=1)
    assert [path.name for path in spool.iterdir()] == ["shipper.lock"]


def test_disabled_capture_leaves_no_trace(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNPROV_DISABLED", "1")
    with cnnprov.execution("df", hyperparameters={"lr": 1}) as run:
        run.log(loss=1)
        run.adaptation(new_value=1, epoch=1)
        run.test(accuracy=1)
        run.note("x")
        with run.task("T") as task:
            task.use("iT", x=1)
    assert [path.name for path in spool.iterdir()] == ["shipper.lock"]


def test_nothing_follows_the_end(spool: Path) -> None:
    run = cnnprov.execution("df")
    run.end()
    run.log(loss=1)
    run.note("late")
    run.end("FAILED")
    assert [event["type"] for event in logs.events(spool)][-1] == "execution_ended"
    assert logs.of_type(spool, "execution_ended")[0]["status"] == "FINISHED"


def test_two_executions_side_by_side_do_not_mix(spool: Path) -> None:
    with cnnprov.execution("a") as a, cnnprov.execution("b") as b:
        a.log(loss=1)
        b.log(loss=2)
        a.log(loss=3)
    assert a.tag != b.tag
    assert len(list(spool.glob("*.ndjson"))) == 2


def test_threads_may_share_an_execution(spool: Path) -> None:
    with cnnprov.execution("df") as run:

        def capture() -> None:
            for number in range(200):
                run.log(step=number, loss=0.5)
            run.adaptation(new_value=1, epoch=1)

        threads = [threading.Thread(target=capture) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(logs.rows(spool, "oTrainingStep")) == 800
    ids = [row["adaptation_id"] for row in logs.rows(spool, "oAdaptation")]
    assert sorted(ids) == [1, 2, 3, 4]
    assert len(logs.of_type(spool, "task_begun")) == 5


def test_notes_and_layers(spool: Path) -> None:
    layer = {"index": 0, "name": "conv", "class": "Conv2D", "attribute": "filters", "value": 96}
    with cnnprov.execution("df") as run:
        run.note("warm-up too long", dataset="flowers17", fold=3)
        run.layers(layer for _ in range(501))
    (note,) = logs.of_type(spool, "note")
    assert note["tags"] == {"dataset": "flowers17", "fold": "3"}
    rows = logs.rows(spool, "iLayers")
    assert len(rows) == 501
    assert rows[0] == layer
