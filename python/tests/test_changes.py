"""When a shipper is told to look at a spool."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnnprov import _inotify, _layout
from cnnprov._changes import Changes
from cnnprov._glance import Glance
from cnnprov._spool import SpoolWriter

LINE = b'{"type":"heartbeat","at":"2026-11-30T12:00:00Z"}\n'
LONG_SECONDS = 60.0


@pytest.fixture
def writer(tmp_path: Path) -> SpoolWriter:
    writer = SpoolWriter(tmp_path)
    writer.append(LINE)
    return writer


@pytest.fixture(params=[_inotify._LOCAL, frozenset()], ids=["told", "looked at"])
def changes(
    writer: SpoolWriter, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Changes]:
    """Those of a spool that was looked at, and in which nothing was written since."""
    monkeypatch.setattr(_inotify, "_LOCAL", request.param)
    glance = Glance(writer.directory)
    glance.follow(_layout.segments(writer.directory).values())
    with contextlib.closing(Changes(writer.directory, glance)) as changes:
        while changes.wait(0.0):
            pass
        yield changes


def test_a_line_ends_the_wait(changes: Changes, writer: SpoolWriter) -> None:
    later = threading.Timer(0.05, lambda: writer.append(LINE))
    later.start()
    until = time.monotonic() + LONG_SECONDS
    while not changes.wait(until):
        assert time.monotonic() < until
    later.join()


def test_no_line_of_many_is_missed(changes: Changes, writer: SpoolWriter) -> None:
    for _ in range(3):
        writer.append(LINE)
        assert changes.wait(0.0)
    assert not changes.wait(0.0)


def test_a_new_log_ends_the_wait(changes: Changes, tmp_path: Path) -> None:
    SpoolWriter(tmp_path).append(LINE)
    assert changes.wait(0.0)


def test_a_lock_that_is_let_go_ends_the_wait(changes: Changes, writer: SpoolWriter) -> None:
    changes.follow({_layout.lock_path(writer.directory, writer.producer)})
    later = threading.Timer(0.05, writer.fall_silent)
    later.start()
    assert not changes.wait(time.monotonic() + LONG_SECONDS)
    later.join()
    assert changes.has_let_go() == bool(_inotify._LOCAL)
    assert not changes.has_let_go()


def test_a_lock_is_let_go_while_lines_come_step_by_step(
    changes: Changes, writer: SpoolWriter
) -> None:
    changes.follow({_layout.lock_path(writer.directory, writer.producer)})
    writer.append(LINE)
    assert changes.wait(0.0)
    assert not changes.has_let_go()
    writer.append(LINE)
    writer.fall_silent()
    assert changes.wait(0.0)
    assert changes.has_let_go() == bool(_inotify._LOCAL)
