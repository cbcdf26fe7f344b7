"""HDF5: the datasets of a group, or the fields of a compound dataset, each a column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cnnprov._encoding import Row
from cnnprov._exceptions import ExtractionError, MissingDependency
from cnnprov._raw._arrays import rows_of
from cnnprov._raw._options import Options


def rows(path: Path, options: Options) -> Iterator[Row]:
    """The rows; they are read piece by piece, whatever the size of the file."""
    try:
        import h5py
    except ImportError as error:
        raise MissingDependency("h5py", "hdf5") from error
    if not path.exists():
        raise FileNotFoundError(2, "No such file or directory", str(path))
    if not h5py.is_hdf5(path):
        raise ExtractionError(path, "expected an HDF5 file")
    with h5py.File(path, "r") as file:
        if options.dataset not in file:
            raise ExtractionError(
                path, f"expected {options.dataset!r}, came {', '.join(file) or 'nothing'}"
            )
        arrays = _arrays(h5py, file[options.dataset])
        names = options.kept(path, arrays)
        yield from rows_of(
            path, {name: _reached(path, name, arrays[name]) for name in names}, options
        )


def _arrays(h5py: Any, place: Any) -> dict[str, Any]:
    if isinstance(place, h5py.Group):
        return {
            name: one for name, one in place.items() if one is None or isinstance(one, h5py.Dataset)
        }
    if place.dtype.names is None:
        return {place.name.rpartition("/")[2]: place}
    return {name: _Field(place, name) for name in place.dtype.names}


def _reached(path: Path, name: str, dataset: Any) -> Any:
    if dataset is None:
        raise ExtractionError(
            path, "expected a dataset, came a link that leads nowhere", column=name
        )
    return dataset


class _Field:
    """One field of a compound dataset, sliced as an array is."""

    def __init__(self, dataset: Any, name: str) -> None:
        self._dataset = dataset
        self._name = name
        self.shape = dataset.shape
        self.dtype = dataset.dtype[name]

    def __getitem__(self, part: Any) -> Any:
        return self._dataset[part][self._name]
