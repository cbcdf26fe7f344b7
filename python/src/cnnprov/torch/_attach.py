"""Capturing the plain loops of a program that says nothing of them."""

from __future__ import annotations

import functools
import gc
import weakref
from typing import Any

from torch.nn import Module
from torch.optim import Optimizer
from torch.optim.optimizer import register_optimizer_step_pre_hook

from cnnprov._failsafe import never_raises, warn_once
from cnnprov._trainings.loops import is_of_a_framework
from cnnprov.torch._losses import Losses
from cnnprov.torch._observed import Observer, is_alone, observe
from cnnprov.torch._passes import Passes
from cnnprov.torch._run import Run, capture

_MOST_TRAININGS = 100
"""So many of one program are captured; one that makes an optimizer for each task has thousands."""


def attach(dataflow_tag: str) -> None:
    """Capture each plain loop as an execution of this dataflow.

    A training begins with the first step of an optimizer, together with the other optimizers that
    were made for it. It ends when an optimizer for the next one is made, or with the program.
    Loops of frameworks, and those that are captured already, are left to who captures them.
    """
    if hasattr(Optimizer.__init__, "attached_by_cnnprov"):
        return
    loops = _Loops(dataflow_tag)
    original = Optimizer.__init__

    @functools.wraps(original)
    def make(optimizer: Any, *args: Any, **kwargs: Any) -> None:
        original(optimizer, *args, **kwargs)
        loops.made(optimizer)

    make.attached_by_cnnprov = True  # type: ignore[attr-defined]
    Optimizer.__init__ = make
    register_optimizer_step_pre_hook(loops.step_begins)
    observe(loops)


class _Loops(Observer):
    """Finds where a loop begins; what its first step needs is noted until then."""

    def __init__(self, dataflow_tag: str) -> None:
        self._dataflow_tag = dataflow_tag
        self._run: Run | None = None
        self._steps_in_run: weakref.WeakSet[Any] = weakref.WeakSet()
        self._made: list[weakref.ref[Any]] = []
        self._trainings = 0
        self._forget_beginning()

    @never_raises
    def made(self, optimizer: Any) -> None:
        """A script made an optimizer: what was trained so far is over, and held no longer."""
        if is_of_a_framework():
            return
        self._end()
        self._made = [made for made in self._made if made() is not None]
        self._made.append(weakref.ref(optimizer))

    @never_raises
    def step_begins(self, optimizer: Any, _args: Any, _kwargs: Any) -> None:
        """An optimizer is about to make a step."""
        if optimizer not in self._steps_in_run and not is_of_a_framework():
            self._begin(optimizer)

    def pass_begins(self, loader: Any, batches: Any) -> None:
        if self._waits():
            self._passes.begins(loader, batches)

    def batch_read(self, batches: Any, is_end: bool) -> None:
        if self._waits():
            self._passes.batch_read(batches, is_end)

    def scaled(self, loss: Any, scaled: Any) -> None:
        if self._waits():
            self._losses.scaled(loss, scaled)

    def differentiated(self, loss: Any) -> None:
        if self._waits():
            self._losses.differentiated(loss)

    def _waits(self) -> bool:
        return self._run is None and not is_of_a_framework()

    def _begin(self, optimizer: Any) -> None:
        self._end()
        passes, losses = self._passes, self._losses
        self._forget_beginning()
        if not is_alone(self):
            return
        if self._trainings == _MOST_TRAININGS:
            warn_once(f"plain loops after the first {_MOST_TRAININGS} trainings")
            return
        self._trainings += 1
        together = [made for made in (each() for each in self._made) if made is not None]
        names = {id(each): str(number) for number, each in enumerate(together)}
        name = names.pop(id(optimizer), str(len(together)))
        # Steps are counted by the last one: that which steps first.
        others = {names[id(each)]: each for each in together if each is not optimizer}
        self._steps_in_run = weakref.WeakSet([*others.values(), optimizer])
        self._made = []
        models = _models_of([*others.values(), optimizer])
        optimizers = {**others, name: optimizer} if others else optimizer
        self._run = capture(self._dataflow_tag, models, optimizers)
        self._run.takes_over(passes, losses)

    def _end(self) -> None:
        run, self._run = self._run, None
        self._steps_in_run = weakref.WeakSet()
        if run is not None:
            run.end()

    def _forget_beginning(self) -> None:
        self._passes = Passes()
        self._losses = Losses()


def _models_of(optimizers: list[Any]) -> list[Any]:
    """The modules, without those inside others, that hold what the optimizers train."""
    groups = [group for optimizer in optimizers for group in optimizer.param_groups]
    trained = {id(parameter) for group in groups for parameter in group["params"]}
    # Asking an object itself, by isinstance, could run code of the program.
    modules = [each for each in gc.get_objects() if issubclass(type(each), Module)]
    inner = {id(part) for each in modules for part in _members(each, "_modules")}
    return [
        each
        for each in modules
        if id(each) not in inner
        and any(
            id(own) in trained for part in _parts(each) for own in _members(part, "_parameters")
        )
    ]


def _parts(module: Any) -> list[Any]:
    found: dict[int, Any] = {}
    waiting = [module]
    while waiting:
        part = waiting.pop()
        if id(part) not in found:
            found[id(part)] = part
            waiting += _members(part, "_modules")
    return list(found.values())


def _members(module: Any, kind: str) -> list[Any]:
    return [each for each in vars(module).get(kind, {}).values() if each is not None]
