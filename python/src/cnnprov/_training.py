"""The rows of the predefined training dataflow."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping

from cnnprov._encoding import Row, plain_row, scalar


class Epochs:
    """Counts epochs from 1 and measures the seconds between their rows."""

    def __init__(self) -> None:
        self._last = 0
        self._began = time.monotonic()

    def row(self, epoch: int | None, metrics: Mapping[str, object], at: str) -> Row:
        """The row of oTrainingModel; the caller's own times stand."""
        number = self._last + 1 if epoch is None else scalar(epoch)
        if isinstance(number, (int, float)):
            self._last = int(number)
        now = time.monotonic()
        row: Row = {"timestamp": at, "elapsed_time": round(now - self._began, 6)}
        self._began = now
        return row | plain_row(metrics) | {"epoch": number}


def step_row(step: int, epoch: int | None, metrics: Mapping[str, object], at: str) -> Row:
    """The row of oTrainingStep."""
    row = plain_row(metrics)
    row["step"] = scalar(step)
    if epoch is not None:
        row["epoch"] = scalar(epoch)
    row.setdefault("timestamp", at)
    return row


def adaptation_row(
    number: int, epoch: int, attribute: str, at: str, values: Mapping[str, object]
) -> Row:
    """The row of oAdaptation; what has no value is left out."""
    row = plain_row({name: value for name, value in values.items() if value is not None})
    if attribute.lower() == "learning_rate":
        row["new_lrate"] = row.get("new_value")
    return row | {
        "attribute": attribute,
        "timestamp": at,
        "epoch_id": scalar(epoch),
        "adaptation_id": number,
    }


def layer_rows(rows: Iterable[Mapping[str, object]], at_most: int) -> Iterable[list[Row]]:
    """The rows of iLayers in pieces that fit an event."""
    piece: list[Row] = []
    for row in rows:
        piece.append(plain_row(row))
        if len(piece) == at_most:
            yield piece
            piece = []
    if piece:
        yield piece
