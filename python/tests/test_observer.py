"""What surrounds a training, found by the helper process."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

import cnnprov
from cnnprov._observer._environment import DIFF_BYTES, git, system, variables
from cnnprov._observer._resources import Resources
from tests.logs import of_type, rows
from tests.processes import environment, eventually, remove_spool, running


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "code"
    directory.mkdir()
    monkeypatch.chdir(directory)
    (directory / "train.py").write_text("rate = 1\n")
    _git("init", "-q")
    _git("add", "train.py")
    _git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "first")
    return directory


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=True).stdout


def observed(tmp_path: Path, script: str, **variables: str) -> dict[str, Any]:
    """The environment that a script's execution tells, which ends before it was asked for."""
    spool = tmp_path / "spool"
    spool.mkdir()
    program = tmp_path / "code" / "train.py"
    program.write_text(script)
    try:
        subprocess.run(
            [sys.executable, str(program)],
            env=environment(spool, "http://127.0.0.1:9", **variables),
            check=True,
            capture_output=True,
        )
        (event,) = of_type(spool, "environment")
        return event
    finally:
        remove_spool(spool)


@pytest.mark.usefixtures("repository")
def test_an_execution_tells_packages_code_variables_and_system(tmp_path: Path) -> None:
    script = 'import cnnprov\nwith cnnprov.execution("a") as run:\n    run.log(loss=1)\n'
    secret = "password = 'hunter2'\n"
    event = observed(
        tmp_path, script + secret, OMP_NUM_THREADS="3", HF_TOKEN="no", SLURM_JOB_ID="4711"
    )
    assert event["packages"]["pytest"] == version("pytest")
    assert event["git"]["commit"] == _git("rev-parse", "HEAD").strip()
    assert event["git"]["dirty"] is True
    assert "-rate = 1\n+import cnnprov\n" in event["git"]["diff"]
    assert "hunter2" not in event["git"]["diff"]
    assert event["variables"]["OMP_NUM_THREADS"] == "3"
    assert "HF_TOKEN" not in event["variables"]
    assert Path(event["system"]["interpreter"]).samefile(sys.executable)
    assert event["system"]["implementation"] == f"CPython {platform.python_version()}"
    assert (event["system"]["batch_system"], event["system"]["job"]) == ("Slurm", "4711")


@pytest.mark.usefixtures("repository")
def test_a_clean_repository_has_no_diff() -> None:
    assert git() == {"commit": _git("rev-parse", "HEAD").strip(), "dirty": False, "diff": None}


def test_a_long_diff_is_cut(repository: Path) -> None:
    (repository / "train.py").write_text("x = 1\n" * DIFF_BYTES)
    found = git()
    assert found is not None
    assert DIFF_BYTES < len(str(found["diff"])) < DIFF_BYTES + 100


def test_outside_of_a_repository_there_is_no_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert git() is None


def test_only_known_variables_are_kept_and_secrets_in_them_masked() -> None:
    every = {"CUDA_VISIBLE_DEVICES": "0", "HOME": "/root", "PYTHONPATH": "http://a:b12@c/"}
    kept = {"CUDA_VISIBLE_DEVICES": "0", "PYTHONPATH": "http://a:***@c/"}
    assert variables(every) == kept


@pytest.mark.parametrize(
    ("given", "facts"),
    [
        ({"PBS_JOBID": "1", "PBS_QUEUE": "q"}, {"batch_system": "PBS", "job": "1", "queue": "q"}),
        ({"LSB_JOBID": "2"}, {"batch_system": "LSF", "job": "2"}),
        ({"TORCHELASTIC_RUN_ID": "x"}, {"launcher": "torchrun"}),
        ({"OMPI_COMM_WORLD_SIZE": "4"}, {"launcher": "Open MPI"}),
    ],
)
def test_batch_systems_and_launchers_are_told(given: dict[str, str], facts: dict[str, str]) -> None:
    found = system("python", given)
    assert {name: found[name] for name in facts} == facts


@pytest.mark.skipif(sys.platform != "linux", reason="resources are read from /proc")
def test_the_work_of_descendants_counts() -> None:
    resources = Resources(os.getpid())
    block = "x = bytearray(200_000_000); print(1, flush=True); input()"
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import subprocess, sys; subprocess.run([sys.executable, '-c', {block!r}])",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        row = resources.row()
        child.communicate(b"\n")
    assert int(row["memory_bytes"] or 0) > 200_000_000
    assert int(row["processes"] or 0) >= 3
    assert float(row["cpu_percent"] or 0) > 0
    assert float(row["machine_cpu_percent"] or 0) > 0


@pytest.mark.skipif(sys.platform != "linux", reason="resources are read from /proc")
def test_resources_are_rows_of_the_training(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNPROV_RESOURCES", "0.1")
    with cnnprov.execution("a") as run:
        run.log(loss=1)

        def is_measured() -> bool:
            run._look()
            return len(rows(spool, "oResources")) >= 2

        eventually(is_measured)
    measured = rows(spool, "oResources")
    assert all(row["memory_bytes"] > 1_000_000 for row in measured)
    assert [row["timestamp"] for row in measured] == sorted(row["timestamp"] for row in measured)


def test_the_helper_is_no_child_of_the_program(spool: Path) -> None:
    script = """
import os, cnnprov
with cnnprov.execution("a") as run:
    run.log(loss=1)
    try:
        os.wait()
    except ChildProcessError:
        print("no children")
"""
    fresh = spool.parent / "fresh"
    try:
        answer = subprocess.run(
            [sys.executable, "-c", script],
            env=environment(fresh, "http://127.0.0.1:9"),
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert answer.stdout == "no children\n"
    finally:
        remove_spool(fresh)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
def test_the_helper_ends_when_the_program_is_killed(spool: Path) -> None:
    fresh = spool.parent / "fresh"
    script = "import cnnprov; cnnprov.execution('a'); print(1, flush=True); input()"
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        env=environment(fresh, "http://127.0.0.1:9", MARK_OF_TEST=str(fresh)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()
        eventually(lambda: len(_helpers(fresh)) == 1)
        process.kill()
        eventually(lambda: not _helpers(fresh))
    finally:
        process.kill()
        process.communicate()
        remove_spool(fresh)


def _helpers(mark: Path) -> list[Path]:
    """The helper processes with this in their environment."""
    return running("_observer", within=str(mark))
