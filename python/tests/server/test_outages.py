"""Servers that die under a training."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import cnnprov
from tests.processes import eventually, training
from tests.server.real_server import JAR, serving

LOOP = """
import sys
import cnnprov
with cnnprov.execution("outage-df") as run:
    for line in sys.stdin:
        run.log(loss=float(line))
        print("logged", flush=True)
"""


def losses() -> list[float]:
    try:
        rows = cnnprov.sql('select loss from "outage-df".otrainingmodel order by epoch')
    except (cnnprov.ServerUnreachable, cnnprov.RequestRefused):
        return []
    return [row[0] for row in rows]


@pytest.mark.parametrize("wiped", [False, True])
def test_a_server_that_is_killed_and_comes_back_holds_each_epoch_once(
    spool: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wiped: bool
) -> None:
    data = tmp_path / "data"
    with serving(data) as (url, server):
        monkeypatch.setenv("CNNPROV_URL", url)
        process = training(spool, url, LOOP)
        _tell(process, "1\n2\n")
        eventually(lambda: losses() == [1, 2])
        server.kill()
        server.wait()
    _tell(process, "3\n")
    if wiped:
        shutil.rmtree(data)
    with serving(data, urlsplit(url).port or 0):
        _tell(process, "4\n")
        _expect_each_once_and_the_end(process)


def test_a_training_goes_on_with_a_store_that_was_restored(
    spool: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Backed up while it runs, lost, and restored: what came after the backup is sent again."""
    backups, restored = tmp_path / "backups", tmp_path / "restored"
    backups.mkdir()
    with serving(tmp_path / "data") as (url, server):
        monkeypatch.setenv("CNNPROV_URL", url)
        process = training(spool, url, LOOP)
        _tell(process, "1\n2\n")
        eventually(lambda: losses() == [1, 2])
        said = _java("backup", "--to", str(backups), "--url", url).stdout
        [archive] = backups.glob("*.zip")
        assert str(archive) in said
        _tell(process, "3\n")
        eventually(lambda: losses() == [1, 2, 3])
        server.kill()
        server.wait()
    assert _java("restore", str(archive), "--data", str(restored)).returncode == 0
    assert _java("restore", str(archive), "--data", str(restored)).returncode != 0
    with serving(restored, urlsplit(url).port or 0):
        _tell(process, "4\n")
        _expect_each_once_and_the_end(process)


def _tell(process: subprocess.Popen[str], lines: str) -> None:
    """Have the training log these losses."""
    assert process.stdin is not None
    process.stdin.write(lines)
    process.stdin.flush()


def _expect_each_once_and_the_end(process: subprocess.Popen[str]) -> None:
    eventually(lambda: losses() == [1, 2, 3, 4])
    process.communicate(timeout=30)
    eventually(lambda: cnnprov.sql("select status from dataflow_execution")[0] == ("FINISHED",))
    assert losses() == [1, 2, 3, 4]


def _java(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["java", "-jar", str(JAR), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
