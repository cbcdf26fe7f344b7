"""The steps of some optimizers: their losses, their rates, and the norm of their gradients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch
from cnnprov._encoding import scalar
from cnnprov._failsafe import failure, warn_once
from cnnprov._trainings.adaptations import EpochValues
from cnnprov.torch._losses import Losses, Mean, number_of
from cnnprov.torch._observed import Observer, forget, observe
from cnnprov.torch._watch import Watch

_LOSS, _NORM = "loss", "gradient_norm"

Optimizers = Mapping[str, Any]
"""Optimizers by what the names of their values end with."""


class Steps(Observer):
    """Follows the optimizers from `begin` to `stop`.

    Where there are several, a step is one of each, and done with that of the last.
    """

    def __init__(
        self,
        optimizers: Optimizers,
        after_step: Callable[[], None],
        *,
        before_step: Callable[[], None] | None = None,
        gradient_norm: bool = False,
    ) -> None:
        """`before_step` is called when a step was done, `after_step` when it is counted."""
        self._before_step = before_step
        self._after_step = after_step
        self._watches = [Watch(optimizer, end) for end, optimizer in optimizers.items()]
        self._gradient_norm = gradient_norm
        self._losses = Losses()
        self._means = {name + end: Mean() for end in optimizers for name in (_LOSS, _NORM)}
        self._latest: dict[str, Any] = {}
        self._compared: dict[Any, float] = {}
        self._metrics_of: dict[Any, str] = {}
        self._hooks: list[Any] = []

    def begin(self) -> None:
        """Look at each step from now on."""
        for watch in self._watches:
            self._hooks += self._hooked(watch)
            watch.look()
            observe(watch)
        observe(self._losses)
        observe(self)

    def stop(self) -> None:
        """Leave the optimizers as they were."""
        for observer in (self, self._losses, *self._watches):
            forget(observer)
        while self._hooks:
            self._hooks.pop().remove()

    def takes_over(self, losses: Losses) -> None:
        """The losses of the first step, where some were differentiated before `begin`."""
        self._losses.take_over(losses)

    def compared(self, scheduler: Any, metric: Any) -> None:
        if metric is not None:
            self._compared[scheduler] = float(metric)

    def in_force(self) -> dict[str, object]:
        """The optimizers' values in their latest steps."""
        return {name: value for watch in self._watches for name, value in watch.in_force().items()}

    def of_step(self) -> dict[str, object]:
        """Loss, rates and gradient norm of the latest step, which is waited for."""
        found: dict[str, object] = {
            name: value if value is None or type(value) is float else number_of(value)
            for name, value in self._latest.items()
        }
        for watch in self._watches:
            found |= watch.rates()
        return found

    def means(self) -> dict[str, object]:
        """The means since the last call of the losses and gradient norms."""
        taken = {name: mean.take() for name, mean in self._means.items()}
        return {name: value for name, value in taken.items() if value is not None}

    def epoch_ends(self, metrics: Mapping[str, object]) -> dict[str, EpochValues]:
        """The values since the last call; `metrics` are the measures of the epoch that ends."""
        values: dict[str, EpochValues] = {}
        for watch in self._watches:
            values |= watch.epoch_ends(self._metrics_of.get)
        numbers = {name: scalar(value) for name, value in metrics.items()}
        for scheduler, compared in self._compared.items():
            for name, number in numbers.items():
                if number == compared:
                    self._metrics_of.setdefault(scheduler, name)
        return values

    def _hooked(self, watch: Watch) -> list[Any]:
        loss, norm, is_last = _LOSS + watch.suffix, _NORM + watch.suffix, watch is self._watches[-1]
        losses, latest, mean_loss = self._losses, self._latest, self._means[loss]
        before_step, after_step = self._before_step, self._after_step

        def done(*_: Any) -> None:
            try:  # as `never_raises`, without a further call
                if before_step is not None:
                    before_step()
                watch.step_done()
                latest[loss] = value = losses.step_done()
                if value is not None:
                    mean_loss.add(value)
                if self._gradient_norm:
                    latest[norm] = value = _gradient_norm(watch.optimizer)
                    self._means[norm].add(value)
                if is_last:
                    after_step()
            except Exception as error:
                warn_once(*failure("Steps.done", error))

        optimizer = watch.optimizer
        return [
            optimizer.register_step_pre_hook(self._losses.step_begins),
            optimizer.register_step_post_hook(done),
        ]


def _gradient_norm(optimizer: Any) -> Any:
    gradients = [
        parameter.grad.detach()
        for group in optimizer.param_groups
        for parameter in group["params"]
        if parameter.grad is not None
    ]
    return torch.nn.utils.get_total_norm(gradients) if gradients else None
