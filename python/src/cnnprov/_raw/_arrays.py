"""Rows of arrays of one length, as NPZ and HDF5 files hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cnnprov._encoding import Row, Scalar, scalar
from cnnprov._exceptions import ExtractionError
from cnnprov._raw._options import Options, expect_different

_ROWS_AT_ONCE = 10_000
_NO_SCALARS = {"V": "fields", "c": "complex numbers"}
"""Kinds of arrays whose values are no single numbers or texts, by NumPy's letters."""


def rows_of(path: Path, arrays: Mapping[str, Any], options: Options) -> Iterator[Row]:
    """A row for each index; an array without a dimension has its value in every row.

    `arrays` have `shape`, `dtype` and slices, as those of NumPy and the datasets of h5py.
    """
    expect_different(path, arrays)
    lengths = {name: _length(path, name, array) for name, array in arrays.items()}
    known = [length for length in lengths.values() if length is not None]
    length = known[0] if known else min(1, len(arrays))
    for name, other in lengths.items():
        if other is not None and other != length:
            raise ExtractionError(
                path, f"expected {length} values as in the others, came {other}", column=name
            )
    for start in range(0, length, _ROWS_AT_ONCE):
        stop = min(start + _ROWS_AT_ONCE, length)
        pieces = {
            name: [options.typed(path, name, _plain(path, name, array[()]))] * (stop - start)
            if lengths[name] is None
            else [
                options.typed(path, name, _plain(path, name, value)) for value in array[start:stop]
            ]
            for name, array in arrays.items()
        }
        for index in range(stop - start):
            yield {name: values[index] for name, values in pieces.items()}


def _length(path: Path, name: str, array: Any) -> int | None:
    shape = array.shape
    if shape is None or len(shape) > 1 or array.dtype.kind in _NO_SCALARS:
        raise ExtractionError(
            path,
            "expected an array of numbers or texts, of one dimension, came "
            f"{_shown(shape, array.dtype.kind)}; choose the columns to keep",
            column=name,
        )
    return int(shape[0]) if shape else None


def _shown(shape: tuple[int, ...] | None, kind: str) -> str:
    if shape is None:
        return "nothing"
    return _NO_SCALARS.get(kind) or f"the shape {shape}"


def _plain(path: Path, name: str, value: Any) -> Scalar:
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ExtractionError(path, f"expected UTF-8, came {value!r}", column=name) from error
    if hasattr(value, "shape") and value.shape:  # of several lengths, each a value of HDF5
        raise ExtractionError(path, "expected a number or text, came an array", column=name)
    return scalar(value)
