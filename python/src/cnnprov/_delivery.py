"""One producer's log on its way to the server.

The bytes of the spool are sent as they lie. Where the log has a hole (a loss of power took the
end of a segment), or where the server would not take an event by itself, a note takes that
number, so that numbers stay without gaps.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from cnnprov import _layout
from cnnprov._clock import timestamp
from cnnprov._encoding import encode_event
from cnnprov._layout import NOTHING, Segment

BATCH_BYTES = 1024 * 1024
BATCH_EVENTS = 10_000
_SIGNS_OF_LIFE = b'{"type":"heartbeat"', b'"set":"oResources"'


@dataclass(frozen=True)
class Cursor:
    """A place between two lines of a segment."""

    segment: Segment
    offset: int


@dataclass(frozen=True)
class Batch:
    """Whole lines of a log, and the numbers that they have."""

    producer: str
    first: int
    lines: bytes
    count: int
    end: Cursor | None = None
    """Where the lines end that were read; None for lines that no segment holds."""
    is_latest: bool = False
    """Whether nothing followed when it was read, and only a writer that lives may add to it."""

    @property
    def body(self) -> bytes:
        """The request's body."""
        return _layout.header(self.producer, self.first) + self.lines

    @property
    def last(self) -> int:
        """The number of the last event."""
        return self.first + self.count - 1

    @property
    def is_sign_of_life(self) -> bool:
        """Whether it tells no more than that the process lives, and what it takes."""
        return self.count > 0 and all(
            any(sign in line for sign in _SIGNS_OF_LIFE) for line in self.lines.splitlines()
        )


class Delivery:
    """Knows what the server stored of a producer's log, and cuts the batches that follow."""

    def __init__(self, directory: Path, producer: str) -> None:
        self.producer = producer
        self.acknowledged = self._kept = _layout.read_acknowledged(directory, producer)
        """The highest number that the server stored."""
        self._directory = directory
        self._cursor: Cursor | None = None
        self._at_most = BATCH_EVENTS
        self._set_aside: int | None = None
        self._in_doubt = True
        self._rewound = False
        self._began = ""

    def began(self, segments: list[Segment]) -> str:
        """When the log began, by its first event; one that has none yet is the youngest."""
        if not self._began:
            with contextlib.suppress(OSError, ValueError), segments[0].path.open("rb") as file:
                file.readline()
                self._began = str(json.loads(file.readline())["at"])
        return self._began or "~"

    def doubt(self) -> None:
        """After an outage the server may hold less than it said: ask before going on."""
        self._in_doubt = True

    def keep(self) -> None:
        """Write the acknowledgement, where that is another than the last.

        On ext4 it takes as long as all else that a batch needs. A delivery that begins with an
        older one asks the server first.
        """
        if self.acknowledged != self._kept:
            _layout.write_acknowledged(self._directory, self.producer, self.acknowledged)
            self._kept = self.acknowledged

    def next_batch(self, segments: list[Segment], *, complete: bool) -> Batch | None:
        """What follows the last acknowledgement, or None when there is nothing.

        Only a complete log, whose writer is gone, can have a hole.
        """
        first = self.acknowledged + 1
        if self._set_aside == first:
            return Batch(self.producer, first, _note(f"event {first} was set aside"), 1)
        batch = self._lines_from(first, segments, complete)
        if batch is not None and self._in_doubt and self.acknowledged != NOTHING:
            return Batch(self.producer, 0, b"", 0)  # is answered with what is stored
        return batch

    def stored(self, batch: Batch, number: int) -> bool:
        """The server holds everything up to this number; False when that is no step forward."""
        was_probe = batch.count == 0
        self._in_doubt = self._rewound = False
        self._set_aside = None
        self._at_most = min(BATCH_EVENTS, self._at_most * 2)
        if number == self.acknowledged:
            return was_probe
        self._cursor = batch.end if number == batch.last else None
        self.acknowledged = number
        return True

    def rewind(self, expected: int) -> bool:
        """Go on from the number that the server expects; False when that leads in a circle."""
        if expected == self.acknowledged + 1 or self._rewound:
            self._rewound = False
            return False
        self._rewound = True
        self._cursor = None
        self.acknowledged = expected - 1
        return True

    def refused(self, batch: Batch, status: int, answer: bytes) -> bool:
        """Make the batch smaller, or set its only event aside; False when waiting is all left."""
        if batch.count > 1:
            self._at_most = batch.count // 2
            return True
        if batch.count == 0 or self._set_aside is not None:
            # the server refuses even what cannot be wrong, so it is no fault of the event
            if self._set_aside is not None:
                self._refused_file(self._set_aside).unlink(missing_ok=True)
            self._set_aside = None
            return False
        self._report(batch, status, answer)
        self._set_aside = batch.first
        return True

    def _lines_from(self, first: int, segments: list[Segment], complete: bool) -> Batch | None:
        for segment, following in zip(segments, [*segments[1:], None], strict=True):
            if following is not None and following.first <= first:
                continue
            is_latest = following is None and not complete
            batch = None if first < segment.first else self._lines_of(segment, first, is_latest)
            beyond = segment if first < segment.first else following
            if batch is None and beyond is not None and complete:
                return self._hole(first, beyond.first)
            return batch
        return None

    def _lines_of(self, segment: Segment, first: int, is_latest: bool) -> Batch | None:
        if self._cursor is None or self._cursor.segment != segment:
            offset = _offset(segment, first)
            if offset is None:
                return None
            self._cursor = Cursor(segment, offset)
        lines = _whole_lines(segment.path, self._cursor.offset)
        count = lines.count(b"\n")
        is_latest = is_latest and count <= self._at_most and len(lines) < BATCH_BYTES // 2
        if count > self._at_most:
            lines = b"".join(lines.splitlines(keepends=True)[: self._at_most])
            count = self._at_most
        end = Cursor(segment, self._cursor.offset + len(lines))
        return Batch(self.producer, first, lines, count, end, is_latest) if count else None

    def _hole(self, first: int, end: int) -> Batch:
        count = min(end - first, self._at_most)
        lines = _note(f"events {first} to {end - 1} were lost before they were sent")
        return Batch(self.producer, first, lines * count, count)

    def _report(self, batch: Batch, status: int, answer: bytes) -> None:
        path = self._refused_file(batch.first)
        path.parent.mkdir(exist_ok=True)
        report = {
            "producer": self.producer,
            "number": batch.first,
            "at": timestamp(),
            "status": status,
            "answer": answer.decode(errors="replace"),
            "event": batch.lines.decode(errors="replace"),
        }
        path.write_text(json.dumps(report, indent=1), encoding="utf-8")

    def _refused_file(self, number: int) -> Path:
        return self._directory / _layout.REFUSED / f"{self.producer}.{number}.json"


def _note(text: str) -> bytes:
    tags = {"cnnprov": "stand-in"}
    return encode_event({"type": "note", "at": timestamp(), "text": text, "tags": tags})


def _offset(segment: Segment, number: int) -> int | None:
    """Where the event with this number begins; None when the segment ends before it."""
    with contextlib.suppress(FileNotFoundError), segment.path.open("rb") as file:
        for _ in range(number - segment.first + 1):  # the header is a line as well
            if not file.readline().endswith(b"\n"):
                return None
        return file.tell()
    return None


def _whole_lines(path: Path, offset: int) -> bytes:
    """Whole lines from there on, as many as a batch takes, or one that is longer.

    Asked again and again, and mostly in vain, which the size tells: that of the open file, which
    network file systems have right.
    """
    try:
        with path.open("rb") as file:
            waiting = os.fstat(file.fileno()).st_size - offset
            if waiting <= 0:
                return b""
            file.seek(offset)
            chunk = file.read(min(waiting, BATCH_BYTES))
            if len(chunk) == BATCH_BYTES and b"\n" not in chunk:
                chunk += file.readline()
    except FileNotFoundError:
        return b""
    return chunk[: chunk.rfind(b"\n") + 1]
