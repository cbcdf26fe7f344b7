"""What a shipper sees of a spool without looking at it all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cnnprov import _layout
from cnnprov._glance import Glance
from cnnprov._spool import SpoolWriter

LINE = b'{"type":"heartbeat","at":"2026-11-29T12:00:00Z"}\n'


@pytest.fixture
def writer(tmp_path: Path) -> SpoolWriter:
    writer = SpoolWriter(tmp_path, segment_bytes=3 * len(LINE))
    writer.append(LINE)
    return writer


@pytest.fixture
def glance(writer: SpoolWriter) -> Glance:
    """One that has seen the writer's log; the directory changed last in 1970."""
    os.utime(writer.directory, (0, 0))
    glance = Glance(writer.directory)
    glance.follow(_layout.segments(writer.directory).values())
    assert glance.shows_change()
    assert not glance.shows_change()
    return glance


def test_a_line_shows_once(glance: Glance, writer: SpoolWriter) -> None:
    writer.append(LINE)
    assert glance.shows_change()
    assert not glance.shows_change()


def test_another_segment_shows(glance: Glance, writer: SpoolWriter) -> None:
    writer.append(LINE * 3, 3)
    assert glance.shows_change()


def test_another_writer_shows(glance: Glance, tmp_path: Path) -> None:
    SpoolWriter(tmp_path)
    assert glance.shows_change()


def test_a_log_that_was_removed_shows_until_the_logs_are_looked_at(
    glance: Glance, writer: SpoolWriter, tmp_path: Path
) -> None:
    _layout.remove(tmp_path, writer.producer)
    assert glance.shows_change()
    assert glance.shows_change()
    glance.follow(_layout.segments(tmp_path).values())
    assert glance.shows_change()
    assert not glance.shows_change()


def test_what_came_unseen_is_missed(glance: Glance, writer: SpoolWriter, tmp_path: Path) -> None:
    def logs() -> list[list[_layout.Segment]]:
        return list(_layout.segments(tmp_path).values())

    assert not glance.misses(logs())
    writer.append(LINE * 3, 3)
    assert glance.misses(logs())
    glance.follow(logs())
    SpoolWriter(tmp_path).append(LINE)
    assert glance.misses(logs())
