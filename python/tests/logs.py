"""Reading back what was captured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cnnprov import _layout


def events(spool: Path) -> list[dict[str, Any]]:
    """The events of all producers of a spool, the oldest first, with their numbers checked."""
    found: list[list[dict[str, Any]]] = []
    for producer, segments in _layout.segments(spool).items():
        found.append([])
        expected = segments[0].first
        for segment in segments:
            header, *lines = segment.path.read_bytes().rstrip(b"\n").split(b"\n")
            assert json.loads(header) == {"producer": producer, "first": segment.first}
            assert segment.first == expected
            found[-1] += [json.loads(line) for line in lines]
            expected += len(lines)
    found.sort(key=lambda log: str(log[0]["at"]))
    return [event for log in found for event in log]


def of_type(spool: Path, kind: str) -> list[dict[str, Any]]:
    return [event for event in events(spool) if event["type"] == kind]


def rows(spool: Path, set_tag: str) -> list[dict[str, Any]]:
    return [
        row
        for event in of_type(spool, "elements")
        if event["set"] == set_tag
        for row in event["rows"]
    ]
