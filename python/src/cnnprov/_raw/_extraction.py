"""What a raw data file gives: pieces of rows, once the whole file was found to be in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from cnnprov._encoding import Row
from cnnprov._raw._file import RawFile

_ROWS_IN_A_PIECE = 500


def extracted(file: RawFile) -> Iterator[list[Row]]:
    """Pieces of the file's rows, small enough for an event each.

    The file is read twice: what is wrong with it raises ExtractionError before the first piece,
    so that a file counts as a whole or not at all.
    """
    for _ in file.rows():
        pass
    rows = file.rows()
    while piece := list(islice(rows, _ROWS_IN_A_PIECE)):
        yield piece
