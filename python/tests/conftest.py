from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnnprov import _layout, _spool
from cnnprov._locks import try_lock
from tests.fake_server import FakeServer
from tests.frameworks.trainings import named

os.environ.setdefault("KERAS_BACKEND", "jax")  # before anything that a test collects loads Keras

# Whoever starts the tests may have them ignore or block Ctrl-C, and what they start inherits it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

# Hundreds of exports take minutes.
collect_ignore = [] if os.environ.get("CNNPROV_TEST_PROV") else ["prov"]


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A spool that this process captures into and nobody ships: its shipper's lock is held."""
    directory = tmp_path / "spool"
    monkeypatch.setenv("CNNPROV_SPOOL", str(directory))
    monkeypatch.setenv("CNNPROV_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("CNNPROV_RESOURCES", "0")  # a helper process for each execution takes long
    for name in ("CNNPROV_EXECUTION", "CNNPROV_DISABLED", "CNNPROV_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("cnnprov._failsafe._warned", set())
    directory.mkdir()
    lock = try_lock(directory / _layout.SHIPPER_LOCK)
    assert lock is not None
    yield directory
    for writer in list(_spool._writers):  # what a test leaves open writes nothing any more
        writer.fall_silent()
    os.close(lock)


@pytest.fixture
def fake() -> Iterator[FakeServer]:
    with FakeServer() as server:
        yield server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-table", action="store_true", help="of frameworks or readers of PROV, into the docs"
    )


def pytest_report_header() -> str:
    left = (
        "tests/frameworks and tests/torch are left to `make test-frameworks`,"
        " tests/prov to `make test-prov`"
    )
    return f"frameworks: {', '.join(named())}" if named() else left
