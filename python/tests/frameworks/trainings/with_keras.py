"""The training in Keras, on the backend that KERAS_BACKEND names."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

import cnnprov
import keras
from tests.frameworks.trainings.plan import (
    BATCH,
    CLASSES,
    HIDDEN,
    INPUTS,
    STEPS,
    Plan,
    Seen,
    X,
    Y,
    digest,
)

schedules = keras.optimizers.schedules
NAMES = {"jax": "JAX", "tensorflow": "TensorFlow", "torch": "PyTorch"}
TOTAL = 3 * STEPS
OBJECTS: dict[str, Any] = {
    "ExponentialDecay": lambda: schedules.ExponentialDecay(0.1, STEPS, 0.5),
    "PiecewiseConstantDecay": lambda: schedules.PiecewiseConstantDecay([3, 7], [0.1, 0.05, 0.01]),
    "PolynomialDecay": lambda: schedules.PolynomialDecay(0.1, TOTAL, 0.001),
    "InverseTimeDecay": lambda: schedules.InverseTimeDecay(0.1, STEPS, 0.5),
    "CosineDecay": lambda: schedules.CosineDecay(0.01, 8, warmup_target=0.1, warmup_steps=3),
    "CosineDecayRestarts": lambda: schedules.CosineDecayRestarts(0.1, 5),
}
CALLBACKS: dict[str, Any] = {
    "LearningRateScheduler": lambda: keras.callbacks.LearningRateScheduler(
        lambda epoch: 0.1 * 0.5**epoch
    ),
    "ReduceLROnPlateau": lambda: keras.callbacks.ReduceLROnPlateau(
        "loss", patience=1, min_delta=100
    ),
}


class Looks(keras.callbacks.Callback):  # type: ignore[misc]
    def __init__(self, plan: Plan, seen: Seen) -> None:
        super().__init__()
        self.plan, self.seen = plan, seen
        self.epoch = 0
        self.total = 0.0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002
        self.epoch, self.total = epoch + 1, 0.0

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:  # noqa: ARG002
        if self.plan.in_epoch and self.plan.in_epoch[0] == self.epoch:
            self.plan.in_epoch[1]()
        rate = keras.ops.convert_to_numpy(self.model.optimizer.learning_rate)
        self.seen.rates.append(float(rate))

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        total = logs["loss"] * (batch + 1)  # Keras gives the mean since the epoch began
        self.seen.losses.append(total - self.total)
        self.total = total


class _Trained:
    name = f"Keras ({NAMES[keras.backend.backend()]})"
    told = frozenset({"resume"})
    lacks: dict[str, str] = {}  # noqa: RUF012

    def __init__(self) -> None:
        self._tag: str | None = None

    def schedules(self) -> Iterable[str]:
        base = schedules.LearningRateSchedule
        found = {
            name
            for name, each in vars(schedules).items()
            if inspect.isclass(each) and issubclass(each, base) and each is not base
        }
        return sorted(found | set(CALLBACKS))

    def train(self, plan: Plan) -> Seen:
        keras.utils.set_random_seed(7)
        if keras.backend.backend() == "tensorflow":
            import tensorflow

            tensorflow.config.experimental.enable_op_determinism()
        seen = Seen()
        rate = OBJECTS[plan.schedule]() if plan.schedule in OBJECTS else plan.rate
        model = self._restored(plan) or self._model(rate)
        callbacks: list[Any] = [Looks(plan, seen)]
        if plan.schedule in CALLBACKS:
            callbacks.append(CALLBACKS[plan.schedule]())
        if plan.stops_early:
            callbacks.append(keras.callbacks.EarlyStopping("loss", min_delta=100, patience=2))
        if plan.directory is not None:
            callbacks.append(keras.callbacks.ModelCheckpoint(plan.directory / "{epoch}.keras"))
        first = self._trained_before(plan.directory) if plan.resumes else 0
        if plan.captured:
            tag = self._tag if plan.resumes else None
            capture = cnnprov.keras.Capture("df", steps=plan.steps, resumed_from=tag)
            callbacks.insert(0, capture)
            self._tag = capture.execution.tag
        model.fit(
            np.array(X, "float32"),
            np.array(Y),
            batch_size=BATCH,
            epochs=first + plan.epochs,
            initial_epoch=first,
            verbose=0,
            callbacks=callbacks,
        )
        if plan.is_tested:
            measured = model.evaluate(np.array(X, "float32"), np.array(Y), verbose=0)
            seen.test = {"loss": measured}
        seen.weights = digest(model.get_weights())
        return seen

    def _model(self, rate: Any) -> Any:
        layers = [
            keras.layers.Input((INPUTS,)),
            keras.layers.Dense(HIDDEN),
            keras.layers.ReLU(),
            keras.layers.Dense(CLASSES),
        ]
        model = keras.Sequential(layers)
        optimizer = keras.optimizers.SGD(rate, momentum=0.9, weight_decay=0.01)
        model.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        return model

    def _restored(self, plan: Plan) -> Any:
        if not plan.resumes or plan.directory is None:
            return None
        return keras.saving.load_model(
            plan.directory / f"{self._trained_before(plan.directory)}.keras"
        )

    def _trained_before(self, directory: Path | None) -> int:
        assert directory is not None
        return max(int(path.stem) for path in directory.glob("*.keras"))


TRAINED = _Trained()
