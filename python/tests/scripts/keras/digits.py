"""A dense network for small images, as the first tutorial has it."""

import argparse

import numpy as np

import keras

parser = argparse.ArgumentParser()
parser.add_argument("--units", type=int, default=8)
parser.add_argument("--epochs", type=int, default=2)
options = parser.parse_args()

keras.utils.set_random_seed(1)
generator = np.random.default_rng(1)
images = generator.random((64, 8, 8)).astype("float32")
labels = generator.integers(0, 10, 64)
model = keras.Sequential(
    [
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Dense(options.units, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(images, labels, epochs=options.epochs, batch_size=16, verbose=0)
print([round(loss, 6) for loss in history.history["loss"]])
print(np.round(model.evaluate(images, labels, verbose=0), 6))
print(model.predict(images[:2], verbose=0).argmax(axis=1))
