"""Being told what is written to a directory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnnprov._inotify import Inotify

LONG_SECONDS = 60.0


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Inotify]:
    if not Path("/proc/self/mountinfo").exists():
        pytest.skip("inotify is Linux's")
    try:
        inotify = Inotify(tmp_path, ".log")
    except OSError as reason:
        pytest.skip(f"the temporary directory: {reason}")
    yield inotify
    inotify.close()


def test_a_new_file_is_told_of_once(logs: Inotify, tmp_path: Path) -> None:
    (tmp_path / "a.log").touch()
    assert logs.wait(LONG_SECONDS)
    assert not logs.wait(0)


def test_each_line_is_told_of(logs: Inotify, tmp_path: Path) -> None:
    with (tmp_path / "a.log").open("ab", buffering=0) as file:
        assert logs.wait(LONG_SECONDS)
        for _ in range(3):
            file.write(b"line\n")
            assert logs.wait(LONG_SECONDS)


def test_a_renamed_file_is_told_of(logs: Inotify, tmp_path: Path) -> None:
    draft = tmp_path / "a.tmp"
    draft.write_text("line\n")
    assert not logs.take()
    draft.rename(tmp_path / "a.log")
    assert logs.take()


def test_other_files_are_not_told_of(logs: Inotify, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    assert not logs.wait(LONG_SECONDS)
    assert not logs.take()


def test_it_wakes_who_waits(logs: Inotify, tmp_path: Path) -> None:
    writer = threading.Timer(0.05, (tmp_path / "a.log").touch)
    writer.start()
    assert logs.wait(LONG_SECONDS)
    writer.join()


def test_a_file_system_that_is_not_local_is_not_relied_on() -> None:
    with pytest.raises(OSError, match="other machines may write"):
        Inotify(Path("/proc/self"), ".log")
    with pytest.raises(OSError, match="other machines may write"):
        Inotify(Path("/no/such/directory"), ".log")
