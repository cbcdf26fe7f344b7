"""The training's end of the pipe."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
import weakref
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cnnprov._detached import start_detached
from cnnprov._encoding import Event

_LAST_WORDS_SECONDS = 1.0
_CHUNK_BYTES = 65536
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from cnnprov._observer._process import main; main(sys.argv[2])"
)

_observers: weakref.WeakSet[Observer] = weakref.WeakSet()


class Subject(NamedTuple):
    """A process, and where its packages and its code are looked for."""

    pid: int
    interpreter: str
    """The path of its Python; empty for another program, which has no packages."""
    path: tuple[str, ...]
    """Where that one finds packages."""
    program: str
    """The path of the script, whose directory has the code; else it is the current one."""

    @classmethod
    def this_process(cls) -> Subject:
        """The process that calls."""
        path = tuple(entry for entry in sys.path if entry)
        program = str(Path(sys.argv[0]).absolute()) if sys.argv[0] else ""
        return cls(os.getpid(), sys.executable, path, program)


class Observer:
    """Starts the helper and reads what it found. All threads may use it, one at a time."""

    def __init__(self, subject: Subject, *, interval_seconds: float, environment: bool) -> None:
        """Watch the process and its descendants. Raises OSError when no process can be started.

        Args:
            subject: the process.
            interval_seconds: the time between two measurements; 0 measures nothing.
            environment: whether to tell of packages, code, variables and system.
        """
        self._mutex = threading.Lock()
        self._rest = b""
        task = {
            **subject._asdict(),
            "interval_seconds": interval_seconds,
            "environment": environment,
        }
        root = str(Path(__file__).resolve().parents[2])
        command = [sys.executable, "-S", "-E", "-c", _START, root, json.dumps(task)]
        wishes, self._wishes = os.pipe()
        self._findings, findings = os.pipe()
        os.set_blocking(self._findings, False)
        self.is_open = True
        """Until `finish`, and not in a process forked from the one that made it."""
        _observers.add(self)
        try:
            start_detached(command, stdin=wishes, stdout=findings, stderr=subprocess.DEVNULL)
        finally:
            os.close(wishes)
            os.close(findings)

    def take(self) -> list[Event]:
        """What was found since the last call; it never waits."""
        with self._mutex:
            return self._lines()[0] if self.is_open else []

    def finish(self) -> list[Event]:
        """Tell the helper to end, and take its last words; it waits a second at most."""
        with self._mutex:
            if not self.is_open:
                return []
            os.write(self._wishes, b"end\n")
            deadline = time.monotonic() + _LAST_WORDS_SECONDS
            found, more = self._lines()
            while more and self._hears(deadline - time.monotonic()):
                lines, more = self._lines()
                found += lines
            self.close()
            return found

    def close(self) -> None:
        """Let the pipe go; the helper ends when nobody holds it."""
        if self.is_open:
            self.is_open = False
            os.close(self._wishes)
            os.close(self._findings)

    def _lines(self) -> tuple[list[Event], bool]:
        """The whole lines that are there, and whether more may come."""
        more = True
        with suppress(BlockingIOError):
            while chunk := os.read(self._findings, _CHUNK_BYTES):
                self._rest += chunk
            more = False
        *lines, self._rest = self._rest.split(b"\n")
        return [json.loads(line) for line in lines], more

    def _hears(self, seconds: float) -> bool:
        return bool(select.select([self._findings], [], [], max(0.0, seconds))[0])


def _close_in_child() -> None:
    for observer in list(_observers):
        observer.close()
    _observers.clear()


os.register_at_fork(after_in_child=_close_in_child)
