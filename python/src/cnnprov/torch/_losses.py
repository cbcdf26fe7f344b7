"""The losses that were differentiated; on a device they stay there until somebody asks."""

from __future__ import annotations

from typing import Any

import torch
from cnnprov.torch._observed import Observer


class Losses(Observer):
    """The loss of the next step: what was differentiated since the last one, summed.

    Parts of a batch, or of a loss, thus count together. Within the step itself (a closure, which
    some optimizers call several times) only the first counts. What lies on a device is not read
    here: that would make the training wait for it. What lies in the processor's memory is, which
    is cheaper than to compute with tensors of one number: where the step ends, as optimizers read
    numbers as well, and all that it takes is at hand then.
    """

    def __init__(self) -> None:
        self._sum: Any = None
        self._latest: Any = None
        """What was differentiated last, without its graph, and not in the sum yet."""
        self._scaled: tuple[Any, Any] | None = None
        self._in_step = False
        self._had_closure = False

    def scaled(self, loss: Any, scaled: Any) -> None:
        self._scaled = (loss, scaled)

    def differentiated(self, loss: Any) -> None:
        if self._scaled is not None:
            if self._scaled[1] is loss:
                loss = self._scaled[0]
            self._scaled = None
        if (self._in_step and self._had_closure) or loss.numel() != 1:
            return
        self._had_closure = self._in_step
        if self._latest is not None:
            self._sum = self._summed()
        self._latest = loss.data  # a third of the time that `detach` takes

    def take_over(self, losses: Losses) -> None:
        """Go on with what the others hold."""
        self._sum, self._latest, self._scaled = losses._sum, losses._latest, losses._scaled

    def step_begins(self, *_: Any) -> None:
        """The optimizer begins a step."""
        self._in_step = True
        self._had_closure = False

    def step_done(self) -> Any:
        """The loss of the step, a number or a tensor; None where none was differentiated."""
        self._in_step = False
        if self._latest is None:
            return None
        value = self._summed()
        self._sum = self._latest = None
        return value

    def _summed(self) -> Any:
        latest = self._latest
        is_at_hand = type(latest) is torch.Tensor and latest.is_cpu
        value = latest.item() if is_at_hand else latest.reshape(())
        return value if self._sum is None else self._sum + value


class Mean:
    """The mean of numbers, and of tensors of one number each, summed where they lie."""

    def __init__(self) -> None:
        self._sum: Any = None
        self._count = 0

    def add(self, value: Any) -> None:
        """Count a value; None is none."""
        if value is None:
            return
        if self._sum is not None:
            self._sum += value
        elif isinstance(value, torch.Tensor):
            wide = torch.float64 if value.is_cpu else torch.float32
            self._sum = value.to(wide, copy=True)  # a loss may be changed in place
        else:
            self._sum = value
        self._count += 1

    def take(self) -> float | None:
        """The mean of what was added since the last call; waits for the device."""
        total, count = self._sum, self._count
        self._sum, self._count = None, 0
        return None if total is None else number_of(total) / count


def number_of(value: Any) -> float:
    """The number, or that in the tensor, which is waited for."""
    return float(value.item() if isinstance(value, torch.Tensor) else value)
