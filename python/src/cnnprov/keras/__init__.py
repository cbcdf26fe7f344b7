"""Capture of trainings with Keras 3, whatever its backend.

    model.fit(x, y, callbacks=[cnnprov.keras.Capture("alexnet-df")])

`Capture` finds hyperparameters, layers, metrics, adaptations, tests and saved files by itself.
`install` makes scripts run that were written for Keras-Prov.
"""

from __future__ import annotations

from cnnprov._exceptions import MissingDependency

try:
    import keras as _keras  # noqa: F401
except ImportError as error:
    raise MissingDependency("keras", "keras") from error

from cnnprov.keras._capture import Capture
from cnnprov.keras._keras_prov import install

__all__ = ["Capture", "install"]
