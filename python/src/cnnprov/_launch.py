"""Starts the shipper: a process of its own that outlives the training."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from cnnprov import _layout
from cnnprov._detached import start_detached
from cnnprov._failsafe import warn_once
from cnnprov._locks import is_held

LOG_BYTES = 1024 * 1024

_STARTING_SECONDS = 1.0
"""How long a shipper that was started may take until it is seen; it stays for longer."""

_mutex = threading.Lock()
_started: dict[Path, float] = {}
"""When this process started a shipper for a spool."""


def ensure_shipper(directory: Path) -> None:
    """Start a shipper for the spool unless one runs; never raises, warns once instead."""
    with _mutex:
        try:
            if not _is_starting(directory) and not is_running(directory):
                _start(directory)
                _started[directory] = time.monotonic()
        except Exception as error:
            warn_once(
                "The shipper could not be started: events wait until `cnnprov sync` is run",
                str(error),
            )


def _is_starting(directory: Path) -> bool:
    return time.monotonic() - _started.get(directory, -math.inf) < _STARTING_SECONDS


def is_running(directory: Path) -> bool:
    """Whether a shipper holds this spool's lock."""
    try:
        return is_held(directory / _layout.SHIPPER_LOCK)
    except OSError:  # no locks here; a second shipper does no harm
        return False


def process_id(directory: Path) -> str:
    """The id of the shipper that runs, or ran last."""
    return (directory / _layout.SHIPPER_LOCK).read_text().strip()


def _start(directory: Path) -> None:
    if not sys.executable:
        raise FileNotFoundError("this interpreter does not know its own path")
    package_root = str(Path(__file__).resolve().parent.parent)
    search_path = os.pathsep.join(filter(None, [package_root, os.environ.get("PYTHONPATH")]))
    with _open_log(directory / _layout.SHIPPER_LOG) as log:
        start_detached(
            # What wakes up beside a busy training waits for its turn, and interrupts no step.
            [
                "nice",
                "-n",
                "10",
                sys.executable,
                "-m",
                "cnnprov",
                "sync",
                str(directory),
                "--watch",
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            directory=directory,
            environment={**os.environ, "PYTHONPATH": search_path},
        )


def _open_log(path: Path) -> IO[bytes]:
    mode = "ab" if path.exists() and path.stat().st_size < LOG_BYTES else "wb"
    return path.open(mode)


def _forget_in_child() -> None:
    global _mutex
    _mutex = threading.Lock()


os.register_at_fork(after_in_child=_forget_in_child)
