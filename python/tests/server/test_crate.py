"""Crates of the real server, read by the validator of the profile."""

from __future__ import annotations

import hashlib
import json
import zipfile
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import cnnprov
from tests.processes import cli
from tests.server.test_end_to_end import arrived, run

TRAINING = """
import cnnprov
from pathlib import Path
data, weights = Path({data!r}), Path({weights!r})
given = {{"learning_rate": 0.1, "note": "<b>&"}}
with cnnprov.execution("crate-df", hyperparameters=given) as run:
    with run.task("Prepare") as task:
        task.file(data, role="input")
    for epoch in (1, 2, 3):
        run.log(loss=1 / epoch, accuracy=float("nan"))
    with run.task("Save") as task:
        task.file(weights, role="output")
"""


@pytest.fixture
def trained(directory: Path, server: str, tmp_path: Path) -> tuple[str, Path, Path]:
    data, weights = tmp_path / "flowers 17.csv", tmp_path / "w.keras"
    data.write_text("1,2\n")
    weights.write_bytes(bytes(range(256)))
    run(directory, server, TRAINING.format(data=str(data), weights=str(weights)))
    arrived(directory)
    newest = cnnprov.executions(dataflow="crate-df", limit=1)[0]
    return str(newest.id), data, weights


def entities(crate: Path) -> dict[str, dict[str, Any]]:
    with zipfile.ZipFile(crate) as archive:
        graph = json.loads(archive.read("ro-crate-metadata.json"))["@graph"]
    return {entity["@id"]: entity for entity in graph}


def problems(crate: Path, severity: str) -> list[str]:
    """What the validator finds, with the context that the package `rocrate` carries."""
    pytest.importorskip("rocrate_validator", reason="roc-validator is not installed")
    from rocrate_validator import services
    from rocrate_validator.models import Severity, ValidationSettings
    from rocrate_validator.utils import http

    class Context:
        """The context that the package carries, which is a newer version's and has these terms."""

        def __init__(self) -> None:
            self.status_code = 200
            self.headers = {"Content-Type": "application/ld+json"}
            self.text = resources.files("rocrate").joinpath("data/ro-crate.jsonld").read_text()

        def json(self) -> Any:
            return json.loads(self.text)

    class Session:
        def get(self, url: str, **_: object) -> Context:
            if url == "https://w3id.org/ro/crate/1.1/context":
                return Context()
            raise OSError(f"there is no network: {url}")

        head = get

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            http.HttpRequester,
            "__initialize_session__",
            lambda self, *_, **__: setattr(self, "session", Session()),
        )
        patch.setattr(http.HttpRequester, "_instance", None, raising=False)
        result = services.validate(
            ValidationSettings(
                rocrate_uri=str(crate),
                profile_identifier="process-run-crate",
                requirement_severity=Severity[severity],
                skip_availability_check=True,
            )
        )
    return [f"{issue.check.identifier}: {issue.message}" for issue in result.get_issues()]


def test_the_validator_finds_nothing(
    directory: Path, server: str, tmp_path: Path, trained: tuple[str, Path, Path]
) -> None:
    crate = tmp_path / "it.zip"
    answer = cli(directory, server, "crate", trained[0], "-o", str(crate))
    assert (answer.returncode, answer.stderr) == (0, "")
    assert problems(crate, "REQUIRED") == []
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(crate) as old, zipfile.ZipFile(broken, "w") as new:
        text = old.read("ro-crate-metadata.json").decode().replace('"instrument"', '"none"')
        new.writestr("ro-crate-metadata.json", text)
    assert any("instrument" in problem for problem in problems(broken, "REQUIRED"))


def test_files_go_in_where_they_are_unchanged(
    directory: Path, server: str, tmp_path: Path, trained: tuple[str, Path, Path]
) -> None:
    execution, data, weights = trained
    weights.write_text("trained again")
    crate = tmp_path / "with.zip"
    answer = cli(directory, server, "crate", execution, "--with-files", "-o", str(crate))
    assert answer.returncode == 0
    assert f"left out {weights}: it has changed since" in answer.stderr
    content = hashlib.sha256(data.read_bytes()).hexdigest()
    name = f"files/{content[:12]}/flowers_17.csv"
    with zipfile.ZipFile(crate) as archive:
        assert archive.testzip() is None
        assert archive.read(name) == data.read_bytes()
    described = entities(crate)
    assert described[name]["sha256"] == content
    assert {"@id": name} in described["./"]["hasPart"]
    assert f"https://w3id.org/cnnprov/file/sha256.{content}" not in described
    assert problems(crate, "REQUIRED") == []


def test_an_unknown_execution_leaves_no_file(directory: Path, server: str, tmp_path: Path) -> None:
    crate = tmp_path / "none.zip"
    answer = cli(directory, server, "crate", "999999", "-o", str(crate))
    assert answer.returncode == 1
    assert "999999" in answer.stderr
    assert list(tmp_path.glob("none*")) == []
