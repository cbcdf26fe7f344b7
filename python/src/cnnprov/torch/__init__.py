"""Capture of any loop of PyTorch.

    with cnnprov.torch.capture("alexnet-df", model, optimizer) as run:
        …

`capture` finds hyperparameters, layers, losses, adaptations by schedulers, epochs and checkpoints
by itself.
"""

from __future__ import annotations

from cnnprov._exceptions import MissingDependency

try:
    import torch as _torch  # noqa: F401
except ImportError as error:
    raise MissingDependency("torch", "torch") from error

from cnnprov.torch._run import Run, capture

__all__ = ["Run", "capture"]
