from __future__ import annotations

import functools
import math
from pathlib import Path
from typing import Any

import pytest

import cnnprov.keras
import keras
from tests.keras.nets import STEPS, At, fit, network
from tests.logs import of_type, rows

PLACES = ["first", "middle", "last"]
INITIAL = 0.1
FACTOR = 0.5
PERIOD = 2


def placed(place: str, *others: Any) -> list[Any]:
    """The callbacks with a capture before, between or behind them."""
    callbacks = [keras.callbacks.TerminateOnNaN(), *others]
    at = {"first": 0, "middle": 1, "last": len(callbacks)}[place]
    return [*callbacks[:at], cnnprov.keras.Capture("df"), *callbacks[at:]]


def changes(spool: Path) -> list[tuple[int, float, float]]:
    """First epoch with the new value, old value, new value."""
    return [
        (row["epoch_id"], row["old_value"], row["new_value"]) for row in rows(spool, "oAdaptation")
    ]


def step_decay(epoch: int) -> float:
    return INITIAL * FACTOR ** math.floor(epoch / PERIOD)


def set_rate(model: Any, rate: float) -> None:
    model.optimizer.learning_rate = rate


@pytest.mark.parametrize("place", PLACES)
def test_a_scheduler_gives_one_adaptation_for_each_change(spool: Path, place: str) -> None:
    scheduler = keras.callbacks.LearningRateScheduler(step_decay)
    fit(network(keras.optimizers.SGD(INITIAL)), *placed(place, scheduler), epochs=6)
    assert changes(spool) == [(3, 0.1, 0.05), (5, 0.05, 0.025)]
    first, second = rows(spool, "oAdaptation")
    assert (first["adaptation_id"], first["new_lrate"]) == (1, 0.05)
    assert (second["adaptation_id"], second["new_lrate"]) == (2, 0.025)
    assert first["attribute"] == "learning_rate"
    assert (first["kind"], first["cause"]) == ("callback", "LearningRateScheduler")
    assert rows(spool, "iTrainingModel")[0]["learning_rate"] == 0.1


def test_an_adaptation_has_what_drives_it(spool: Path) -> None:
    scheduler = keras.callbacks.LearningRateScheduler(step_decay)
    fit(network(keras.optimizers.SGD(INITIAL)), *placed("last", scheduler), epochs=3)
    assert rows(spool, "iAdaptation") == [
        {"schedule": "step_decay", "verbose": 0, "INITIAL": 0.1, "FACTOR": 0.5, "PERIOD": 2}
    ]


def test_the_inputs_of_a_schedule_made_of_parts_are_found(spool: Path) -> None:
    def decay(factor: float, epoch: int, rate: float, floor: float = 0.001) -> float:
        return max(floor, rate * factor if epoch else rate)

    scheduler = keras.callbacks.LearningRateScheduler(functools.partial(decay, 0.5))
    fit(network(), *placed("last", scheduler), epochs=2)
    (inputs,) = rows(spool, "iAdaptation")
    assert inputs.items() >= {"schedule": "decay", "floor": 0.001}.items()


@pytest.mark.parametrize("place", PLACES)
def test_a_plateau_belongs_to_the_epoch_after_it(spool: Path, place: str) -> None:
    plateau = keras.callbacks.ReduceLROnPlateau(
        monitor="loss", factor=0.5, patience=2, min_delta=100
    )
    fit(network(keras.optimizers.SGD(INITIAL)), *placed(place, plateau), epochs=6)
    # No epoch improves by 100: the second after the first, and each second one from then on.
    assert changes(spool) == [(4, 0.1, 0.05), (6, 0.05, 0.025)]
    row = rows(spool, "oAdaptation")[0]
    assert (row["kind"], row["cause"], row["metric"]) == ("callback", "ReduceLROnPlateau", "loss")
    assert rows(spool, "iAdaptation")[0].items() >= {"factor": 0.5, "patience": 2}.items()


def test_a_plateau_after_the_last_epoch_changed_nothing(spool: Path) -> None:
    plateau = keras.callbacks.ReduceLROnPlateau(
        monitor="loss", factor=0.5, patience=2, min_delta=100
    )
    fit(network(), *placed("last", plateau), epochs=3)
    assert changes(spool) == []


@pytest.mark.parametrize("place", PLACES)
def test_two_callbacks_that_change_the_rate_are_told_apart(spool: Path, place: str) -> None:
    model = network(keras.optimizers.SGD(INITIAL))
    plateau = keras.callbacks.ReduceLROnPlateau(
        monitor="loss", factor=0.5, patience=1, min_delta=100
    )
    raised = {4: 0.2}  # the rate of Keras' epoch 4, otherwise what it is
    scheduler = keras.callbacks.LearningRateScheduler(lambda epoch, rate: raised.get(epoch, rate))
    fit(model, *placed(place, plateau, scheduler), epochs=5)
    found = [(row["epoch_id"], row["cause"]) for row in rows(spool, "oAdaptation")]
    assert found == [
        (3, "ReduceLROnPlateau"),
        (4, "ReduceLROnPlateau"),
        (5, "LearningRateScheduler"),
    ]
    assert changes(spool)[-1] == (5, 0.025, 0.2)


class Person(keras.callbacks.Callback):  # type: ignore[misc]
    """A callback of the user's own that changes the rate of Keras' epoch 1."""

    def __init__(self, monitor: str, rate: float) -> None:
        super().__init__()
        self.monitor = monitor
        self.rate = rate

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002
        if epoch == 1:
            self._change()

    def _change(self) -> None:
        self.model.optimizer.learning_rate.assign(self.rate)


@pytest.mark.parametrize("place", PLACES)
def test_a_callback_of_the_users_own_is_named(spool: Path, place: str) -> None:
    fit(network(), *placed(place, Person("accuracy", 0.07)))
    (row,) = rows(spool, "oAdaptation")
    assert (row["epoch_id"], row["new_lrate"], row["old_value"]) == (2, 0.07, 0.01)
    assert (row["kind"], row["cause"], row["metric"]) == ("callback", "Person", "accuracy")
    assert rows(spool, "iAdaptation") == [{"monitor": "accuracy", "rate": 0.07}]


def test_a_lambda_callback_is_named(spool: Path) -> None:
    model = network()
    changes_it = keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: set_rate(model, 0.02) if epoch == 1 else None
    )
    fit(model, *placed("first", changes_it))
    assert [row["cause"] for row in rows(spool, "oAdaptation")] == ["LambdaCallback"]


@pytest.mark.parametrize("place", PLACES)
def test_changes_far_below_a_rounding_error_are_seen(spool: Path, place: str) -> None:
    rates = [5e-6, 4.9e-6, 4.9e-6, 4.899999e-6, 1e-9]
    scheduler = keras.callbacks.LearningRateScheduler(lambda epoch: rates[epoch])
    fit(network(keras.optimizers.SGD(5e-6)), *placed(place, scheduler), epochs=5)
    assert changes(spool) == [(2, 5e-6, 4.9e-6), (4, 4.9e-6, 4.899999e-6), (5, 4.899999e-6, 1e-9)]


def test_a_rate_set_anew_to_what_it_is_is_no_adaptation(spool: Path) -> None:
    model = network()
    fit(model, *placed("first", At("epoch_begin", lambda: set_rate(model, 0.01))))
    assert rows(spool, "oAdaptation") == []


@pytest.mark.parametrize("place", PLACES)
def test_a_cosine_is_one_adaptation_for_each_epoch(spool: Path, place: str) -> None:
    cosine = keras.optimizers.schedules.CosineDecay(0.1, decay_steps=3 * STEPS)
    fit(network(keras.optimizers.SGD(cosine)), *placed(place))

    def rate(step: int) -> float:
        return 0.05 * (1 + math.cos(math.pi * step / (3 * STEPS)))

    expected = [(epoch, rate((epoch - 1) * STEPS), rate(epoch * STEPS - 1)) for epoch in (1, 2, 3)]
    for found, wanted in zip(changes(spool), expected, strict=True):
        assert found == pytest.approx(wanted, rel=1e-5)
    for row in rows(spool, "oAdaptation"):
        assert (row["kind"], row["cause"]) == ("schedule", "CosineDecay")
    assert (
        rows(spool, "iAdaptation")[0].items()
        >= {"decay_steps": 12, "schedule": "CosineDecay"}.items()
    )


def test_a_staircase_at_the_boundary_is_one_adaptation_for_the_boundary(spool: Path) -> None:
    steps = keras.optimizers.schedules.PiecewiseConstantDecay(
        [STEPS - 1, 3 * STEPS - 1], [0.1, 0.01, 0.001]
    )
    fit(network(keras.optimizers.SGD(steps)), *placed("last"), epochs=4)
    assert changes(spool) == [(2, 0.1, 0.01), (4, 0.01, 0.001)]
    assert {row["kind"] for row in rows(spool, "oAdaptation")} == {"schedule"}


def test_a_constant_schedule_is_no_adaptation(spool: Path) -> None:
    constant = keras.optimizers.schedules.PiecewiseConstantDecay([1000], [0.1, 0.01])
    fit(network(keras.optimizers.SGD(constant)), *placed("last"))
    assert rows(spool, "oAdaptation") == []


class WarmUp(keras.callbacks.Callback):  # type: ignore[misc]
    """Raises the rate before or after each of the first steps, and notes what trains each."""

    def __init__(self, hook: str) -> None:
        super().__init__()
        self.trained: list[float] = []
        self._rate = 0.0
        setattr(self, f"on_train_batch_{hook}", self._raise)

    def _raise(self, *_: Any, **__: Any) -> None:
        if len(self.trained) < 2 * STEPS:
            self._rate += 0.125
            self.model.optimizer.learning_rate = self._rate


class Witness(keras.callbacks.Callback):  # type: ignore[misc]
    """Reads, behind the others, what rate trains each step."""

    def __init__(self) -> None:
        super().__init__()
        self.rates: list[float] = []

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:  # noqa: ARG002
        self.rates.append(float(keras.ops.convert_to_numpy(self.model.optimizer.learning_rate)))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("hook", ["begin", "end"])
def test_a_warm_up_is_one_adaptation_for_each_epoch(spool: Path, place: str, hook: str) -> None:
    warm_up, witness = WarmUp(hook), Witness()
    warm_up.trained = witness.rates
    model = network(keras.optimizers.SGD(0.125))
    fit(model, *placed(place, warm_up, witness), epochs=4)
    epochs = [witness.rates[at : at + STEPS] for at in range(0, 4 * STEPS, STEPS)]
    expected = []
    for epoch, rates in enumerate(epochs, 1):
        before = epochs[epoch - 2][-1] if epoch > 1 else rates[0]
        if rates[0] != rates[-1]:
            expected.append((epoch, rates[0], rates[-1]))
        elif before != rates[0]:
            expected.append((epoch, before, rates[0]))
    assert len(expected) >= 2
    assert changes(spool) == expected
    assert {row["cause"] for row in rows(spool, "oAdaptation")} == {"WarmUp"}


@pytest.mark.parametrize("hook", ["begin", "end"])
def test_each_step_has_the_rate_that_trained_it(spool: Path, hook: str) -> None:
    warm_up, witness = WarmUp(hook), Witness()
    warm_up.trained = witness.rates
    capture = cnnprov.keras.Capture("df", steps=True)
    fit(network(keras.optimizers.SGD(0.125)), capture, warm_up, witness)
    assert [row["learning_rate"] for row in rows(spool, "oTrainingStep")] == witness.rates


def test_each_step_has_the_rate_of_a_schedule_object(spool: Path) -> None:
    decay = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=1, decay_rate=0.5)
    capture = cnnprov.keras.Capture("df", steps=True)
    fit(network(keras.optimizers.SGD(decay)), capture, epochs=2)
    found = [row["learning_rate"] for row in rows(spool, "oTrainingStep")]
    assert found == pytest.approx([0.1 * 0.5**step for step in range(2 * STEPS)], rel=1e-6)


@pytest.mark.skipif(keras.backend.backend() != "jax", reason="others see it")
def test_an_assignment_that_jax_does_not_see_is_no_adaptation(spool: Path) -> None:
    model = network()
    witness = Witness()
    # Between its steps JAX holds the rate itself, unless a callback asks for `self.model`.
    fit(model, *placed("first", At("train_batch_end", lambda: set_rate(model, 0.5))))
    assert rows(spool, "oAdaptation") == []
    fit(model, witness, epochs=1)
    assert witness.rates == pytest.approx([0.01] * STEPS)


def test_a_change_is_told_although_its_epoch_fails(spool: Path) -> None:
    model = network()

    def fail() -> None:
        raise ArithmeticError

    callbacks = [
        keras.callbacks.LearningRateScheduler(lambda epoch: 0.5**epoch),
        At("train_batch_end", fail, epoch=1),
    ]
    with pytest.raises(ArithmeticError):
        fit(model, *placed("first", *callbacks))
    assert changes(spool) == [(2, 1.0, 0.5)]


@pytest.mark.skipif(not hasattr(keras.optimizers, "MultiOptimizer"), reason="needs Keras 3.15")
def test_the_rates_of_several_optimizers_are_told_apart(spool: Path) -> None:
    slow, fast = keras.optimizers.SGD(0.01, name="slow"), keras.optimizers.SGD(0.1, name="fast")
    optimizers = keras.optimizers.MultiOptimizer(
        keras.optimizers.OptimizerMap(slow, {"classes/.*": fast})
    )
    scheduler = keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate / 2**epoch)
    fit(network(optimizers), *placed("first", scheduler), epochs=2)
    found = rows(spool, "iTrainingModel")[0]
    assert (found["learning_rate_slow"], found["learning_rate_fast"]) == (0.01, 0.1)
    adaptations = {row["attribute"]: row for row in rows(spool, "oAdaptation")}
    assert adaptations["learning_rate_slow"]["new_value"] == 0.005
    assert adaptations["learning_rate_fast"]["new_value"] == 0.05


@pytest.mark.parametrize("eager", [False, True])
def test_momentum_is_followed_where_a_change_has_an_effect(spool: Path, eager: bool) -> None:
    model = network(keras.optimizers.SGD(momentum=0.5))
    model.run_eagerly = eager

    def change() -> None:
        model.optimizer.momentum = 0.9

    fit(model, *placed("first", At("epoch_begin", change, epoch=1)))
    found = [
        (row["attribute"], row["epoch_id"], row["old_value"], row["new_value"])
        for row in rows(spool, "oAdaptation")
    ]
    compiled = not eager and keras.backend.backend() != "torch"
    assert found == ([] if compiled else [("momentum", 2, 0.5, 0.9)])


def test_an_adaptation_depends_on_the_training(spool: Path) -> None:
    scheduler = keras.callbacks.LearningRateScheduler(step_decay)
    fit(network(keras.optimizers.SGD(INITIAL)), *placed("first", scheduler))
    begun = of_type(spool, "task_begun")
    assert [
        event["dependencies"] for event in begun if event["transformation"] == "Adaptation"
    ] == [[{"transformation": "TrainingModel", "task": "1"}]]


def test_the_optimizer_is_left_as_it_was() -> None:
    model = network()
    fit(model, *placed("first"))
    assert "assign" not in vars(model.optimizer.learning_rate)
