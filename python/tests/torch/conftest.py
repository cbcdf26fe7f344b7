from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

collect_ignore_glob = [] if importlib.util.find_spec("torch") else ["test_*.py"]


@pytest.fixture(autouse=True)
def nothing_was_warned_of(spool: Path) -> Iterator[None]:  # noqa: ARG001
    from cnnprov import _failsafe

    yield
    assert _failsafe._warned == set()


@pytest.fixture(autouse=True)
def same_numbers() -> None:
    import torch

    torch.manual_seed(7)
