"""The producer's clock."""

from __future__ import annotations

import time

_of_second = (-1, "")
"""A second since the epoch, and its text, which all its timestamps begin with."""


def timestamp() -> str:
    """The present time, RFC 3339 in UTC with microseconds."""
    return text_of(time.time_ns())


def text_of(nanoseconds: int) -> str:
    """A time since the epoch in the same form; what is below a microsecond is cut off."""
    global _of_second
    second, microsecond = divmod(nanoseconds // 1000, 1_000_000)
    known, text = _of_second
    if second != known:
        text = time.strftime("%Y-%m-%dT%H:%M:%S.", time.gmtime(second))
        _of_second = (second, text)
    return "%s%06dZ" % (text, microsecond)  # noqa: UP031 (10 µs less with cold caches)
