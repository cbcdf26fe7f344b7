"""Being told what is written to a directory."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnnprov._inotify import Inotify

LONG_SECONDS = 60.0


@pytest.fixture
def inotify(tmp_path: Path) -> Iterator[Inotify]:
    if not Path("/proc/self/mountinfo").exists():
        pytest.skip("inotify is Linux's")
    try:
        inotify = Inotify(tmp_path)
    except OSError as reason:
        pytest.skip(f"the temporary directory: {reason}")
    inotify.watch()
    yield inotify
    inotify.close()


def test_a_new_file_is_told_of(inotify: Inotify, tmp_path: Path) -> None:
    (tmp_path / "a.log").touch()
    assert inotify.wait(LONG_SECONDS, ".log")


def test_a_line_is_told_of_once_for_each_watch(inotify: Inotify, tmp_path: Path) -> None:
    with (tmp_path / "a.log").open("ab", buffering=0) as file:
        assert inotify.wait(LONG_SECONDS, ".log")
        for _ in range(3):
            inotify.watch()
            file.write(b"line\n")
            file.write(b"line\n")
            assert inotify.wait(LONG_SECONDS, ".log")
            assert not inotify.wait(0.05, ".log")


def test_a_file_that_gets_its_name_is_told_of(inotify: Inotify, tmp_path: Path) -> None:
    draft = tmp_path / "a.tmp"
    draft.touch()
    assert not inotify.wait(LONG_SECONDS, ".log")
    inotify.watch()
    draft.rename(tmp_path / "a.log")
    assert inotify.wait(LONG_SECONDS, ".log")


def test_what_was_written_before_is_not_told_of(inotify: Inotify, tmp_path: Path) -> None:
    (tmp_path / "a.log").touch()
    inotify.watch()
    assert not inotify.wait(0.05, ".log")


def test_a_followed_file_is_let_go_by_its_last_holder(inotify: Inotify, tmp_path: Path) -> None:
    first = os.open(tmp_path / "a.lock", os.O_RDWR | os.O_CREAT)
    second = os.dup(first)
    inotify.follow(tmp_path / "a.lock")
    inotify.watch()
    os.close(first)
    assert not inotify.wait(0.05, ".log")
    assert not inotify.has_let_go
    os.close(second)
    assert not inotify.wait(LONG_SECONDS, ".log")
    assert inotify.has_let_go


def test_a_file_that_was_let_go_before_a_watch_ends_its_wait(
    inotify: Inotify, tmp_path: Path
) -> None:
    with (tmp_path / "a.lock").open("wb"):
        inotify.follow(tmp_path / "a.lock")
    inotify.watch()
    assert not inotify.wait(LONG_SECONDS, ".log")
    assert inotify.has_let_go


def test_it_wakes_who_waits(inotify: Inotify, tmp_path: Path) -> None:
    writer = threading.Timer(0.05, (tmp_path / "a.log").touch)
    writer.start()
    assert inotify.wait(LONG_SECONDS, ".log")
    writer.join()


def test_a_directory_that_is_gone_cannot_be_watched(inotify: Inotify, tmp_path: Path) -> None:
    tmp_path.rmdir()
    with pytest.raises(FileNotFoundError, match=tmp_path.name):
        inotify.watch()


def test_a_file_system_that_is_not_local_is_not_relied_on() -> None:
    with pytest.raises(OSError, match="other machines may write"):
        Inotify(Path("/proc/self"))
    with pytest.raises(OSError, match="other machines may write"):
        Inotify(Path("/no/such/directory"))
