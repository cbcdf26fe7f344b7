"""`cnnprov run` around programs of any kind."""

from __future__ import annotations

import hashlib
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.logs import of_type, rows
from tests.processes import environment
from tests.run.programs import NOBODY, captured, plain, start

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="`cnnprov run` needs Linux")


def test_output_errors_input_and_exit_code_are_the_programs_own(
    shipped: Path, tmp_path: Path
) -> None:
    script = "read -r line; echo \"got $line $# $PWD\"; printf 'no line end' >&2; exit 7"
    command = ["bash", "-c", script, "-", "a b", "--help"]
    without = plain(shipped, tmp_path, command, given="text\n")
    assert captured(shipped, tmp_path, command, given="text\n") == without
    assert without == (7, f"got text 2 {tmp_path}\n", "no line end")


def test_an_execution_tells_command_outcome_and_the_tail_of_errors(
    shipped: Path, tmp_path: Path
) -> None:
    captured(shipped, tmp_path, ["bash", "-c", "echo out; echo why >&2; exit 7"])
    (started,) = of_type(shipped, "execution_started")
    assert started["dataflow"] == "bash"
    assert started["program"]["command"][:2] == ["bash", "-c"]
    (ended,) = of_type(shipped, "execution_ended")
    assert ended["status"] == "FAILED"
    assert ended["error"]["message"] == "exit code 7: why"
    assert ended["error"]["traceback"] == "why\n"
    (outcome,) = rows(shipped, "oRun")
    assert outcome["exit_code"] == 7
    assert 0 < outcome["elapsed_seconds"] < 60
    assert outcome["max_memory_bytes"] > 100_000
    (environment,) = of_type(shipped, "environment")
    assert "interpreter" not in environment["system"]
    (performance,) = of_type(shipped, "performance")
    assert performance["started"] < performance["ended"]


def test_a_program_that_succeeds_is_finished(shipped: Path, tmp_path: Path) -> None:
    assert captured(shipped, tmp_path, ["true"], "--dataflow", "heat") == (0, "", "")
    assert of_type(shipped, "execution_started")[0]["dataflow"] == "heat"
    assert of_type(shipped, "execution_ended")[0]["status"] == "FINISHED"
    assert of_type(shipped, "task_ended")[0]["status"] == "FINISHED"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGUSR1])
def test_signals_reach_the_program(shipped: Path, tmp_path: Path, number: signal.Signals) -> None:
    # A signal just before `read` waits would be kept by bash until the line comes: it looks again.
    trap = f"trap 'echo caught; exit 9' {number.name[3:]}"
    script = f"{trap}; echo ready; until read -r -t 1 line; do :; done; echo no"
    process = start(shipped, tmp_path, ["bash", "-c", script])
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    assert process.stdout.readline() == "caught\n"
    process.communicate(timeout=60)
    assert process.returncode == 9


def test_a_signal_that_ends_the_program_ends_the_runner(shipped: Path, tmp_path: Path) -> None:
    process = start(shipped, tmp_path, ["bash", "-c", "kill -SEGV $$"])
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGSEGV
    (ended,) = of_type(shipped, "execution_ended")
    assert (ended["status"], ended["error"]["message"]) == ("ABORTED", "SIGSEGV")
    assert rows(shipped, "oRun")[0]["signal"] == "SIGSEGV"


def test_files_below_the_directory_are_told_with_their_hashes(
    shipped: Path, tmp_path: Path
) -> None:
    directory = tmp_path / "work"
    (directory / "data").mkdir(parents=True)
    (directory / "data" / "in.csv").write_text("1,2\n")
    (directory / "unused.csv").write_text("3\n")
    script = (
        "cat data/in.csv > out.csv; mkdir -p new/deep; echo 5 > new/deep/x; mv out.csv moved.csv"
    )
    captured(shipped, directory, ["bash", "-c", script])
    files = {
        str(Path(file["path"], file["name"]).relative_to(directory)): file
        for file in of_type(shipped, "file")
    }
    assert {name: file["role"] for name, file in files.items()} == {
        "data/in.csv": "input",
        "moved.csv": "output",
        "new/deep/x": "output",
    }
    assert files["moved.csv"]["sha256"] == hashlib.sha256(b"1,2\n").hexdigest()


def test_options_of_any_program_are_parameters(shipped: Path, tmp_path: Path) -> None:
    (tmp_path / "heat.toml").write_text("[grid]\nsize = 64\nname = 'fine'\n")
    (tmp_path / "heat.json").write_text('{"steps": [10, 20], "password": "hunter2"}')
    options = ["--rate", "-0.5", "--size=64", "-v", "--api-key", "x1", "heat.toml", "heat.json"]
    captured(shipped, tmp_path, ["bash", "-c", "true", *options])
    (row,) = rows(shipped, "iRun")
    assert {"rate": -0.5, "size": 64, "v": True, "api_key": "***"}.items() <= row.items()
    assert row["steps"] == "10 20"
    assert row["password"] == "***"
    if sys.version_info >= (3, 11):
        assert (row["grid.size"], row["grid.name"]) == (64, "fine")


@pytest.mark.parametrize(("program", "code"), [("no-such-program", 127), ("./data", 126)])
def test_what_is_no_program_ends_as_in_a_shell(
    shipped: Path, tmp_path: Path, program: str, code: int
) -> None:
    (tmp_path / "data").write_text("")
    assert captured(shipped, tmp_path, [program])[0] == code
    assert not shipped.exists()


def test_a_missing_command_is_told(shipped: Path, tmp_path: Path) -> None:
    code, _, errors = captured(shipped, tmp_path, [])
    assert code == 2
    assert "cnnprov run python train.py" in errors


def test_output_and_errors_in_one_pipe_keep_their_order(shipped: Path, tmp_path: Path) -> None:
    script = "for i in 1 2 3 4 5 6 7 8 9; do echo out $i; echo err $i >&2; done"
    process = subprocess.run(
        [sys.executable, "-m", "cnnprov", "run", "bash", "-c", script],
        env=environment(shipped, NOBODY),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    assert process.stdout == "".join(f"out {i}\nerr {i}\n" for i in range(1, 10))


def test_a_terminal_stays_a_terminal(shipped: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    script = "for i in 0 1 2; do test -t $i && echo tty; done; read -r line; echo got $line"
    process = subprocess.Popen(
        [sys.executable, "-m", "cnnprov", "run", "bash", "-c", script],
        env=environment(shipped, NOBODY),
        cwd=tmp_path,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, b"text\n")
    assert process.wait(60) == 0
    said = os.read(ours, 1024).decode().split()
    assert said.count("tty") == 3
    assert said[-2:] == ["got", "text"]
    os.close(ours)


def test_errors_in_a_file_are_told_without_passing_through(shipped: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("earlier\n")
    with log.open("a") as file:
        subprocess.run(
            [sys.executable, "-m", "cnnprov", "run", "bash", "-c", "readlink /proc/self/fd/2 >&2"],
            env=environment(shipped, NOBODY),
            cwd=tmp_path,
            stderr=file,
            check=True,
        )
    assert log.read_text() == f"earlier\n{log}\n"
    assert of_type(shipped, "task_ended")[0]["output"] == f"{log}\n"


def test_a_daemon_that_the_program_leaves_keeps_its_errors(shipped: Path, tmp_path: Path) -> None:
    script = "(read -r line < pipe; echo late >&2; echo more >&2) & echo begun"
    os.mkfifo(tmp_path / "pipe")
    process = start(shipped, tmp_path, ["bash", "-c", script])
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == "begun\n"
    assert process.wait(60) == 0
    (tmp_path / "pipe").write_text("go\n")
    assert process.stderr.read() == "late\nmore\n"


def test_switched_off_it_is_the_program_alone(shipped: Path, tmp_path: Path) -> None:
    command = ["bash", "-c", "echo $PYTHONPATH; exit 4"]
    process = start(shipped, tmp_path, command, CNNPROV_DISABLED="1")
    assert process.communicate(timeout=60)[0].strip() == os.environ.get("PYTHONPATH", "")
    assert process.returncode == 4
    assert not shipped.exists()


def test_a_sitecustomize_of_the_programs_own_is_loaded(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "sitecustomize.py").write_text("import builtins\nbuiltins.mark = 'theirs'\n")
    script = "import sys, sitecustomize; print(mark, [p for p in sys.path if 'cnnprov' in p])"
    process = start(shipped, tmp_path, [sys.executable, "-c", script], PYTHONPATH=str(own))
    assert process.communicate(timeout=60) == ("theirs []\n", "")


def test_without_a_place_for_its_files_it_is_the_program_alone(
    shipped: Path, tmp_path: Path
) -> None:
    command = ["bash", "-c", "grep SigBlk /proc/self/status; exit 4"]
    process = start(shipped, tmp_path, command, TMPDIR="/proc")
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 4
    assert "0000000000000000" in output
