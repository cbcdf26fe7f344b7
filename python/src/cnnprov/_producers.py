"""What a producer's files tell: whether its writer lives, and how its log ends."""

from __future__ import annotations

import json
import os
import socket
import time
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path

from cnnprov import _layout
from cnnprov._encoding import Event, encode_event
from cnnprov._heartbeat import HEARTBEAT_SECONDS
from cnnprov._layout import Segment
from cnnprov._locks import is_held, try_lock

_NAMES_OF_A_TASK = ("transformation", "task", "dataflow", "execution")
_SILENT_SECONDS = 6 * HEARTBEAT_SECONDS
"""How long a writer is silent before it counts as dead where locks do not work."""


def writer_lives(directory: Path, producer: str, segments: list[Segment]) -> bool:
    """Whether the process that writes this log is still there.

    Some shared file systems keep locks to each machine: a lock that another machine's writer does
    not seem to hold says nothing, and its silence decides.
    """
    path = _layout.lock_path(directory, producer)
    with suppress(OSError):
        if is_held(path):
            return True
        if path.exists() and path.read_text() in ("", socket.gethostname()):
            return False
    return _seconds_silent(segments) < _SILENT_SECONDS


def next_number(segments: list[Segment]) -> int:
    """The number of the event that would follow the last whole one."""
    if not segments:
        return 0
    return segments[-1].first + len(_lines(segments[-1]))


def ended_log(directory: Path, producer: str) -> list[Segment]:
    """The complete log of a writer that is gone; empty when someone else sees to it just now.

    A writer that died left no `execution_ended`: it is appended here, ABORTED, with the time of
    the last sign of life. In an execution that it was a guest of, the tasks that it left open are
    ended instead, FAILED. The numbers follow what the log holds and what the server stored; a
    segment of its own leaves a torn last line where it is.
    """
    try:
        descriptor = try_lock(_layout.lock_path(directory, producer))
        if descriptor is None:
            return []
    except OSError:  # no locks on this file system
        descriptor = None
    try:
        segments = _layout.segments(directory).get(producer, [])
        number = max(next_number(segments), _layout.read_acknowledged(directory, producer) + 1)
        missing = _missing_end(segments)
        if missing:
            _write_end(directory, producer, number, missing)
        return _layout.segments(directory).get(producer, [])
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _missing_end(segments: list[Segment]) -> list[Event]:
    if not segments or _ends(segments):
        return []
    last_sign = datetime.fromtimestamp(_last_sign_of_life(segments), timezone.utc)
    died = last_sign.isoformat(timespec="microseconds").replace("+00:00", "Z")
    error = {"type": "ProcessDied", "message": "the process ended without a word"}
    if _starts(segments):
        return [{"type": "execution_ended", "at": died, "status": "ABORTED", "error": error}]
    outcome = {"at": died, "status": "FAILED", "output": "", "error": error}
    return [{"type": "task_ended", **task, **outcome} for task in _open_tasks(segments)]


def _open_tasks(segments: list[Segment]) -> list[Event]:
    """What names the tasks that began and did not end."""
    tasks: dict[tuple[object, ...], Event] = {}
    for segment in segments:
        for line in _lines(segment):
            if b'"task_begun"' not in line and b'"task_ended"' not in line:
                continue
            kind, event = _type(line), json.loads(line)
            task = {name: event[name] for name in _NAMES_OF_A_TASK if name in event}
            if kind == "task_begun":
                tasks[tuple(task.values())] = task
            elif kind == "task_ended":
                tasks.pop(tuple(task.values()), None)
    return list(tasks.values())


def _write_end(directory: Path, producer: str, number: int, events: list[Event]) -> None:
    draft = directory / f"{producer}.end.{os.getpid()}.tmp"
    draft.write_bytes(_layout.header(producer, number) + b"".join(map(encode_event, events)))
    draft.replace(_layout.segment_path(directory, producer, number))


def _starts(segments: list[Segment]) -> bool:
    """Whether the log tells of an execution, and not only of a dataflow."""
    return any(_type(line) == "execution_started" for line in _lines(segments[0]))


def _ends(segments: list[Segment]) -> bool:
    """Whether the last whole event is `execution_ended`."""
    for segment in reversed(segments):
        lines = _lines(segment)
        if lines:
            return _type(lines[-1]) == "execution_ended"
    return False


def _lines(segment: Segment) -> list[bytes]:
    try:
        whole = segment.path.read_bytes().rpartition(b"\n")[0]
    except FileNotFoundError:
        return []
    return whole.split(b"\n")[1:]


def _type(line: bytes) -> object:
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event.get("type") if isinstance(event, dict) else None


def _seconds_silent(segments: list[Segment]) -> float:
    return time.time() - _last_sign_of_life(segments)


def _last_sign_of_life(segments: list[Segment]) -> float:
    try:
        return max(segment.path.stat().st_mtime for segment in segments)
    except (FileNotFoundError, ValueError):
        return 0.0
