"""How long the calling thread is within capture, by kind of call.

`start` comes first in a program, so that what is written at its end holds the end of the capture
too. A call within another one counts once, as part of the outer one.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_results: dict[str, Any] = {}
_calls: dict[str, dict[str, float]] = {}
_inside = threading.local()
_began = time.perf_counter()


def start() -> None:
    """Write what was measured to the file EXPERIMENTS_RESULT, if that is set, at the end."""
    path = os.environ.get("EXPERIMENTS_RESULT")
    if path:
        atexit.register(_write, Path(path))


def result(**values: Any) -> None:
    """Keep values for the file."""
    _results.update(values)


def told() -> dict[str, Any]:
    """What was kept, and the calls into capture by kind."""
    return {**_results, "calls": {kind: dict(count) for kind, count in _calls.items()}}


def forget() -> None:
    """Count from here on."""
    _results.clear()
    _calls.clear()


@contextmanager
def timed(kind: str) -> Iterator[None]:
    """Count this block, unless it is within another one."""
    if getattr(_inside, "a_call", False):
        yield
        return
    _inside.a_call = True
    began, began_cpu = time.perf_counter(), time.thread_time()
    try:
        yield
    finally:
        _inside.a_call = False
        count = _calls.setdefault(kind, {"calls": 0, "seconds": 0.0, "cpu_seconds": 0.0})
        count["calls"] += 1
        count["seconds"] += time.perf_counter() - began
        count["cpu_seconds"] += time.thread_time() - began_cpu


def watch(owner: Any, *names: str) -> None:
    """Count each call of these methods of a class under its name."""
    for name in names:
        setattr(owner, name, _watched(getattr(owner, name), name))


def _watched(call: Callable[..., Any], kind: str) -> Callable[..., Any]:
    @functools.wraps(call)
    def measured(*args: Any, **kwargs: Any) -> Any:
        with timed(kind):
            return call(*args, **kwargs)

    return measured


def _write(path: Path) -> None:
    program = time.perf_counter() - _began
    path.write_text(json.dumps({**told(), "program_seconds": program}))
