"""Two configurations, one after the other, to see which is better."""

import numpy as np

import keras

generator = np.random.default_rng(3)
x = generator.normal(size=(40, 3)).astype("float32")
y = (x.sum(axis=1) > 0).astype("float32")
losses = {}
for rate in (0.01, 0.1):
    keras.utils.set_random_seed(3)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.Adam(rate), "binary_crossentropy")
    losses[rate] = model.fit(x, y, epochs=3, verbose=0).history["loss"][-1]
print({rate: round(loss, 6) for rate, loss in losses.items()})
print("best", min(losses, key=losses.get))
