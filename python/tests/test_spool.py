from __future__ import annotations

import os
import resource
import signal
import threading
import warnings
from pathlib import Path

import pytest

from cnnprov import CaptureWarning, _layout
from cnnprov._locks import is_held
from cnnprov._spool import SpoolWriter
from tests import logs

LINE = b'{"type":"heartbeat","at":"2026-11-23T12:00:00Z"}\n'


def test_segments_rotate_without_a_gap(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path, segment_bytes=300)
    for _ in range(50):
        writer.append(LINE * 2, 2)
    writer.close(LINE, 1)
    assert len(logs.events(tmp_path)) == 101


def test_the_lock_is_held_while_the_writer_lives(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path)
    lock = _layout.lock_path(tmp_path, writer.producer)
    assert is_held(lock)
    writer.append(LINE)
    writer.close(LINE, 1)
    assert not is_held(lock)


def test_capture_stops_with_one_warning_when_the_directory_is_full(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path, segment_bytes=300, directory_bytes=1000)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(100):
            writer.append(LINE)
    assert [warning.category for warning in caught] == [CaptureWarning]
    kept = len(logs.events(tmp_path))
    assert kept + writer.dropped == 100
    assert writer.dropped > 50
    writer.close(LINE, 1)
    assert len(logs.events(tmp_path)) == kept + 1


def test_a_full_disk_loses_the_event_and_nothing_else(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path)
    writer.append(LINE)
    (segment,) = tmp_path.glob("*.ndjson")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(
            resource.RLIMIT_FSIZE, (segment.stat().st_size + len(LINE) + 10, limits[1])
        )
        with pytest.raises(OSError, match="No space"):
            writer.append(LINE * 3, 3)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    writer.append(LINE)
    assert writer._position[1] == 3
    assert len(logs.events(tmp_path)) == 3


def test_a_signal_handler_may_capture_while_its_thread_appends(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path, segment_bytes=2000)
    handled = 0

    def handler(_signal: int, _frame: object) -> None:
        nonlocal handled
        handled += 1
        writer.append(LINE)

    previous = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    try:
        for _ in range(5000):
            writer.append(LINE)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    assert handled > 0
    assert len(logs.events(tmp_path)) == 5000 + handled


def test_a_signal_handler_may_end_the_execution_while_its_thread_appends(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path, segment_bytes=2000)
    ended = False

    def end(_signal: int, _frame: object) -> None:
        nonlocal ended
        ended = True
        writer.close(LINE, 1)

    previous = signal.signal(signal.SIGALRM, end)
    appended = 0
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.002)
        while not ended:
            writer.append(LINE)
            appended += 1
    finally:
        signal.signal(signal.SIGALRM, previous)
    assert len(logs.events(tmp_path)) in (appended, appended + 1)
    assert not writer.is_open


def test_an_interrupt_at_any_moment_leaves_the_numbers_right(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path, segment_bytes=2000)

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    def until_interrupted() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0.0002)
        while True:
            writer.append(LINE)

    previous = signal.signal(signal.SIGALRM, interrupt)
    interrupted = 0
    try:
        for _ in range(400):
            try:
                until_interrupted()
            except KeyboardInterrupt:
                interrupted += 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    assert interrupted == 400
    writer.append(LINE)
    assert len(logs.events(tmp_path)) == writer._position[1]


def test_threads_append_whole_lines(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path, segment_bytes=3000)

    def capture() -> None:
        for _ in range(500):
            writer.append(LINE)

    threads = [threading.Thread(target=capture) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(logs.events(tmp_path)) == 2000


def test_a_forked_child_is_silent_and_does_not_keep_the_lock(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path)
    writer.append(LINE)
    reader, signal_end = os.pipe()
    ready, child_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(signal_end)
        writer.append(LINE)
        writer.close(LINE, 1)
        os.write(child_end, b".")
        os.read(reader, 1)  # lives until the parent closes its end
        os._exit(0)
    os.close(reader)
    os.read(ready, 1)
    writer.append(LINE)
    writer.close(LINE, 1)
    assert not is_held(_layout.lock_path(tmp_path, writer.producer))
    os.close(signal_end)
    os.waitpid(child, 0)
    assert len(logs.events(tmp_path)) == 3
