"""Single rows as lines of the spool."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from cnnprov._encoding import Row, encode_scalar

_PLACE = str(uuid.uuid4())
"""Stands in a template's event where the values will be; no name in it is the same."""


class RowLines:
    """Encodes rows that come one by one, most with the names of the row before. Any thread may.

    A step of a training leaves nothing of ours in the processor's caches. What a row costs then
    is how much code and data it touches, so all of a line but the values is encoded only once.
    """

    def __init__(self, line_of: Callable[[str, str, Row], bytes]) -> None:
        """`line_of` encodes the event of a row, from its time, its set and the row."""
        self._line_of = line_of
        self._latest: tuple[tuple[str, ...], str] = ((), "")  # one value: set and read at once

    def line(self, at: str, set: str, row: Row) -> bytes:
        """What `line_of` makes of this row."""
        shape = (set, *row)
        known, template = self._latest
        if shape != known:
            template = self._template(set, row)
            self._latest = (shape, template)
        values = [v if type(v) is float else encode_scalar(v) for v in row.values()]
        return (template % (f'"{at}"', *values)).encode("ascii")

    def _template(self, set: str, row: Row) -> str:
        line = self._line_of(_PLACE, set, dict.fromkeys(row, _PLACE)).decode("ascii")
        return line.replace("%", "%%").replace(f'"{_PLACE}"', "%s")
