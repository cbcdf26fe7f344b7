"""The names of the files in a spool directory, and what they hold.

<producer>.<first>.ndjson   a segment: a batch header, then events from number <first> on
<producer>.ack              the highest number that the server stored, as decimal text
<producer>.lock             held (flock) by the writer while it lives; names its machine
shipper.lock, shipper.log   the shipper's; shipper.host names the machine that it runs on
refused/                    events that the server would not take, set aside with a report
"""

from __future__ import annotations

import contextlib
import json
import os
import time
import uuid
from pathlib import Path
from typing import NamedTuple

from cnnprov._locks import is_held

_STRAY_SECONDS = 3600

SHIPPER_LOCK = "shipper.lock"
SHIPPER_HOST = "shipper.host"
SHIPPER_LOG = "shipper.log"
REFUSED = "refused"
SEGMENT = ".ndjson"
"""How the names of segments end."""
NOTHING = -1
"""The acknowledgement of a producer of which the server stored nothing yet."""


class Segment(NamedTuple):
    """One file of a producer's log."""

    producer: str
    first: int
    path: Path


def header(producer: str, first: int) -> bytes:
    """The line that begins every batch, and so every segment."""
    return (
        json.dumps({"producer": producer, "first": first}, separators=(",", ":")) + "\n"
    ).encode()


def segment_path(directory: Path, producer: str, first: int) -> Path:
    """Where the segment lies whose first event has this number."""
    return directory / f"{producer}.{first}{SEGMENT}"


def lock_path(directory: Path, producer: str) -> Path:
    """The file that the producer's writer holds locked."""
    return directory / f"{producer}.lock"


def segments(directory: Path) -> dict[str, list[Segment]]:
    """The segments of each producer, in the order of their numbers."""
    found: dict[str, list[Segment]] = {}
    for name in _names(directory):
        producer, _, rest = name.partition(".")
        first = rest.removesuffix(SEGMENT)
        if first != rest and first.isdigit():
            segment = Segment(producer, int(first), directory / name)
            found.setdefault(producer, []).append(segment)
    for of_producer in found.values():
        of_producer.sort()
    return found


def _names(directory: Path) -> list[str]:
    try:
        return os.listdir(directory)
    except FileNotFoundError:
        return []


def size_of(directory: Path) -> int:
    """The bytes of all files directly in the directory."""
    total = 0
    with contextlib.suppress(FileNotFoundError), os.scandir(directory) as entries:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):
                total += entry.stat(follow_symlinks=False).st_size
    return total


def read_acknowledged(directory: Path, producer: str) -> int:
    """The highest number that the server stored, or `NOTHING`."""
    try:
        return int((directory / f"{producer}.ack").read_text())
    except (FileNotFoundError, ValueError):
        return NOTHING


def write_acknowledged(directory: Path, producer: str, number: int) -> None:
    """Replace the acknowledgement; a reader sees the old number or the new one."""
    draft = directory / f"{producer}.ack.{uuid.uuid4().hex}.tmp"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, b"%d\n" % number)
    finally:
        os.close(descriptor)
    draft.replace(directory / f"{producer}.ack")


def remove(directory: Path, producer: str) -> None:
    """Remove what a producer left; the acknowledgement goes after the segments it speaks of."""
    for segment in segments(directory).get(producer, []):
        segment.path.unlink(missing_ok=True)
    (directory / f"{producer}.ack").unlink(missing_ok=True)
    lock_path(directory, producer).unlink(missing_ok=True)


def sweep(directory: Path) -> None:
    """Remove what interrupted shippers and writers left that never captured anything."""
    captured = segments(directory)
    for name in _names(directory):
        producer, _, kind = name.partition(".")
        if producer in captured or not kind.startswith(("ack", "lock", "end")):
            continue
        path = directory / name
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _STRAY_SECONDS and not is_held(path):
                path.unlink()
