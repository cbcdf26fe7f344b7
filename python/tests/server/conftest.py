from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import remove_spool
from tests.server.real_server import serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the real server, with an empty store at first."""
    with serving(tmp_path_factory.mktemp("data")) as (url, _):
        yield url


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Path]:
    """A spool for trainings in other processes; removed after the test, which ends its shipper."""
    spool = tmp_path / "spool"
    yield spool
    remove_spool(spool)


@pytest.fixture
def directory(spool: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The spool, in a process that asks the server of the session."""
    monkeypatch.setenv("CNNPROV_URL", server)
    monkeypatch.delenv("CNNPROV_TOKEN", raising=False)
    return spool
