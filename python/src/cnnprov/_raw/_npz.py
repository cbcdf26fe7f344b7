"""NPZ: arrays by name, each a column."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

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
            yield from rows_of(path, {name: file[name] for name in names})
    except (ValueError, EOFError, zipfile.BadZipFile) as error:
        raise ExtractionError(path, f"expected an NPZ file: {error}") from error
