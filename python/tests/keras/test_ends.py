from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

import cnnprov.keras
import keras
from tests.keras.nets import STEPS, At, X, Y, fit, network
from tests.logs import events, of_type, rows

PLACES = ["first", "last"]


def placed(place: str, other: Any) -> list[Any]:
    capture = cnnprov.keras.Capture("df")
    return [capture, other] if place == "first" else [other, capture]


def training_ends(spool: Path) -> list[dict[str, Any]]:
    ended = of_type(spool, "task_ended")
    return [event for event in ended if event["transformation"] == "TrainingModel"]


def leaves(error: BaseException) -> Any:
    def leave() -> None:
        raise error

    return leave


def test_the_training_is_finished_when_fit_returns(spool: Path) -> None:
    capture = cnnprov.keras.Capture("df")
    fit(network(), capture)
    assert [event["status"] for event in training_ends(spool)] == ["FINISHED"]
    assert of_type(spool, "execution_ended") == []  # tests and files may follow
    capture.execution.end()
    (ended,) = of_type(spool, "execution_ended")
    assert (ended["status"], ended["error"]) == ("FINISHED", None)


@pytest.mark.parametrize("place", PLACES)
def test_early_stopping_keeps_the_last_epoch_and_finishes(spool: Path, place: str) -> None:
    stop = keras.callbacks.EarlyStopping(monitor="loss", patience=2, min_delta=100)
    history = fit(network(), *placed(place, stop), epochs=9)
    written = rows(spool, "oTrainingModel")
    assert [row["loss"] for row in written] == history["loss"]
    assert [row["epoch"] for row in written] == [1, 2, 3]
    assert [event["status"] for event in training_ends(spool)] == ["FINISHED"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("hook", ["train_batch_end", "epoch_begin", "epoch_end"])
def test_an_exception_fails_the_execution(spool: Path, place: str, hook: str) -> None:
    model = network()
    with pytest.raises(ValueError, match="spilled coffee"):
        fit(model, *placed(place, At(hook, leaves(ValueError("spilled coffee")), epoch=1)))
    (ended,) = of_type(spool, "execution_ended")
    assert ended["status"] == "FAILED"
    assert (ended["error"]["type"], ended["error"]["message"]) == ("ValueError", "spilled coffee")
    assert "in leave" in ended["error"]["traceback"]
    assert [event["status"] for event in training_ends(spool)] == ["FAILED"]
    assert [row["epoch"] for row in rows(spool, "oTrainingModel")] == [1]
    assert events(spool)[-1]["type"] == "execution_ended"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("hook", ["train_batch_begin", "train_batch_end", "epoch_end"])
def test_ctrl_c_aborts_the_execution(spool: Path, place: str, hook: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        fit(network(), *placed(place, At(hook, leaves(KeyboardInterrupt()), epoch=1)))
    assert [event["status"] for event in of_type(spool, "execution_ended")] == ["ABORTED"]
    assert len(training_ends(spool)) == 1
    assert [row["epoch"] for row in rows(spool, "oTrainingModel")] == [1]


@pytest.mark.parametrize("hook", ["train_begin", "train_end"])
def test_an_exception_before_and_behind_the_epochs_fails_it_too(spool: Path, hook: str) -> None:
    with pytest.raises(ValueError, match="spilled"):
        fit(network(), *placed("last", At(hook, leaves(ValueError("spilled")))))
    assert [event["status"] for event in of_type(spool, "execution_ended")] == ["FAILED"]
    assert rows(spool, "iTrainingModel")[0]["learning_rate"] == 0.01


def test_an_exception_of_keras_itself_fails_it(spool: Path) -> None:
    with pytest.raises((ValueError, RuntimeError), match="expected axis") as raised:
        network().fit(X[:, :3], Y, verbose=0, callbacks=[cnnprov.keras.Capture("df")])
    (ended,) = of_type(spool, "execution_ended")
    assert (ended["status"], ended["error"]["type"]) == ("FAILED", raised.type.__name__)


def test_a_failed_training_leaves_the_model_as_it_was() -> None:
    model = network()
    before = set(vars(model))
    with pytest.raises(ValueError, match="spilled"):
        fit(model, *placed("first", At("epoch_end", leaves(ValueError("spilled")))))
    assert {"evaluate", "save", "save_weights", "fit"} & (set(vars(model)) - before) == set()
    assert "assign" not in vars(model.optimizer.learning_rate)


def test_each_fit_is_an_execution_of_its_own(spool: Path) -> None:
    model, capture = network(), cnnprov.keras.Capture("df")
    fit(model, capture, epochs=2)
    first = capture.execution.tag
    fit(model, capture, epochs=1)
    tags = [event["execution"] for event in of_type(spool, "execution_started")]
    assert sorted(tags) == sorted([first, capture.execution.tag])
    assert sorted(row["epoch"] for row in rows(spool, "oTrainingModel")) == [1, 1, 2]
    assert [event["status"] for event in of_type(spool, "execution_ended")] == ["FINISHED"]


def test_an_initial_epoch_goes_on_with_the_execution(spool: Path) -> None:
    model, capture = network(), cnnprov.keras.Capture("df", steps=True)
    for epoch in range(3):
        if epoch == 2:
            model.optimizer.learning_rate = 0.5
        fit(model, capture, initial_epoch=epoch, epochs=epoch + 1)
    assert len(of_type(spool, "execution_started")) == 1
    assert [row["epoch"] for row in rows(spool, "oTrainingModel")] == [1, 2, 3]
    assert [row["step"] for row in rows(spool, "oTrainingStep")] == list(range(1, 3 * STEPS + 1))
    assert len(rows(spool, "iTrainingModel")) == 1
    (row,) = rows(spool, "oAdaptation")
    assert (row["epoch_id"], row["old_value"], row["new_lrate"]) == (3, 0.01, 0.5)
    assert row["kind"] == "code"


def test_an_initial_epoch_resumes_an_execution_that_was_aborted(spool: Path) -> None:
    model, capture = network(), cnnprov.keras.Capture("df")
    with pytest.raises(KeyboardInterrupt):
        fit(model, capture, At("epoch_begin", leaves(KeyboardInterrupt()), epoch=2))
    aborted = capture.execution.tag
    fit(model, capture, initial_epoch=2)
    started = {event["execution"]: event for event in of_type(spool, "execution_started")}
    assert started[aborted]["resumed_from"] is None
    assert started[capture.execution.tag]["resumed_from"] == aborted
    assert sorted(row["epoch"] for row in rows(spool, "oTrainingModel")) == [1, 2, 3]


def test_domain_data_before_the_fit_belongs_to_its_execution(spool: Path) -> None:
    capture = cnnprov.keras.Capture("df")
    with capture.execution.task("DenseBlock") as task:
        task.use("iDenseBlock", K=32, L=4)
    fit(network(), capture, epochs=1)
    assert len(of_type(spool, "execution_started")) == 1
    assert rows(spool, "iDenseBlock") == [{"K": 32, "L": 4}]
    assert len(rows(spool, "oTrainingModel")) == 1


def test_an_execution_ends_once_its_model_is_gone_and_another_trains(spool: Path) -> None:
    first = cnnprov.keras.Capture("df")
    fit(network(), first, epochs=1)
    tag = first.execution.tag
    del first
    gc.collect()
    fit(network(), cnnprov.keras.Capture("df"), epochs=1)
    assert [event["status"] for event in of_type(spool, "execution_ended")] == ["FINISHED"]
    assert tag in {event["execution"] for event in of_type(spool, "execution_started")}


def test_a_fit_of_the_users_own_is_captured_without_that_of_keras(spool: Path) -> None:
    class Own(keras.Sequential):  # type: ignore[misc]
        def fit(self, epochs: int, callbacks: list[Any]) -> None:
            listed = keras.callbacks.CallbackList(callbacks, model=self, epochs=epochs)
            listed.on_train_begin()
            for epoch in range(epochs):
                listed.on_epoch_begin(epoch)
                listed.on_train_batch_begin(0)
                logs = self.train_on_batch(X, Y, return_dict=True)
                listed.on_train_batch_end(0, logs)
                listed.on_epoch_end(epoch, logs)
            listed.on_train_end()

    model = Own([keras.layers.Input((6,)), keras.layers.Dense(3, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    model.fit(epochs=2, callbacks=[cnnprov.keras.Capture("df")])
    assert [row["epoch"] for row in rows(spool, "oTrainingModel")] == [1, 2]
    assert rows(spool, "iTrainingModel")[0]["num_epochs"] == 2
    assert [event["status"] for event in training_ends(spool)] == ["FINISHED"]


def test_nothing_is_captured_where_capture_is_disabled(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CNNPROV_DISABLED", "1")
    model = network()
    fit(model, cnnprov.keras.Capture("df"))
    assert model.evaluate(X, Y, verbose=0)
    assert events(spool) == []


def test_a_training_goes_on_where_nothing_can_be_written(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = spool / "file"
    in_the_way.write_text("not a directory")
    monkeypatch.setenv("CNNPROV_SPOOL", str(in_the_way))
    with pytest.warns(cnnprov.CaptureWarning, match="Nothing is captured"):
        history = fit(network(), cnnprov.keras.Capture("df"))
    assert len(history["loss"]) == 3
    monkeypatch.setattr("cnnprov._failsafe._warned", set())
