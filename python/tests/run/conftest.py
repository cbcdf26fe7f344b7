from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import remove_spool


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[Path]:
    """A spool for programs that start a shipper of their own; it is ended afterwards."""
    spool = tmp_path / "spool-of-programs"
    yield spool
    remove_spool(spool)
