from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import cnnprov.keras
import keras
from tests.keras.nets import BATCH, EXAMPLES, STEPS, At, X, Y, fit, network
from tests.logs import of_type, rows

OWN = {"timestamp", "elapsed_time", "epoch"}


def measures(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in OWN}


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_every_epoch_has_the_logs_of_keras(spool: Path, place: str) -> None:
    capture = cnnprov.keras.Capture("df")
    others = [keras.callbacks.TerminateOnNaN(), keras.callbacks.CSVLogger(spool / "log.csv")]
    others.insert({"first": 0, "middle": 1, "last": 2}[place], capture)
    history = fit(network(), *others, validation_split=0.25)
    written = rows(spool, "oTrainingModel")
    assert [row["epoch"] for row in written] == [1, 2, 3]
    for index, row in enumerate(written):
        assert measures(row) == {name: values[index] for name, values in history.items()}
    assert {"loss", "accuracy", "val_loss", "val_accuracy"} <= set(written[0])


def test_an_epoch_has_its_seconds_and_its_time(spool: Path) -> None:
    began: list[datetime] = []
    times = At("train_begin", lambda: began.append(datetime.now().astimezone()))
    fit(network(), times, cnnprov.keras.Capture("df"))
    written = rows(spool, "oTrainingModel")
    ended = [datetime.fromisoformat(row["timestamp"].replace("Z", "+00:00")) for row in written]
    assert began[0] < ended[0] < ended[1] < ended[2]
    for before, row, end in zip([began[0], *ended], written, ended, strict=False):
        assert 0 < row["elapsed_time"] <= (end - before).total_seconds() + 0.001


def test_measures_that_other_callbacks_add_are_kept(spool: Path) -> None:
    class AddsAMeasure(keras.callbacks.Callback):  # type: ignore[misc]
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            logs["f1"] = epoch / 4

    fit(network(), cnnprov.keras.Capture("df"), AddsAMeasure())
    assert [row["f1"] for row in rows(spool, "oTrainingModel")] == [0.0, 0.25, 0.5]


def test_a_loss_that_is_not_a_number_stays_one(spool: Path) -> None:
    def nowhere(_: Any, predicted: Any) -> Any:
        return keras.ops.mean(predicted) * math.nan

    fit(network(loss=nowhere), cnnprov.keras.Capture("df"), epochs=2)
    assert [row["loss"] for row in rows(spool, "oTrainingModel")] == ["NaN", "NaN"]


def test_terminate_on_nan_finishes_with_what_was_trained(spool: Path) -> None:
    def nowhere(_: Any, predicted: Any) -> Any:
        return keras.ops.mean(predicted) * math.nan

    capture = cnnprov.keras.Capture("df")
    history = fit(network(loss=nowhere), capture, keras.callbacks.TerminateOnNaN(), epochs=5)
    assert len(rows(spool, "oTrainingModel")) == len(history["loss"]) == 1


def test_chosen_metrics_are_kept_alone(spool: Path) -> None:
    fit(network(), cnnprov.keras.Capture("df", metrics=["Loss"]))
    assert all(set(row) == OWN | {"loss"} for row in rows(spool, "oTrainingModel"))


def test_excluded_metrics_are_left_out(spool: Path) -> None:
    fit(network(), cnnprov.keras.Capture("df", exclude=["accuracy"]))
    assert all(set(row) == OWN | {"loss"} for row in rows(spool, "oTrainingModel"))


def test_one_name_for_several_is_an_error_at_once() -> None:
    with pytest.raises(TypeError, match="metrics takes several names"):
        cnnprov.keras.Capture("df", metrics="loss")


def test_steps_are_not_kept_unasked(spool: Path) -> None:
    fit(network(), cnnprov.keras.Capture("df"))
    assert rows(spool, "oTrainingStep") == []


@pytest.mark.skipif(keras.backend.backend() != "jax", reason="others wait for each step anyway")
def test_keras_waits_for_no_step_because_of_the_capture() -> None:
    capture = cnnprov.keras.Capture("df")
    assert keras.callbacks.CallbackList([capture])._async_train
    assert not keras.callbacks.CallbackList([cnnprov.keras.Capture("df", steps=True)])._async_train


def test_each_step_has_what_keras_logs_for_it(spool: Path) -> None:
    class Steps(keras.callbacks.Callback):  # type: ignore[misc]
        logged: list[dict[str, float]] = []  # noqa: RUF012

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:  # noqa: ARG002
            self.logged.append(dict(logs))

    steps = Steps()
    fit(network(), cnnprov.keras.Capture("df", steps=True), steps, epochs=2)
    written = rows(spool, "oTrainingStep")
    assert [row["step"] for row in written] == list(range(1, 2 * STEPS + 1))
    assert [row["epoch"] for row in written] == [1] * STEPS + [2] * STEPS
    assert [{"loss": row["loss"], "accuracy": row["accuracy"]} for row in written] == steps.logged
    assert all(row["learning_rate"] == 0.01 for row in written)


@pytest.mark.skipif(keras.backend.backend() == "torch", reason="PyTorch runs each step alone")
def test_steps_that_are_run_together_count_each(spool: Path) -> None:
    model = network()
    model.compile("sgd", "sparse_categorical_crossentropy", steps_per_execution=2)
    fit(model, cnnprov.keras.Capture("df", steps=True), epochs=2)
    assert [row["step"] for row in rows(spool, "oTrainingStep")] == [2, 4, 6, 8]


def test_a_generator_of_batches_is_captured(spool: Path) -> None:
    class Batches(keras.utils.PyDataset):  # type: ignore[misc]
        batch_size = BATCH

        def __len__(self) -> int:
            return EXAMPLES // BATCH

        def __getitem__(self, index: int) -> Any:
            part = slice(index * BATCH, (index + 1) * BATCH)
            return X[part], Y[part]

    model = network()
    model.fit(Batches(), epochs=2, verbose=0, callbacks=cnnprov.keras.Capture("df"))
    assert [row["epoch"] for row in rows(spool, "oTrainingModel")] == [1, 2]
    assert rows(spool, "iTrainingModel")[0]["batch_size"] == BATCH


def test_two_captures_of_one_fit_are_two_executions(spool: Path) -> None:
    fit(network(), cnnprov.keras.Capture("one"), cnnprov.keras.Capture("other"), epochs=2)
    started = of_type(spool, "execution_started")
    assert {event["dataflow"] for event in started} == {"one", "other"}
    assert sorted(row["epoch"] for row in rows(spool, "oTrainingModel")) == [1, 1, 2, 2]


def test_arguments_may_come_by_position_and_callbacks_as_keras_own_list(spool: Path) -> None:
    model = network()
    callbacks = keras.callbacks.CallbackList(
        [cnnprov.keras.Capture("df"), keras.callbacks.LearningRateScheduler(lambda epoch: 0.5)],
        add_history=True,
        model=model,
        epochs=2,
    )
    model.fit(np.asarray(X), Y, 16, 2, 0, callbacks)
    hyperparameters = rows(spool, "iTrainingModel")[0]
    assert (hyperparameters["batch_size"], hyperparameters["num_epochs"]) == (16, 2)
    assert hyperparameters["learning_rate"] == 0.5


def test_wrong_arguments_fail_as_in_keras() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'epoch'"):
        network().fit(X, Y, epoch=3, callbacks=[cnnprov.keras.Capture("df")])
