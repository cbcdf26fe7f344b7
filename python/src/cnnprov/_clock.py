"""The producer's clock."""

from __future__ import annotations

from datetime import datetime, timezone

_UTC = timezone.utc


def timestamp() -> str:
    """The present time, RFC 3339 in UTC with microseconds."""
    return datetime.now(_UTC).isoformat(timespec="microseconds")[:-6] + "Z"
