"""Whose loop trains: while a framework's does, it is not looked for as a plain one."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

_frameworks = threading.local()


@contextlib.contextmanager
def of_a_framework() -> Iterator[None]:
    """Within this block, and in this thread, a framework's own loop trains."""
    depth = getattr(_frameworks, "depth", 0)
    _frameworks.depth = depth + 1
    try:
        yield
    finally:
        _frameworks.depth = depth


def is_of_a_framework() -> bool:
    """Whether a framework's own loop trains in this thread."""
    return bool(getattr(_frameworks, "depth", 0))
