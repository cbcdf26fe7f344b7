"""Trainings in processes of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cnnprov import _layout


def environment(spool: Path, url: str, **more: str) -> dict[str, str]:
    """The environment of a training that captures there, and of its shipper."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CNNPROV_")}
    return {**kept, "CNNPROV_SPOOL": str(spool), "CNNPROV_URL": url, **more}


def training(spool: Path, url: str, script: str, **more: str) -> subprocess.Popen[str]:
    """Start a script; it prints when it has got somewhere."""
    return subprocess.Popen(
        [sys.executable, "-c", script],
        env=environment(spool, url, **more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def cli(spool: Path, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command `cnnprov`."""
    return subprocess.run(
        [sys.executable, "-m", "cnnprov", *arguments],
        env=environment(spool, url),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def running(argument: str, *, within: str = "") -> list[Path]:
    """What /proc has of the processes with these in their command and their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.fsencode(argument) in (process / "cmdline").read_bytes() and (
                not within or os.fsencode(within) in (process / "environ").read_bytes()
            ):
                found.append(process)
    return found


def eventually(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Come back as soon as the condition holds; fail when it does not in this time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def end_shipper(spool: Path) -> None:
    """End the shipper that a training started, by the process id in its lock."""
    with suppress(FileNotFoundError, ValueError, ProcessLookupError):
        os.kill(int((spool / _layout.SHIPPER_LOCK).read_text()), signal.SIGTERM)


def remove_spool(spool: Path) -> None:
    """End the shipper and remove its directory; one that only just starts may write once more."""

    def is_gone() -> bool:
        end_shipper(spool)
        shutil.rmtree(spool, ignore_errors=True)
        return not spool.exists()

    eventually(is_gone)
