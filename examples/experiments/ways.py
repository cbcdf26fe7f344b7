"""The ways in which a training with Keras is captured.

Each takes a model that is compiled and says what `fit` gets as callbacks. Frameworks and the
capture library are imported where they are needed: a training without capture loads neither.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import stopwatch

Values = dict[str, object]


@dataclass(frozen=True)
class DomainTask:
    """A task of a transformation of one's own: what it used and what it made."""

    transformation: str
    used: Values
    produced: Values

    @property
    def input(self) -> str:
        """The tag of the set of what it used."""
        return f"i{self.transformation}"

    @property
    def output(self) -> str:
        """The tag of the set of what it made."""
        return f"o{self.transformation}"


@dataclass(frozen=True)
class Told:
    """What a script knows of its training."""

    dataflow: str
    epochs: int
    batch_size: int
    file: Path
    """The training data."""
    extra: Values = field(default_factory=dict)
    """Hyperparameters that the model does not show."""
    tasks: tuple[DomainTask, ...] = ()


@dataclass(frozen=True)
class Captured:
    """What a way adds to a training."""

    callbacks: list[Any] = field(default_factory=list)
    execution: Any = None
    """The execution, where the way has one that takes more than the training."""


def without(model: Any, told: Told) -> Captured:
    """No capture."""
    return Captured()


def by_callback(model: Any, told: Told) -> Captured:
    """The callback of cnnprov.keras."""
    with stopwatch.timed("import"):
        import cnnprov.keras
    _watch_the_library()
    capture = cnnprov.keras.Capture(told.dataflow, hyperparameters=told.extra)
    execution = capture.execution
    for each in told.tasks:
        with stopwatch.timed("domain"), execution.task(each.transformation) as task:
            task.use(each.input, **each.used)
            task.produce(each.output, **each.produced)
    execution.file(told.file, role="input")
    return Captured([capture], execution)


def by_keras_prov(model: Any, told: Told) -> Captured:
    """The lines of a script written for Keras-Prov, which has no words for domain data."""
    with stopwatch.timed("import"):
        import cnnprov.keras
    _watch_the_library()
    cnnprov.keras.install()
    model.provenance(dataflow_tag=told.dataflow, adaptation=True, hyperparameters={"DECAY": True})
    return Captured()


def by_dfanalyzer(model: Any, told: Told) -> Captured:
    """Explicit calls of DfAnalyzer's library."""
    with stopwatch.timed("import"):
        from explicit import ExplicitCalls
    stopwatch.watch(ExplicitCalls, "__init__", "on_epoch_begin", "on_epoch_end", "on_train_end")
    from cnnprov._execution import Execution

    stopwatch.watch(Execution, "_end_at_exit")
    return Captured([ExplicitCalls(model, told)])


def as_published(model: Any, told: Told) -> Captured:
    """A blocking post in each callback, as the published libraries did; see posted.py."""
    with stopwatch.timed("import"):
        from posted import BlockingPosts
    stopwatch.watch(BlockingPosts, "__init__", "on_epoch_begin", "on_epoch_end", "on_train_end")
    return Captured([BlockingPosts(model, told)])


WAYS: dict[str, Callable[[Any, Told], Captured]] = {
    "none": without,
    "callback": by_callback,
    "keras-prov": by_keras_prov,
    "dfanalyzer": by_dfanalyzer,
    "published": as_published,
}
OURS = ("callback", "keras-prov", "dfanalyzer")


def _watch_the_library() -> None:
    """Count every call through which a training of Keras enters the library."""
    from cnnprov._execution import Execution
    from cnnprov._trainings.recording import Recording
    from cnnprov.keras._capture import Capture
    from cnnprov.keras._rates import RateWatch

    hooks = ("on_train_begin", "on_epoch_begin", "on_train_batch_begin", "on_epoch_end")
    stopwatch.watch(Capture, "__init__", "fit_begins", *hooks, "on_train_end")
    stopwatch.watch(Execution, "__init__", "file", "_end_at_exit")
    stopwatch.watch(Recording, "tested", "saved")
    stopwatch.watch(RateWatch, "_assigned")


class EpochClock:
    """The seconds of the running epoch."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began


def published_row(model: Any, told: Told) -> list[object]:
    """The values of iTrainingModel in their published order."""
    config = model.optimizer.get_config()
    return [
        type(model.optimizer).__name__,
        float(model.optimizer.learning_rate),
        told.epochs,
        told.batch_size,
        len(model.layers),
        config.get("momentum"),
        config.get("weight_decay"),
    ]
