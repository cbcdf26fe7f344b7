"""Provenance capture for the training of neural networks.

    with cnnprov.execution("alexnet-df", hyperparameters={"learning_rate": 0.001}) as run:
        run.log(loss=0.3, accuracy=0.9)

Capture calls write to a spool in microseconds and never raise; a shipper process of its own
carries the events to the server.
"""

from __future__ import annotations

import importlib
from types import ModuleType

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
from cnnprov._extract import Extraction, extract
from cnnprov._reading import Curve, Curves, ExecutionRecord, Executions, executions, series
from cnnprov._sql import Column, Rows, sql
from cnnprov._task import Task

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


def __getattr__(name: str) -> ModuleType:
    """Import `cnnprov.keras` and its like when they are used, so that frameworks load then."""
    if name in _INTEGRATIONS:
        return importlib.import_module(f"cnnprov.{name}")
    raise AttributeError(f"module 'cnnprov' has no attribute {name!r}")
