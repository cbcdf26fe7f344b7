"""Provenance capture for the training of neural networks.

    with cnnprov.execution("alexnet-df", hyperparameters={"learning_rate": 0.001}) as run:
        run.log(loss=0.3, accuracy=0.9)

Capture calls write to a spool in microseconds and never raise; a shipper process of its own
carries the events to the server.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from cnnprov._exceptions import (
    CaptureWarning,
    CnnprovError,
    ExtractionError,
    JarNotFound,
    MissingDependency,
    RequestRefused,
    ServerUnreachable,
)
from cnnprov._execution import Execution, execution
from cnnprov._task import Task

if TYPE_CHECKING:
    from cnnprov._extract import Extraction, extract
    from cnnprov._reading import Curve, Curves, ExecutionRecord, Executions, executions, series
    from cnnprov._sql import Column, Rows, sql

__version__ = "0.1.0"

__all__ = [
    "CaptureWarning",
    "CnnprovError",
    "Column",
    "Curve",
    "Curves",
    "Execution",
    "ExecutionRecord",
    "Executions",
    "Extraction",
    "ExtractionError",
    "JarNotFound",
    "MissingDependency",
    "RequestRefused",
    "Rows",
    "ServerUnreachable",
    "Task",
    "__version__",
    "execution",
    "executions",
    "extract",
    "series",
    "sql",
]

_INTEGRATIONS = ("dfanalyzer", "keras", "lightning", "torch", "transformers")
_NOT_OF_A_TRAINING = {
    **dict.fromkeys(("Extraction", "extract"), "_extract"),
    **dict.fromkeys(("Curve", "Curves", "ExecutionRecord", "Executions"), "_reading"),
    **dict.fromkeys(("executions", "series"), "_reading"),
    **dict.fromkeys(("Column", "Rows", "sql"), "_sql"),
}


def __getattr__(name: str) -> Any:
    """Import what a training does not need when it is used: a start costs milliseconds.

    So are `cnnprov.keras` and its like, which bring their frameworks.
    """
    if name in _INTEGRATIONS:
        return importlib.import_module(f"cnnprov.{name}")
    if name in _NOT_OF_A_TRAINING:
        value = getattr(importlib.import_module(f"cnnprov.{_NOT_OF_A_TRAINING[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'cnnprov' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
