"""Files as they were when they were recorded."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from cnnprov._encoding import Event

_BLOCK_BYTES = 1024 * 1024


def file_record(
    path: str | os.PathLike[str], role: str, epoch: int | None, *, hashed: bool = True
) -> Event:
    """Name, directory, size in bytes and, if it is to be hashed, SHA-256 of the present content.

    A directory has the size of all files in it and no hash. Raises OSError when it is missing.
    """
    place = Path(path).absolute()
    record: Event = {"role": role, "name": place.name, "path": str(place.parent)}
    if place.is_dir():
        record["size"] = sum(part.stat().st_size for part in place.rglob("*") if part.is_file())
    elif not hashed:
        record["size"] = place.stat().st_size
    else:
        record["size"], record["sha256"] = _content(place)
    if epoch is not None:
        record["epoch"] = epoch
    return record


def _content(path: Path) -> tuple[int, str]:
    digest = hashlib.sha256()
    block = bytearray(_BLOCK_BYTES)
    size = 0
    with path.open("rb", buffering=0) as file:
        while read := file.readinto(block):
            digest.update(memoryview(block)[:read])
            size += read
    return size, digest.hexdigest()
