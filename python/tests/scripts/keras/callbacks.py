"""A functional model with the callbacks that everybody uses."""

import numpy as np

import keras

keras.utils.set_random_seed(2)
x = np.linspace(-1, 1, 80, dtype="float32")[:, None]
y = x**2
inputs = keras.Input((1,))
hidden = keras.layers.Dense(8, activation="tanh")(inputs)
model = keras.Model(inputs, keras.layers.Dense(1)(hidden))
model.compile(keras.optimizers.SGD(0.5, momentum=0.9), "mse")
history = model.fit(
    x,
    y,
    epochs=12,
    verbose=0,
    validation_split=0.2,
    callbacks=[
        keras.callbacks.ReduceLROnPlateau("loss", factor=0.5, patience=1, min_delta=0.05),
        keras.callbacks.EarlyStopping("loss", patience=4, min_delta=0.05),
        keras.callbacks.ModelCheckpoint("best.keras", save_best_only=True),
    ],
)
print(len(history.history["loss"]), [round(loss, 5) for loss in history.history["val_loss"]])
print("rate", round(float(model.optimizer.learning_rate), 6))
