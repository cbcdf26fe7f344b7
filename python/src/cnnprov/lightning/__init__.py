"""Capture of trainings with Lightning, as `lightning` or as `pytorch_lightning`.

    trainer = Trainer(callbacks=[cnnprov.lightning.Capture("alexnet-df")])

`Capture` finds hyperparameters, layers, metrics, adaptations, tests and checkpoints by itself.
"""

from __future__ import annotations

from cnnprov.lightning._capture import Capture

__all__ = ["Capture"]
