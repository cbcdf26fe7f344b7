from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import cnnprov.keras
import keras
from tests.keras.nets import X, Y, fit, network
from tests.logs import of_type, rows

CHOICE = {
    "OPTIMIZER_NAME": True,
    "LEARNING_RATE": True,
    "DECAY": False,
    "MOMENTUM": False,
    "NUM_EPOCHS": True,
    "BATCH_SIZE": False,
    "NUM_LAYERS": True,
}


@pytest.fixture(autouse=True)
def installed() -> None:
    cnnprov.keras.install()


@pytest.mark.parametrize("argument", ["hyperparameters", "hyps"])
def test_what_is_false_is_not_stored(spool: Path, argument: str) -> None:
    model = network(keras.optimizers.SGD(0.01, momentum=0.9, weight_decay=0.1))
    model.provenance(dataflow_tag="alexnet", adaptation=True, **{argument: CHOICE})
    fit(model, epochs=2)
    (found,) = rows(spool, "iTrainingModel")
    assert not {"decay", "momentum", "batch_size"} & set(found)
    assert (found["optimizer_name"], found["learning_rate"]) == ("SGD", 0.01)
    assert (found["num_epochs"], found["num_layers"]) == (2, 2)
    assert of_type(spool, "execution_started")[0]["dataflow"] == "alexnet"


def test_epochs_have_the_numbers_of_the_script(spool: Path) -> None:
    model = network()
    model.provenance(dataflow_tag="alexnet", adaptation=True)
    fit(model, keras.callbacks.LearningRateScheduler(lambda epoch: 0.5**epoch))
    model.evaluate(X, Y, verbose=0)
    assert [row["epoch"] for row in rows(spool, "oTrainingModel")] == [0, 1, 2]
    assert [row["epoch_id"] for row in rows(spool, "oAdaptation")] == [1, 2]
    assert [row["epoch"] for row in rows(spool, "oTestingModel")] == [2]


def test_adaptations_are_stored_when_asked_for(spool: Path) -> None:
    model = network()
    model.provenance(dataflow_tag="alexnet")
    fit(model, keras.callbacks.LearningRateScheduler(lambda epoch: 0.5**epoch))
    assert rows(spool, "oAdaptation") == []
    assert len(rows(spool, "oTrainingModel")) == 3


def test_a_model_may_be_compiled_afterwards(spool: Path) -> None:
    model = keras.Sequential([keras.layers.Input((6,)), keras.layers.Dense(3)])
    model.provenance(dataflow_tag="alexnet", adaptation=True)
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(X, Y, epochs=1, verbose=0)
    model.fit(X, Y, epochs=1, verbose=0)
    assert [row["epoch"] for row in rows(spool, "oTrainingModel")] == [0, 0]
    assert len(of_type(spool, "execution_started")) == 2


def test_the_last_call_counts(spool: Path) -> None:
    model = network()
    model.provenance(dataflow_tag="one")
    model.provenance(dataflow_tag="other")
    fit(model, epochs=1)
    assert [event["dataflow"] for event in of_type(spool, "execution_started")] == ["other"]


def test_models_without_provenance_are_not_captured(spool: Path) -> None:
    fit(network())
    assert of_type(spool, "execution_started") == []


def test_without_keras_the_import_says_what_is_missing() -> None:
    code = "import sys; sys.modules['keras'] = None\nimport cnnprov\ncnnprov.keras"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MissingDependency: keras is not installed: pip install 'cnnprov[keras]'" in done.stderr
