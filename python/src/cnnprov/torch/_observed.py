"""PyTorch's own calls, seen from outside while a training is captured.

`observe` wraps what its observer asks for, once for the process; with no observer nothing is
told. Only what nothing else tells is wrapped: who changed a rate, which loss was differentiated,
which loader is read, which file was written.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

from torch.optim.lr_scheduler import LRScheduler, ReduceLROnPlateau
from torch.overrides import has_torch_function_unary
from torch.utils.data import DataLoader
from torch.utils.data import dataloader as _loading

import torch
from cnnprov._failsafe import failure, warn_once


class Observer:
    """What is told of each call; the methods do nothing here."""

    def changed_by(self, changer: Any) -> None:
        """The scheduler or callback may have changed hyperparameters just now; None: may others."""

    def compared(self, scheduler: Any, metric: Any) -> None:
        """A scheduler is given a measure, by which it decides."""

    def scaled(self, loss: Any, scaled: Any) -> None:
        """A gradient scaler multiplied the loss."""

    def differentiated(self, loss: Any) -> None:
        """`backward` of this loss is called."""

    def pass_begins(self, loader: Any, batches: Any) -> None:
        """`batches` iterates over the loader from its beginning."""

    def batch_read(self, batches: Any, is_end: bool) -> None:
        """The next batch was taken, or there was none."""

    def saved(self, file: Any) -> None:
        """`torch.save` wrote this file."""


_observers: list[Observer] = []
_told: dict[str, tuple[Callable[..., None], ...]] = {
    name: () for name in vars(Observer) if not name.startswith("_")
}
"""For each call of Observer those of the observers that do something."""
_scheduling = 0


def observe(observer: Observer) -> None:
    """Tell the observer of each call from now on."""
    _observers.append(observer)
    _find_told()
    for name, (owner, call, observed) in _TOLD_BY.items():
        if _told[name]:
            _wrap(owner, call, observed)
    observe_schedulers()


def forget(observer: Observer) -> None:
    """Tell the observer nothing any more."""
    if observer in _observers:
        _observers.remove(observer)
        _find_told()


def is_alone(observer: Observer) -> bool:
    """Whether nobody else is told of anything."""
    return all(each is observer for each in _observers)


def observe_schedulers() -> None:
    """See the steps of all classes of schedulers that there are now."""
    waiting: list[Any] = [LRScheduler]
    while waiting:
        scheduler = waiting.pop()
        waiting += scheduler.__subclasses__()
        if "step" in vars(scheduler):
            _wrap(scheduler, "step", _observed_step)


def observe_scheduler(scheduler: Any) -> None:
    """See the steps of a scheduler that is none of PyTorch's, such as GreedyLR."""
    if hasattr(type(scheduler), "step"):
        _wrap(type(scheduler), "step", _observed_step)


def observe_callback(callback: Any, hooks: Iterable[str], framework: frozenset[str]) -> None:
    """See the hooks of a callback that the user wrote, none of the framework's own packages."""
    for owner in type(callback).__mro__:
        if owner.__module__.partition(".")[0] in framework | {"cnnprov", "builtins"}:
            continue
        for hook in hooks:
            if hook in vars(owner):
                _wrap(owner, hook, _observed_hook)


def _wrap(owner: Any, name: str, observed: Callable[[Any], Callable[..., Any]]) -> None:
    """Put what `observed` makes of the call in its place: one call, as each costs in each step."""
    original = getattr(owner, name, None)
    if original is None or getattr(original, "is_observed_by_cnnprov", False):
        return
    wrapper = functools.wraps(original)(observed(original))
    wrapper.is_observed_by_cnnprov = True  # type: ignore[attr-defined]
    setattr(owner, name, wrapper)


def _find_told() -> None:
    for name in _told:
        _told[name] = tuple(
            getattr(observer, name)
            for observer in _observers
            if getattr(type(observer), name) is not getattr(Observer, name)
        )


def _tell(name: str, *what: Any) -> None:
    try:  # as `never_raises`, without a further call
        for call in _told[name]:
            call(*what)
    except Exception as error:
        warn_once(*failure(f"Observer.{name}", error))


def _observed_step(original: Any) -> Callable[..., Any]:
    def step(scheduler: Any, *args: Any, **kwargs: Any) -> Any:
        global _scheduling
        if _scheduling:  # one that is a part of another, which is the cause
            return original(scheduler, *args, **kwargs)
        _tell("changed_by", None)
        if isinstance(scheduler, ReduceLROnPlateau) or not isinstance(scheduler, LRScheduler):
            _tell("compared", scheduler, args[0] if args else kwargs.get("metrics"))
        _scheduling += 1
        try:
            return original(scheduler, *args, **kwargs)
        finally:
            _scheduling -= 1
            _tell("changed_by", scheduler)

    return step


def _observed_hook(original: Any) -> Callable[..., Any]:
    def hook(callback: Any, *args: Any, **kwargs: Any) -> Any:
        _tell("changed_by", None)
        try:
            return original(callback, *args, **kwargs)
        finally:
            _tell("changed_by", callback)

    return hook


def _observed_backward(original: Any) -> Callable[..., Any]:
    def backward(loss: Any, *args: Any, **kwargs: Any) -> Any:
        if not has_torch_function_unary(loss):  # which calls this once more
            _tell("differentiated", loss)
        return original(loss, *args, **kwargs)

    return backward


def _observed_scale(original: Any) -> Callable[..., Any]:
    def scale(scaler: Any, outputs: Any, *args: Any, **kwargs: Any) -> Any:
        scaled = original(scaler, outputs, *args, **kwargs)
        _tell("scaled", outputs, scaled)
        return scaled

    return scale


def _observed_iter(original: Any) -> Callable[..., Any]:
    def begin(loader: Any) -> Any:
        batches = original(loader)
        _tell("pass_begins", loader, batches)
        return batches

    return begin


def _observed_next(original: Any) -> Callable[..., Any]:
    def next_batch(batches: Any) -> Any:
        try:
            batch = original(batches)
        except StopIteration:
            _tell("batch_read", batches, True)
            raise
        _tell("batch_read", batches, False)
        return batch

    return next_batch


def _observed_save(original: Any) -> Callable[..., Any]:
    def save(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        _tell("saved", args[1] if len(args) > 1 else kwargs.get("f"))
        return result

    return save


_TOLD_BY: dict[str, tuple[Any, str, Callable[[Any], Callable[..., Any]]]] = {
    "differentiated": (torch.Tensor, "backward", _observed_backward),
    "scaled": (torch.amp.GradScaler, "scale", _observed_scale),
    "pass_begins": (DataLoader, "__iter__", _observed_iter),
    "batch_read": (_loading._BaseDataLoaderIter, "__next__", _observed_next),
    "saved": (torch, "save", _observed_save),
}
"""Which call tells, and what stands in its place; schedulers and callbacks tell all else."""
