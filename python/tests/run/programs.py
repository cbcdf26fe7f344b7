"""Programs with and without `cnnprov run`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.processes import environment

NOBODY = "http://127.0.0.1:9"


def start(
    spool: Path, directory: Path, command: Sequence[str], *options: str, **variables: str
) -> subprocess.Popen[str]:
    """Start the command below `cnnprov run`."""
    directory.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-m", "cnnprov", "run", *options, *command],
        env=environment(spool, variables.pop("CNNPROV_URL", NOBODY), **variables),
        cwd=directory,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def captured(
    spool: Path, directory: Path, command: Sequence[str], *options: str, given: str = ""
) -> tuple[int, str, str]:
    """Exit code, output and errors of the command below `cnnprov run`."""
    process = start(spool, directory, command, *options)
    output, errors = process.communicate(given, timeout=120)
    return process.returncode, output, errors


def plain(
    spool: Path, directory: Path, command: Sequence[str], given: str = ""
) -> tuple[int, str, str]:
    """The same without it."""
    directory.mkdir(exist_ok=True)
    done = subprocess.run(
        command,
        env=environment(spool, NOBODY),
        cwd=directory,
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def copied(source: Path, directory: Path) -> Path:
    """A fresh copy of a directory with scripts."""
    shutil.copytree(source, directory)
    return directory
