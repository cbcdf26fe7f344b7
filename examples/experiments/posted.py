"""The published way, for comparison: the training thread posts and waits in each callback."""

from __future__ import annotations

import json
import os
import time
import urllib.request
from typing import Any

import keras

from ways import EpochClock, Told, published_row

URL = "EXPERIMENTS_POSTS"
"""The environment variable with the address of disk_server.py."""


class BlockingPosts(keras.callbacks.Callback):
    """Sends what DfAnalyzer's library sends, when it sends it."""

    def __init__(self, model: keras.Model, told: Told) -> None:
        super().__init__()
        self._dataflow = told.dataflow
        self._clock = EpochClock()
        self._rate: float | None = None
        self._adaptations = 0
        sets = [{"tag": tag} for tag in ("iTrainingModel", "oTrainingModel")]
        plan = {"tag": "TrainingModel", "sets": sets}
        _post("/pde/dataflow/json", {"tag": told.dataflow, "transformations": [plan]})
        for each in told.tasks:
            self._task(each.transformation, "RUNNING", each.input, list(each.used.values()))
            self._task(each.transformation, "FINISHED", each.output, list(each.produced.values()))
        self._task("TrainingModel", "RUNNING", "iTrainingModel", published_row(model, told))

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._clock.begin()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        values = [time.time(), self._clock.seconds, logs["loss"], logs.get("accuracy"), epoch]
        self._task("TrainingModel", "RUNNING", "oTrainingModel", values)
        rate = float(self.model.optimizer.learning_rate)
        if self._rate is not None and rate != self._rate:
            self._adaptations += 1
            row = [rate, time.time(), epoch, self._adaptations]
            self._task("Adaptation", "RUNNING", "oAdaptation", row)
            self._task("Adaptation", "FINISHED")
        self._rate = rate

    def on_train_end(self, logs: Any = None) -> None:
        self._task("TrainingModel", "FINISHED")

    def _task(self, transformation: str, status: str, tag: str = "", values: Any = ()) -> None:
        sets = [{"tag": tag, "elements": [[str(value) for value in values]]}] if tag else []
        message = {"id": "1", "dataflow": self._dataflow, "transformation": transformation}
        _post("/pde/task/json", {**message, "status": status, "sets": sets})


def _post(path: str, message: dict[str, Any]) -> None:
    body = json.dumps(message).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(os.environ[URL] + path, body, headers)
    with urllib.request.urlopen(request) as answer:
        answer.read()
