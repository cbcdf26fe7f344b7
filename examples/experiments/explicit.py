"""A training that reports itself with the calls of DfAnalyzer's Python library."""

from __future__ import annotations

import time
from typing import Any

import keras
from cnnprov.dfanalyzer import (
    Attribute,
    AttributeType,
    Dataflow,
    DataSet,
    Dependency,
    Element,
    File,
    Set,
    SetType,
    Task,
    Transformation,
)

from ways import DomainTask, EpochClock, Told, published_row


class ExplicitCalls(keras.callbacks.Callback):
    """Declares the dataflow, and reports each epoch and each change of the learning rate."""

    def __init__(self, model: keras.Model, told: Told) -> None:
        super().__init__()
        self._dataflow = told.dataflow
        self._rate: float | None = None
        self._adaptations = 0
        self._clock = EpochClock()
        Dataflow(told.dataflow, True, [declared(task) for task in told.tasks]).save()
        for each in told.tasks:
            self._domain(each)
        self._training = Task(1, told.dataflow, "TrainingModel")
        self._training.add_file(File(str(told.file.parent), told.file.name))
        row = published_row(model, told)
        self._training.add_dataset(DataSet("iTrainingModel", [Element(row)]))
        self._training.begin()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._clock.begin()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        values = [time.time(), self._clock.seconds, logs["loss"], logs.get("accuracy"), epoch + 1]
        self._training.add_dataset(DataSet("oTrainingModel", [Element(values)]))
        self._training.save()
        rate = float(self.model.optimizer.learning_rate)
        if self._rate is not None and rate != self._rate:
            self._adapted(rate, epoch + 1)
        self._rate = rate

    def on_train_end(self, logs: Any = None) -> None:
        self._training.end()

    def _adapted(self, rate: float, epoch: int) -> None:
        self._adaptations += 1
        task = Task(
            self._adaptations,
            self._dataflow,
            "Adaptation",
            dependency=Dependency(["TrainingModel"], [1]),
        )
        row = [rate, time.time(), epoch, self._adaptations]
        task.add_dataset(DataSet("oAdaptation", [Element(row)]))
        task.begin()
        task.end()

    def _domain(self, each: DomainTask) -> None:
        task = Task(1, self._dataflow, each.transformation)
        task.add_dataset(DataSet(each.input, [Element(list(each.used.values()))]))
        task.begin()
        task.add_dataset(DataSet(each.output, [Element(list(each.produced.values()))]))
        task.end()


def declared(task: DomainTask) -> Transformation:
    """The transformation of a task, with its sets."""
    sides = (
        (task.input, SetType.INPUT, task.used),
        (task.output, SetType.OUTPUT, task.produced),
    )
    return Transformation(
        task.transformation,
        [Set(tag, kind, [_attribute(*item) for item in row.items()]) for tag, kind, row in sides],
    )


def _attribute(name: str, value: object) -> Attribute:
    numeric = isinstance(value, (int, float))
    return Attribute(name, AttributeType.NUMERIC if numeric else AttributeType.TEXT)
