"""Capture of trainings with the Trainer of Transformers.

    trainer = Trainer(model, arguments, callbacks=[cnnprov.transformers.Capture("bert-df")])

`Capture` finds hyperparameters, layers, metrics, adaptations, tests and checkpoints by itself.
"""

from __future__ import annotations

from cnnprov._exceptions import MissingDependency

try:
    import transformers as _transformers  # noqa: F401
except ImportError as error:
    raise MissingDependency("transformers", "transformers") from error

from cnnprov.transformers._capture import Capture

__all__ = ["Capture"]
