"""The real server as a process."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

JAR = Path(__file__).parents[3] / "server" / "target" / "cnnprov.jar"


@contextmanager
def serving(data: Path, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server with this store, as its URL and its process; it is ended afterwards."""
    _demand_jar()
    process = subprocess.Popen(
        [sys.executable, "-m", "cnnprov", "serve", "--port", str(port), "--data", str(data)],
        env={**os.environ, "CNNPROV_JAR": str(JAR)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield _address(process), process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _demand_jar() -> None:
    if JAR.is_file():
        return
    reason = f"{JAR} is missing: run `mvn -q -DskipTests package` in the checkout"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        found = re.search(r"https?://[\w.\[\]:-]+:\d+", line)
        if found:
            return found.group()
    pytest.fail("the server ended before it said where it listens:\n" + "".join(said))
