"""What the trainings of both networks share: their options, and one captured call of `fit`."""

from __future__ import annotations

import argparse
import hashlib
import math
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import stopwatch
from ways import WAYS, Captured, DomainTask, EpochClock, Told

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

SLOW_SECONDS = 2.0
"""The least time of an epoch that somebody asks questions of; a tiny network's is over before."""


@dataclass(frozen=True)
class Data:
    """Arrays to train with, of which the last fifth validates, and to test with."""

    x: Any
    y: Any
    test_x: Any
    test_y: Any


def add_options(parser: argparse.ArgumentParser, *, dataflow: str, batch: int) -> None:
    """The options that trainings of both networks have."""
    add = parser.add_argument
    add("--way", choices=WAYS, default="callback", help="of capture (%(default)s)")
    add("--dataflow", default=dataflow, help="its tag (%(default)s)")
    add("--epochs", type=int, default=50, help="(%(default)s)")
    add("--batch", type=int, default=batch, help="(%(default)s)")
    add("--optimizer", choices=("adam", "sgd"), default="adam", help="(%(default)s)")
    add("--rate", type=float, default=0.001, help="the first learning rate (%(default)s)")
    add("--momentum", type=float, default=0.9, help="of SGD (%(default)s)")
    add("--decay", type=float, default=0.0, help="weight decay of SGD (%(default)s)")
    add("--factor", type=float, default=0.5, help="of the step decay (%(default)s)")
    add("--period", type=int, default=10, help="epochs of a step (%(default)s)")
    add("--seed", type=int, default=1, help="(%(default)s)")
    add("--slow", type=int, metavar="EPOCH", help=f"later epochs take {SLOW_SECONDS:g} s or more")
    add("--until", type=Path, metavar="FILE", help="end after the epoch that finds this file")
    add("--save", type=Path, metavar="DIR", help="write the weights there, every --period epochs")
    add("--model", type=Path, metavar="FILE", help="write the model at the end")


def optimizer(options: argparse.Namespace) -> Any:
    """The optimizer that the options name."""
    import keras

    if options.optimizer == "adam":
        return keras.optimizers.Adam(options.rate)
    return keras.optimizers.SGD(
        options.rate, momentum=options.momentum, weight_decay=options.decay or None
    )


def run(
    model: Any,
    options: argparse.Namespace,
    *,
    data: Data,
    file: Path,
    extra: dict[str, object],
    tasks: tuple[DomainTask, ...] = (),
) -> None:
    """Train, test and save the compiled model under capture; broken weights raise ValueError."""
    extra = {**extra, "step_factor": options.factor, "step_period": options.period}
    told = Told(options.dataflow, options.epochs, options.batch, file, extra, tasks)
    captured = WAYS[options.way](model, told)
    history = model.fit(
        data.x,
        data.y,
        batch_size=options.batch,
        epochs=options.epochs,
        validation_split=0.2,
        callbacks=[*_callbacks(options), *captured.callbacks],
        verbose=2,
    )
    _check(model, captured)
    tested = model.evaluate(data.test_x, data.test_y, verbose=0, return_dict=True)
    if options.model:
        model.save(options.model)
    digest = hashlib.sha256(b"".join(each.tobytes() for each in model.get_weights()))
    stopwatch.result(
        history={
            name: [float(value) for value in values] for name, values in history.history.items()
        },
        tested={name: float(value) for name, value in tested.items()},
        weights=digest.hexdigest(),
        parameters=model.count_params(),
        examples=int(0.8 * len(data.x)),
    )


def _callbacks(options: argparse.Namespace) -> list[Any]:
    import keras

    def step_decay(epoch: int) -> float:
        return options.rate * options.factor ** (epoch // options.period)

    callbacks = [keras.callbacks.LearningRateScheduler(step_decay)]
    if options.slow is not None:
        callbacks.append(_slowing(options.slow))
    if options.until:
        callbacks.append(_ending(options.until))
    if options.save:
        options.save.mkdir(parents=True, exist_ok=True)
        callbacks.append(_saving(options.save, options.period))
    return callbacks


def _slowing(last_fast: int) -> Any:
    import keras

    clock = EpochClock()

    def wait(epoch: int, logs: Any) -> None:
        if epoch >= last_fast:
            time.sleep(max(0.0, SLOW_SECONDS - clock.seconds))

    return keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: clock.begin(), on_epoch_end=wait
    )


def _ending(sign: Path) -> Any:
    import keras

    def look(epoch: int, logs: Any) -> None:
        if sign.exists():
            callback.model.stop_training = True

    callback = keras.callbacks.LambdaCallback(on_epoch_end=look)
    return callback


def _saving(folder: Path, period: int) -> Any:
    import keras

    def save(epoch: int, logs: Any) -> None:
        if (epoch + 1) % period == 0:
            callback.model.save(folder / f"weights-{epoch + 1:02}.keras")

    callback = keras.callbacks.LambdaCallback(on_epoch_end=save)
    return callback


def _check(model: Any, captured: Captured) -> None:
    """Fail, in a task of its own where the way of capture has those, if weights are not finite."""
    norm = sum(float((weights**2).sum()) for weights in model.get_weights())
    if math.isfinite(norm):
        return
    error = ValueError("weights are not finite")
    if captured.execution is not None:
        with captured.execution.task("CheckWeights"):
            raise error
    raise error
