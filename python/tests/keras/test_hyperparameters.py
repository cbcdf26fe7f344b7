from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import cnnprov.keras
import keras
from tests.keras.nets import BATCH, X, Y, fit, network
from tests.logs import rows

PARAMETERS = (6 * 4 + 4) + (4 * 3 + 3)


def hyperparameters(spool: Path, optimizer: Any, **choice: Any) -> dict[str, Any]:
    fit(network(optimizer), cnnprov.keras.Capture("df", **choice), epochs=2)
    (row,) = rows(spool, "iTrainingModel")
    return row


def test_all_are_found(spool: Path) -> None:
    found = hyperparameters(spool, keras.optimizers.SGD(0.002, momentum=0.9, weight_decay=1e-6))
    assert (
        found.items()
        >= {
            "optimizer_name": "SGD",
            "learning_rate": 0.002,
            "num_epochs": 2,
            "batch_size": BATCH,
            "num_layers": 2,
            "num_parameters": PARAMETERS,
            "momentum": 0.9,
            "decay": 1e-06,
            "weight_decay": 1e-06,
            "loss_function": "sparse_categorical_crossentropy",
            "metrics": "accuracy",
        }.items()
    )


def test_what_the_optimizer_does_not_have_is_left_out(spool: Path) -> None:
    found = hyperparameters(spool, "adam")
    assert found["optimizer_name"] == "Adam"
    assert (found["beta_1"], found["beta_2"]) == (0.9, 0.999)
    assert not {"momentum", "decay", "weight_decay"} & set(found)


def test_a_schedule_object_has_its_first_rate_and_its_configuration(spool: Path) -> None:
    decay = keras.optimizers.schedules.ExponentialDecay(0.03, decay_steps=7, decay_rate=0.96)
    found = hyperparameters(spool, keras.optimizers.SGD(decay))
    assert found["learning_rate"] == 0.03
    assert found["decay"] == 0.96
    assert (
        found.items()
        >= {
            "schedule": "ExponentialDecay",
            "schedule_initial_learning_rate": 0.03,
            "schedule_decay_steps": 7,
            "schedule_decay_rate": 0.96,
            "schedule_staircase": False,
        }.items()
    )


@pytest.mark.parametrize("rate", [0.0005, 0.001, 0.1, 3e-7, 0.123456789])
def test_a_rate_is_the_shortest_decimal_of_what_the_optimizer_holds(
    spool: Path, rate: float
) -> None:
    expected = rate if rate != 0.123456789 else 0.12345679
    assert hyperparameters(spool, keras.optimizers.SGD(rate))["learning_rate"] == expected


def test_a_rate_that_a_callback_sets_before_the_first_step_is_the_first(spool: Path) -> None:
    model = network(keras.optimizers.SGD(0.5))
    scheduler = keras.callbacks.LearningRateScheduler(lambda epoch: 0.25)
    fit(model, cnnprov.keras.Capture("df"), scheduler)
    assert rows(spool, "iTrainingModel")[0]["learning_rate"] == 0.25
    assert rows(spool, "oAdaptation") == []


def test_no_batch_size_means_that_of_keras(spool: Path) -> None:
    network().fit(X, Y, verbose=0, callbacks=[cnnprov.keras.Capture("df")])
    assert rows(spool, "iTrainingModel")[0]["batch_size"] == 32


def test_an_unbuilt_network_is_counted_once_it_is_built(spool: Path) -> None:
    model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(3, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    assert not model.built
    fit(model, cnnprov.keras.Capture("df"))
    assert rows(spool, "iTrainingModel")[0]["num_parameters"] == PARAMETERS


def test_a_rate_under_loss_scaling_is_that_of_the_optimizer_inside(spool: Path) -> None:
    scaled = keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(0.02, momentum=0.5))
    found = hyperparameters(spool, scaled)
    assert (
        found.items()
        >= {
            "optimizer_name": "SGD",
            "learning_rate": 0.02,
            "momentum": 0.5,
        }.items()
    )


def my_loss(_: Any, predicted: Any) -> Any:
    return keras.ops.mean(predicted)


@pytest.mark.parametrize(
    ("loss", "name"),
    [
        (keras.losses.SparseCategoricalCrossentropy(), "SparseCategoricalCrossentropy"),
        (my_loss, "my_loss"),
        (["sparse_categorical_crossentropy"], "sparse_categorical_crossentropy"),
    ],
)
def test_the_loss_has_its_name_however_it_was_given(spool: Path, loss: Any, name: str) -> None:
    fit(network(loss=loss), cnnprov.keras.Capture("df"), epochs=1)
    assert rows(spool, "iTrainingModel")[0]["loss_function"] == name


def test_metric_objects_have_the_names_of_their_classes(spool: Path) -> None:
    model = network()
    metrics = ["accuracy", keras.metrics.SparseTopKCategoricalAccuracy(k=2)]
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=metrics)
    fit(model, cnnprov.keras.Capture("df"), epochs=1)
    found = rows(spool, "iTrainingModel")[0]
    assert found["metrics"] == "accuracy, SparseTopKCategoricalAccuracy"


def test_chosen_ones_are_kept_alone(spool: Path) -> None:
    found = hyperparameters(spool, "sgd", hyperparameters=["LEARNING_RATE", "num_epochs"])
    assert found == {"learning_rate": 0.01, "num_epochs": 2}


def test_excluded_ones_are_left_out(spool: Path) -> None:
    found = hyperparameters(spool, "sgd", exclude=["momentum"])
    assert "momentum" not in found
    assert "learning_rate" in found


def test_a_mapping_leaves_out_what_is_false_and_adds_values(spool: Path) -> None:
    choice = {"MOMENTUM": False, "LEARNING_RATE": True, "K": 32, "Batch_Size": 64}
    found = hyperparameters(spool, "sgd", hyperparameters=choice)
    assert "momentum" not in found
    assert (found["learning_rate"], found["K"], found["Batch_Size"]) == (0.01, 32, 64)
    assert "batch_size" not in found


def test_each_layer_has_its_configuration(spool: Path) -> None:
    fit(network(), cnnprov.keras.Capture("df"), epochs=1)
    layers = {(row["index"], row["attribute"]): row for row in rows(spool, "iLayers")}
    units = layers[0, "units"]
    assert (units["name"], units["class"], units["value"]) == ("hidden", "Dense", "4")
    assert layers[1, "activation"]["value"] == "softmax"
    assert layers[1, "kernel_initializer"]["value"] == "GlorotUniform"
    assert layers[0, "parameters"]["value"] == str(6 * 4 + 4)
    assert layers[1, "use_bias"]["value"] == "true"


def test_the_layers_of_a_nested_network_follow_it(spool: Path) -> None:
    inner = keras.Sequential([keras.layers.Dense(5, name="deep")], name="inner")
    model = keras.Sequential([keras.layers.Input((6,)), inner, keras.layers.Dense(3, name="out")])
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    fit(model, cnnprov.keras.Capture("df"), epochs=1)
    names = {row["index"]: (row["name"], row["class"]) for row in rows(spool, "iLayers")}
    assert names == {0: ("inner", "Sequential"), 1: ("inner/deep", "Dense"), 2: ("out", "Dense")}


def test_a_network_without_configuration_is_captured_too(spool: Path) -> None:
    class Scale(keras.layers.Layer):  # type: ignore[misc]
        def __init__(self, factor: Any) -> None:
            super().__init__(name="scale")
            self.factor = factor

        def call(self, inputs: Any) -> Any:
            return inputs * self.factor

        def get_config(self) -> Any:
            raise NotImplementedError

    class Network(keras.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.scale = Scale(2.0)
            self.out = keras.layers.Dense(3, activation="softmax")

        def call(self, inputs: Any) -> Any:
            return self.out(self.scale(inputs))

    model = Network()
    model.compile("sgd", "sparse_categorical_crossentropy")
    fit(model, cnnprov.keras.Capture("df"), epochs=1)
    assert rows(spool, "iTrainingModel")[0]["num_parameters"] == 6 * 3 + 3
    assert {"scale"} <= {row["name"] for row in rows(spool, "iLayers")}
