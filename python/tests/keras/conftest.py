from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("KERAS_BACKEND", "jax")
keras = pytest.importorskip("keras")


@pytest.fixture(autouse=True)
def nothing_stays_open(spool: Path) -> Iterator[None]:  # noqa: ARG001
    """End what stays open after a training while nobody ships the spool; nothing was warned of."""
    from cnnprov import _failsafe
    from cnnprov._trainings import series

    yield
    for _, execution in series._finished:
        execution.end()
    series._finished.clear()
    assert _failsafe._warned == set()


@pytest.fixture(autouse=True)
def same_numbers() -> None:
    keras.utils.set_random_seed(7)
