"""Trains small networks under capture, so that the page has something real to show.

python trainings.py             fills the store of the server at CNNPROV_URL, then ends
python trainings.py live N      trains N epochs of one network, half a second each
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")

import cnnprov
import numpy as np

SEED = 7


def regression(seed: int, features: int) -> tuple[np.ndarray, np.ndarray]:
    """Examples of a linear law with noise."""
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(400, features))
    y = x @ generator.normal(size=features) + generator.normal(scale=0.3, size=400)
    return x, y


def descents(seed: int, rate: float, features: int = 12) -> Iterator[tuple[float, float]]:
    """Gradient descent for ever: the training and the validation loss of each epoch."""
    x, y = regression(seed, features)
    weights = np.random.default_rng(seed + 1).normal(size=features)
    while True:
        for batch in range(0, 320, 32):
            part, wanted = x[batch : batch + 32], y[batch : batch + 32]
            with np.errstate(all="ignore"):
                weights = weights - rate * 2 * part.T @ (part @ weights - wanted) / 32
        with np.errstate(all="ignore"):
            errors = (x @ weights - y) ** 2
        yield float(errors[:320].mean()), float(errors[320:].mean())


def surrogate(k: int, layers: int, rate: float, epochs: int, seed: int) -> None:
    """One configuration of a surrogate model, with domain data beside the training's."""
    given = {"OPTIMIZER_NAME": "SGD", "LEARNING_RATE": rate, "NUM_EPOCHS": epochs, "BATCH_SIZE": 32}
    with cnnprov.execution("densed", hyperparameters={**given, "NUM_LAYERS": 4 * layers}) as run:
        with run.task("DenseBlock") as task:
            task.use("iDenseBlock", K=k, L=layers, kernel="3x3")
            task.produce("oDenseBlock", x1=64 + k * layers, x2=64)
        losses = descents(seed, rate)
        for epoch in range(1, epochs + 1):
            if epoch == epochs // 2 + 1:
                losses = descents(seed + 1, rate / 2)
                run.adaptation(
                    old_value=rate,
                    new_value=rate / 2,
                    epoch=epoch,
                    kind="schedule",
                    cause="StepDecay",
                    inputs={"factor": 0.5, "period": epochs // 2},
                )
            loss, validation = next(losses)
            run.log(loss=loss, val_loss=validation)
        run.test(epoch=epochs, loss=validation)


def surrogates() -> None:
    """A small matrix of configurations; rates that are too large diverge to NaN."""
    for seed, (k, layers, rate) in enumerate(
        (k, layers, rate)
        for k in (16, 24, 32)
        for layers in (4, 8)
        for rate in (0.001, 0.0005, 0.01, 1.4)
    ):
        surrogate(k, layers, rate, 20 + 4 * (seed % 4), seed)


def steps() -> None:
    """A training that is measured at every step, 20,000 of them."""
    with cnnprov.execution("steps", hyperparameters={"LEARNING_RATE": 0.002}) as run:
        generator = np.random.default_rng(SEED)
        for step in range(20_000):
            spike = 6.0 if step == 13_371 else 0.0
            run.log(
                step=step,
                epoch=step // 1000 + 1,
                loss=4 / (1 + step / 900) + generator.normal(scale=0.08) + spike,
            )


def images() -> None:
    """Keras networks: adapted by a callback, tested, saved; one fails."""
    import keras

    generator = np.random.default_rng(SEED)
    x = generator.random((320, 12, 12, 1), dtype="float32")
    y = (x[:, :6].mean(axis=(1, 2, 3)) > x[:, 6:].mean(axis=(1, 2, 3))).astype(int)
    for rate, failing in ((0.01, False), (0.003, False), (0.001, True)):
        keras.utils.set_random_seed(SEED)
        model = keras.Sequential(
            [
                keras.layers.Input((12, 12, 1)),
                keras.layers.Conv2D(8, 3, activation="relu"),
                keras.layers.MaxPooling2D(),
                keras.layers.Flatten(),
                keras.layers.Dense(16, activation="relu"),
                keras.layers.Dense(2, activation="softmax"),
            ]
        )
        model.compile(
            keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"]
        )
        capture = cnnprov.keras.Capture("flowers")
        callbacks = [
            keras.callbacks.ReduceLROnPlateau(
                monitor="val_loss", patience=2, factor=0.5, min_delta=0.01
            ),
            keras.callbacks.ModelCheckpoint("weights.keras", save_best_only=True),
            capture,
        ]
        if failing:
            callbacks.append(keras.callbacks.LambdaCallback(on_epoch_end=_full_disk))
        with contextlib.suppress(OSError):
            model.fit(
                x, y, batch_size=32, epochs=15, validation_split=0.2, callbacks=callbacks, verbose=0
            )
            model.evaluate(x[:64], y[:64], verbose=0)


def _full_disk(epoch: int, _logs: object) -> None:
    if epoch == 5:
        raise OSError("No space left on device: weights.keras")


def hostile() -> None:
    """Names and values that would run in a page that took them for markup."""
    script = "<img src=x onerror=\"document.title='pwned'\"><script>window.pwned=1</script>"
    with (
        contextlib.suppress(ValueError),
        cnnprov.execution(script, hyperparameters={script: script, "LEARNING_RATE": 0.1}) as run,
    ):
        with run.task("<b>Bold</b>") as task:
            task.use("i<i>Set</i>", **{script: script})
        run.log(loss=0.5, **{"<u>metric</u>": 1.0})
        run.adaptation(old_value=0.1, new_value=0.05, epoch=1, kind="person", cause=script)
        run.note(script, dataset=script)
        raise ValueError(script)


def live(epochs: int) -> None:
    """A training that takes its time."""
    given = {"OPTIMIZER_NAME": "SGD", "LEARNING_RATE": 0.001, "NUM_EPOCHS": epochs}
    with cnnprov.execution("live", hyperparameters=given) as run:
        for _, (loss, validation) in zip(range(epochs), descents(SEED, 0.001), strict=False):
            run.log(loss=loss, val_loss=validation)
            time.sleep(0.5)


def main() -> None:
    """Train, and wait until all of it is stored."""
    if sys.argv[1:2] == ["live"]:
        live(int(sys.argv[2]))
    else:
        surrogates()
        steps()
        images()
        hostile()
    command = Path(sys.executable).parent / "cnnprov"
    subprocess.run([str(command), "sync"], check=True)


if __name__ == "__main__":
    main()
