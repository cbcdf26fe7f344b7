from __future__ import annotations

from pathlib import Path

import pytest

from cnnprov import JarNotFound
from cnnprov._cli import main
from cnnprov._cli.serve import find_jar
from tests.fake_server import FakeServer
from tests.processes import cli


@pytest.mark.parametrize(
    "command", ["sync", "status", "sql", "lineage", "diff", "extract", "serve"]
)
def test_each_command_explains_itself_with_examples(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert f"\n  cnnprov {command}" in capsys.readouterr().out


def test_an_unknown_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["status", "--verbose"])
    assert end.value.code == 2
    assert "--verbose" in capsys.readouterr().err


def test_status_of_an_empty_spool(tmp_path: Path, fake: FakeServer) -> None:
    fake.answers["/health"] = (200, {"status": "UP", "version": "0.1.0"})
    answer = cli(tmp_path / "none", fake.url, "status")
    assert answer.returncode == 0
    assert "0 events wait" in answer.stdout
    assert "shipper  not running" in answer.stdout
    assert f"{fake.url}  UP 0.1.0" in answer.stdout


def test_sync_of_an_empty_directory(tmp_path: Path, fake: FakeServer) -> None:
    answer = cli(tmp_path, fake.url, "sync", str(tmp_path / "here"))
    assert answer.returncode == 0
    assert "All events" in answer.stdout


def test_the_jar_is_found_from_below_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jar = tmp_path / "server" / "target" / "cnnprov.jar"
    jar.parent.mkdir(parents=True)
    jar.touch()
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    monkeypatch.delenv("CNNPROV_JAR", raising=False)
    assert find_jar() == jar


def test_the_variable_names_the_jar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNPROV_JAR", str(tmp_path / "none.jar"))
    with pytest.raises(JarNotFound, match=r"none\.jar"):
        find_jar()
    (tmp_path / "none.jar").touch()
    assert find_jar() == tmp_path / "none.jar"
