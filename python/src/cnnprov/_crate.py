"""Files put into a crate that the server made."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

_METADATA = "ro-crate-metadata.json"
_DIRECTORY = "files"
_BLOCK = 1 << 20


def add_files(crate: Path) -> list[tuple[str, str]]:
    """Put in each file that the crate names and that is here unchanged.

    Gives the paths that were left out, each with the reason. Raises OSError where the crate cannot
    be written.
    """
    left_out: list[tuple[str, str]] = []
    changed = crate.with_name(crate.name + ".files")
    try:
        with zipfile.ZipFile(crate) as old, zipfile.ZipFile(changed, "w") as new:
            metadata = json.loads(old.read(_METADATA))
            names: dict[str, str] = {}
            for entity in metadata["@graph"]:
                path = entity.get("localPath")
                if path is None:
                    continue
                reason = _add(new, entity, path, names)
                if reason:
                    left_out.append((path, reason))
            for entry in old.infolist():
                text = old.read(entry)
                if entry.filename == _METADATA:
                    text = json.dumps(_renamed(metadata, names), ensure_ascii=False).encode()
                new.writestr(entry, text, zipfile.ZIP_DEFLATED)
        changed.replace(crate)
    finally:
        changed.unlink(missing_ok=True)
    return left_out


def _add(new: zipfile.ZipFile, entity: dict[str, Any], path: str, names: dict[str, str]) -> str:
    """Why it was left out; nothing where it went in."""
    expected = entity.get("sha256")
    if expected is None:
        return "its hash was not recorded, so nothing tells whether it is the same"
    name = f"{_DIRECTORY}/{expected[:12]}/{_safe(entity['name'])}"
    try:
        with _opened(path) as file:
            if _hash(file) != expected:
                return "it has changed since"
            file.seek(0)
            with new.open(zipfile.ZipInfo(name), "w", force_zip64=True) as into:
                digest = hashlib.sha256()
                while block := file.read(_BLOCK):
                    digest.update(block)
                    into.write(block)
            if digest.hexdigest() != expected:
                raise OSError(f"{path} changed while it was read")
    except FileNotFoundError:
        return "it is not on this machine"
    except OSError as error:
        if "changed while" in str(error):
            raise
        return error.strerror or str(error)
    names[entity["@id"]] = name
    return ""


def _opened(path: str) -> BinaryIO:
    """A regular file: one that waits for a writer, or has no end, is none."""
    file = os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(0, "it is not a regular file")
    return file


def _hash(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "_", name).lstrip(".") or "file"


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    if not isinstance(value, dict):
        return value
    members = {key: _renamed(each, names) for key, each in value.items()}
    if members.get("@id") in names:
        members["@id"] = names[members["@id"]]
    return members
