"""The losses that were differentiated, kept on their device until somebody asks."""

from __future__ import annotations

from typing import Any

import torch


class Losses:
    """The loss of the next step: what was differentiated since the last one, summed.

    Parts of a batch, or of a loss, thus count together. Within the step itself (a closure, which
    some optimizers call several times) only the first counts. Nothing is read here: that would
    make the training wait for its device.
    """

    def __init__(self) -> None:
        self._pending: Any = None
        self._scaled: tuple[Any, Any] | None = None
        self._in_step = False
        self._had_closure = False

    def scaled(self, loss: Any, scaled: Any) -> None:
        """`scaled` is what will be differentiated in place of the loss."""
        self._scaled = (loss, scaled)

    def differentiated(self, loss: Any) -> None:
        """Add the loss."""
        if self._scaled is not None and self._scaled[1] is loss:
            loss = self._scaled[0]
        self._scaled = None
        is_scalar = loss.dim() == 0
        if (self._in_step and self._had_closure) or not (is_scalar or loss.numel() == 1):
            return
        self._had_closure = self._in_step
        value = loss.detach() if is_scalar else loss.detach().reshape(())
        self._pending = value if self._pending is None else self._pending + value

    def take_over(self, losses: Losses) -> None:
        """Go on with what the others hold."""
        self._pending, self._scaled = losses._pending, losses._scaled

    def step_begins(self, *_: Any) -> None:
        """The optimizer begins a step."""
        self._in_step = True
        self._had_closure = False

    def step_done(self) -> Any:
        """The loss of the step as a tensor, or None where none was differentiated."""
        pending, self._pending = self._pending, None
        self._in_step = False
        return pending


class Mean:
    """The mean of tensors of one number each, summed where they lie."""

    def __init__(self) -> None:
        self._sum: Any = None
        self._count = 0

    def add(self, value: Any) -> None:
        """Count a value; None is none."""
        if value is not None:
            if self._sum is None:
                wide = torch.float64 if value.device.type == "cpu" else torch.float32
                self._sum = value.to(wide, copy=True)  # a loss may be changed in place
            else:
                self._sum += value
            self._count += 1

    def take(self) -> float | None:
        """The mean of what was added since the last call; waits for the device."""
        total, count = self._sum, self._count
        self._sum, self._count = None, 0
        return None if total is None else float(total.item()) / count
