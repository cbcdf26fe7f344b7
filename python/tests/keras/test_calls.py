from __future__ import annotations

import hashlib
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import cnnprov.keras
import keras
from tests.keras.nets import At, X, Y, fit, network
from tests.logs import of_type, rows


def files(spool: Path) -> list[tuple[str, int]]:
    return [(event["name"], event["epoch"]) for event in of_type(spool, "file")]


def test_an_evaluation_after_fit_is_a_test(spool: Path) -> None:
    model = network()
    fit(model, cnnprov.keras.Capture("df"))
    loss, accuracy = model.evaluate(X, Y, verbose=0)
    assert rows(spool, "oTestingModel") == [{"epoch": 3, "loss": loss, "accuracy": accuracy}]
    begun = of_type(spool, "task_begun")[-1]
    assert begun["transformation"] == "TestingModel"
    assert begun["dependencies"] == [{"transformation": "TrainingModel", "task": "1"}]


def test_an_evaluation_returns_what_it_returns_without_capture(spool: Path) -> None:
    model = network()
    plain = model.evaluate(X, Y, verbose=0), model.evaluate(X, Y, verbose=0, return_dict=True)
    fit(model, cnnprov.keras.Capture("df"), epochs=1, steps_per_epoch=1)
    model.evaluate(X, Y, 16, 0)
    results = model.evaluate(X, Y, 32, 0), model.evaluate(X, Y, verbose=0, return_dict=True)
    assert [type(result) for result in results] == [type(result) for result in plain]
    assert results[1].keys() == plain[1].keys()
    assert len(rows(spool, "oTestingModel")) == 3


def test_the_callbacks_of_an_evaluation_are_called(spool: Path) -> None:
    model = network()
    fit(model, cnnprov.keras.Capture("df"), epochs=1)
    seen: list[str] = []
    model.evaluate(X, Y, verbose=0, callbacks=[At("test_end", lambda: seen.append("end"))])
    assert seen == ["end"]
    assert len(rows(spool, "oTestingModel")) == 1


def test_validation_is_no_test(spool: Path) -> None:
    fit(network(), cnnprov.keras.Capture("df"), validation_data=(X, Y))
    assert rows(spool, "oTestingModel") == []
    assert all("val_loss" in row for row in rows(spool, "oTrainingModel"))


def test_an_evaluation_while_it_trains_is_a_test_of_that_epoch(spool: Path) -> None:
    model = network()
    evaluates = At("epoch_end", lambda: model.evaluate(X, Y, verbose=0), epoch=1)
    fit(model, cnnprov.keras.Capture("df"), evaluates)
    assert [row["epoch"] for row in rows(spool, "oTestingModel")] == [2]


def test_tests_keep_the_chosen_metrics(spool: Path) -> None:
    model = network()
    fit(model, cnnprov.keras.Capture("df", metrics=["accuracy"]))
    model.evaluate(X, Y, verbose=0)
    assert set(rows(spool, "oTestingModel")[0]) == {"epoch", "accuracy"}


def test_a_later_fit_takes_the_model_back(spool: Path) -> None:
    model = network()
    fit(model, cnnprov.keras.Capture("one"))
    fit(model, cnnprov.keras.Capture("other"), epochs=1)
    model.evaluate(X, Y, verbose=0)
    assert len(rows(spool, "oTestingModel")) == 1
    assert rows(spool, "oTestingModel")[0]["epoch"] == 1


def test_an_early_stop_that_restores_weights_gives_their_epoch(spool: Path, tmp_path: Path) -> None:
    stop = keras.callbacks.EarlyStopping(
        monitor="loss", patience=2, min_delta=100, restore_best_weights=True
    )
    model = network()
    fit(model, cnnprov.keras.Capture("df"), stop, epochs=9)
    model.save(tmp_path / "model.keras")
    assert len(rows(spool, "oTrainingModel")) == 3
    assert files(spool) == [("model.keras", 1)]


def test_checkpoints_are_files_of_their_epoch(spool: Path, tmp_path: Path) -> None:
    template = str(tmp_path / "{epoch:02d}-{loss:.3f}.weights.h5")
    checkpoint = keras.callbacks.ModelCheckpoint(template, save_weights_only=True)
    history = fit(network(), checkpoint, cnnprov.keras.Capture("df"))
    expected = [(f"{n:02d}-{loss:.3f}.weights.h5", n) for n, loss in enumerate(history["loss"], 1)]
    assert files(spool) == expected
    for event in of_type(spool, "file"):
        content = (tmp_path / event["name"]).read_bytes()
        assert event["path"] == str(tmp_path)
        assert event["size"] == len(content)
        assert event["sha256"] == hashlib.sha256(content).hexdigest()
        assert (event["role"], event["transformation"]) == ("output", "TrainingModel")


def test_a_checkpoint_written_over_is_recorded_each_time(spool: Path, tmp_path: Path) -> None:
    checkpoint = keras.callbacks.ModelCheckpoint(tmp_path / "best.keras")
    fit(network(), cnnprov.keras.Capture("df"), checkpoint, epochs=2)
    assert files(spool) == [("best.keras", 1), ("best.keras", 2)]
    first, second = (event["sha256"] for event in of_type(spool, "file"))
    assert first != second


def test_checkpoints_between_epochs_are_of_the_running_one(spool: Path, tmp_path: Path) -> None:
    checkpoint = keras.callbacks.ModelCheckpoint(tmp_path / "at.keras", save_freq=3)
    fit(network(), cnnprov.keras.Capture("df"), checkpoint, epochs=2)
    assert [epoch for _, epoch in files(spool)] == [1, 2]


def test_a_model_that_is_saved_after_fit_is_a_file_of_the_last_epoch(
    spool: Path, tmp_path: Path
) -> None:
    model = network()
    fit(model, cnnprov.keras.Capture("df"))
    model.save(tmp_path / "model.keras")
    model.save_weights(filepath=tmp_path / "model.weights.h5")
    assert files(spool) == [("model.keras", 3), ("model.weights.h5", 3)]
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    for ours, theirs in zip(loaded.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_a_model_that_cannot_be_saved_fails_as_without_capture(tmp_path: Path) -> None:
    model = network()
    fit(model, cnnprov.keras.Capture("df"), epochs=1)
    with pytest.raises(ValueError, match="Invalid filepath extension"):
        model.save(tmp_path / "model.unknown")


def test_an_attached_model_can_be_copied(spool: Path) -> None:
    model = network()
    fit(model, cnnprov.keras.Capture("df"), epochs=1)
    copies: list[Any] = [keras.models.clone_model(model), pickle.loads(pickle.dumps(model))]
    for copy in copies:
        assert not {"evaluate", "save"} & set(vars(copy))
    copies[1].evaluate(X, Y, verbose=0)
    assert rows(spool, "oTestingModel") == []
