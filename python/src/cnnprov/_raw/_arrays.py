"""Rows of arrays of one length, as NPZ and HDF5 files hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cnnprov._encoding import Row, scalar
from cnnprov._exceptions import ExtractionError

_ROWS_AT_ONCE = 10_000


def rows_of(path: Path, arrays: Mapping[str, Any]) -> Iterator[Row]:
    """A row for each index; an array without a dimension has its value in every row.

    `arrays` have `shape`, `dtype` and slices, as those of NumPy and the datasets of h5py.
    """
    lengths = {name: _length(path, name, array) for name, array in arrays.items()}
    known = [length for length in lengths.values() if length is not None]
    length = known[0] if known else 1
    for name, other in lengths.items():
        if other is not None and other != length:
            raise ExtractionError(
                path, f"expected {length} values as in the others, came {other}", column=name
            )
    for start in range(0, length, _ROWS_AT_ONCE):
        stop = min(start + _ROWS_AT_ONCE, length)
        pieces = {
            name: [_plain(array[()])] * (stop - start)
            if lengths[name] is None
            else [_plain(value) for value in array[start:stop]]
            for name, array in arrays.items()
        }
        for index in range(stop - start):
            yield {name: values[index] for name, values in pieces.items()}


def _length(path: Path, name: str, array: Any) -> int | None:
    if len(array.shape) > 1 or array.dtype.kind == "V":
        kind = "fields" if array.dtype.kind == "V" else f"the shape {tuple(array.shape)}"
        raise ExtractionError(
            path,
            f"expected an array of one dimension, came {kind}; choose the columns to keep",
            column=name,
        )
    return int(array.shape[0]) if array.shape else None


def _plain(value: Any) -> Any:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else scalar(value)
