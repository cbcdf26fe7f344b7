"""NPZ: arrays by name, each a column."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cnnprov._encoding import Row
from cnnprov._exceptions import ExtractionError, MissingDependency
from cnnprov._raw._arrays import rows_of
from cnnprov._raw._options import Options


def rows(path: Path, options: Options) -> Iterator[Row]:
    """The rows; pickled objects are refused, as they could run code."""
    try:
        import numpy as np
    except ImportError as error:
        raise MissingDependency("numpy", "npz") from error
    try:
        with np.load(path, allow_pickle=False) as file:
            if not hasattr(file, "files"):
                raise ExtractionError(path, "expected an archive of arrays, came one array")
            names = options.kept(path, file.files)
            yield from rows_of(
                path, {name: _array(path, name, file[name]) for name in names}, options
            )
    except (ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ExtractionError(path, f"expected an NPZ file: {error}") from error


def _array(path: Path, name: str, member: Any) -> Any:
    """What is no array in an archive comes as its bytes."""
    if isinstance(member, bytes):
        raise ExtractionError(path, "expected an array, came another file", column=name)
    return member
