from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import end_shipper

JAR = Path(__file__).parents[3] / "server" / "target" / "cnnprov.jar"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the real server, with an empty store."""
    if not JAR.is_file():
        reason = f"{JAR} is missing: run `mvn -q -DskipTests package` in the checkout"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    data = tmp_path_factory.mktemp("data")
    process = subprocess.Popen(
        ["java", "-jar", str(JAR), "serve", "--port", "0", "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield _address(process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@pytest.fixture
def directory(tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A spool for trainings in other processes; this process asks the same server."""
    monkeypatch.setenv("CNNPROV_URL", server)
    monkeypatch.delenv("CNNPROV_TOKEN", raising=False)
    spool = tmp_path / "spool"
    yield spool
    end_shipper(spool)
    shutil.rmtree(spool)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        found = re.search(r"https?://[\w.\[\]:-]+:\d+", line)
        if found:
            return found.group()
    pytest.fail("the server ended before it said where it listens:\n" + "".join(said))
