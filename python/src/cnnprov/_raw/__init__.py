"""Raw data files as rows: CSV, JSON lines, NPZ and HDF5, each read through its own library."""

from __future__ import annotations

from cnnprov._raw._extraction import extracted
from cnnprov._raw._file import FORMATS, RawFile, raw_file

__all__ = ["FORMATS", "RawFile", "extracted", "raw_file"]
