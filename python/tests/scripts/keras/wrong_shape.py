"""The mistake that everybody makes once."""

import numpy as np

import keras

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile("sgd", "mse")
print("fitting")
model.fit(np.zeros((4, 5), "float32"), np.zeros(4, "float32"), verbose=0)
