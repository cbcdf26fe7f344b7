"""Runs a program and records it as an execution."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from cnnprov._clock import timestamp
from cnnprov._encoding import Event, Row
from cnnprov._errors import Status
from cnnprov._execution import Execution
from cnnprov._failsafe import never_raises
from cnnprov._identity import execution_tag
from cnnprov._observation import Observation
from cnnprov._observer import Subject
from cnnprov._run import _handover
from cnnprov._run._arguments import configuration_files, configured, options, shown
from cnnprov._run._handover import Handover
from cnnprov._run._program import Outcome, Program, block_signals
from cnnprov._run._stderr import StandardError
from cnnprov._run._touched import TouchedFiles
from cnnprov._secrets import masked, masked_command
from cnnprov._settings import Settings

TRANSFORMATION = "Run"
_MOST_FILES = 1_000
_HASHING_SECONDS = 30.0
_HASHED_BYTES_PER_SECOND = 300_000_000
_OPTIONS_AFTER_SECONDS = 5.0
_SITE = Path(__file__).parent / "site"


class Runner:
    """One run of a program."""

    def __init__(self, command: Sequence[str], dataflow: str) -> None:
        """Begin the execution; from now on this process takes signals in `run` alone.

        Raises OSError where there is no place for temporary files; then nothing has changed.
        """
        directory = tempfile.mkdtemp(prefix="cnnprov-run-")
        self._signal_mask = block_signals()
        self._command = list(command)
        self._directory = Path.cwd()
        self._began, self._began_at = time.monotonic(), timestamp()
        self._handover = Handover(dataflow, execution_tag(dataflow), directory)
        self._execution = Execution(
            dataflow,
            tag=self._handover.execution,
            program={
                "name": Path(command[0]).name,
                "language": None,
                "framework": None,
                "command": masked_command(command),
            },
            observed=False,
        )
        self._task = self._execution.new_task(TRANSFORMATION, None)
        self._task.begin([])
        self._observation: Observation | None = None
        self._touched: TouchedFiles | None = None
        self._told_arguments = False
        self._configurations: set[Path] = set()

    def run(self) -> Outcome:
        """Run the program to its end. Raises OSError where it cannot be started."""
        try:
            self._watch_files()
            errors = StandardError()
            try:
                program = Program(self._command, self._environment(), errors, self._signal_mask)
            except OSError as error:
                self._task.end(error)
                self._execution.end(error=error)
                raise
            outcome = program.wait(lambda: self._tick(program.pid))
            elapsed, ended = time.monotonic() - self._began, timestamp()
            tail = errors.tail()
            self._describe(program.pid)
            self._tell_outcome(outcome, elapsed, ended)
            self._end(outcome, tail)
            errors.hand_on()
            return outcome
        finally:
            shutil.rmtree(self._handover.directory, ignore_errors=True)

    def _environment(self) -> dict[str, str]:
        path = os.pathsep.join(filter(None, [str(_SITE), os.environ.get("PYTHONPATH")]))
        told = {_handover.VARIABLE: self._handover.to_environment(), "PYTHONPATH": path}
        return {**os.environ, **told}

    @never_raises
    def _watch_files(self) -> None:
        ignored = (Settings.from_environment().spool, Path(self._handover.directory))
        self._touched = TouchedFiles(self._directory, ignored)

    @never_raises
    def _tick(self, pid: int) -> None:
        waited = time.monotonic() - self._began
        if self._observation is None and (self._handover.read("python.json") or waited > 1):
            self._observe(pid)
        elif self._observation is not None:
            self._observation.look()
        if not self._told_arguments and (
            self._handover.is_claimed()
            or self._handover.read("arguments.")
            or waited > _OPTIONS_AFTER_SECONDS
        ):
            self._tell_arguments()

    @never_raises
    def _observe(self, pid: int) -> None:
        found: list[dict[str, object]] = self._handover.read("python.json")
        python = found[0] if found else {}
        subject = Subject(
            pid=pid,
            interpreter=str(python.get("executable", "")),
            path=tuple(map(str, python.get("path", ()))),  # type: ignore[call-overload]
            program=self._program_file(),
        )
        self._observation = Observation(self._found, environment=True, subject=subject)

    def _program_file(self) -> str:
        """The script among the arguments, or nothing: then the working directory has the code."""
        for argument in self._command:
            file = self._directory / argument
            if os.sep not in argument and argument == self._command[0]:
                continue
            if file.is_file():
                return str(file)
        return ""

    def _found(self, finding: Event) -> None:
        if finding["type"] == "environment":
            self._execution.append(finding)
        elif not self._handover.is_claimed():  # a training that is captured measures its own
            row: Row = {"timestamp": str(finding["at"]), **finding["row"]}  # type: ignore[dict-item]
            self._task.new_row("oResources", "OUTPUT", row)

    @never_raises
    def _tell_arguments(self) -> None:
        self._told_arguments = True
        row = self._configuration()
        parsed = self._handover.read("arguments.")
        row |= options(self._command) if not parsed else {}
        for arguments in parsed:
            row |= shown(arguments)
        if row:
            self._task.new_row("iRun", "INPUT", row)

    def _configuration(self) -> Row:
        """The values of configuration files, on the command line or read, not told before."""
        read = self._touched.read if self._touched else ()
        row: Row = {}
        for file in configuration_files([*self._command[1:], *map(str, read)], self._directory):
            if file not in self._configurations:
                self._configurations.add(file)
                row |= configured(file)
        return row

    @never_raises
    def _describe(self, pid: int) -> None:
        if self._observation is None:
            self._observe(pid)
        if self._observation is not None:
            self._observation.end()
        if self._touched is not None:
            self._touched.stop()
        if not self._told_arguments:
            self._tell_arguments()
        row = self._configuration()
        if row:
            self._task.new_row("iRun", "INPUT", row)
        if self._touched is not None:
            self._tell_files(self._touched)

    @never_raises
    def _tell_outcome(self, outcome: Outcome, elapsed: float, ended: str) -> None:
        self._task.performance(
            subtask=None,
            method="COMPUTATION",
            description=masked(shlex.join(self._command)),
            started=self._began_at,
            ended=ended,
        )
        usage = outcome.usage
        row: Row = {
            "exit_code": None if outcome.signal else outcome.code,
            "signal": outcome.signal_name,
            "elapsed_seconds": round(elapsed, 6),
            "user_seconds": round(usage.ru_utime, 6),
            "system_seconds": round(usage.ru_stime, 6),
            "max_memory_bytes": usage.ru_maxrss * 1024,
        }
        told: Row = {name: value for name, value in row.items() if value is not None}
        self._task.new_row("oRun", "OUTPUT", told)

    @never_raises
    def _end(self, outcome: Outcome, tail: str) -> None:
        for warning in self._handover.warnings():
            self._execution.note(f"not captured: {warning}")
        error = self._error(outcome, tail)
        self._task.finish("FAILED" if error else "FINISHED", error, output=masked(tail))
        status: Status = "ABORTED" if outcome.signal else "FAILED" if error else "FINISHED"
        self._execution.end_as(status, error)

    def _error(self, outcome: Outcome, tail: str) -> Event | None:
        if not outcome.code and not outcome.signal:
            return None
        told: list[Event] = self._handover.read("error.")
        if told and not outcome.signal:
            return {name: masked(str(text)) for name, text in told[-1].items()}
        last = tail.strip().rpartition("\n")[2]
        how = outcome.signal_name or f"exit code {outcome.code}"
        return {
            "type": "Signal" if outcome.signal else "ExitCode",
            "message": masked(f"{how}: {last}" if last else how),
            "traceback": masked(tail) or None,
        }

    @never_raises
    def _tell_files(self, touched: TouchedFiles) -> None:
        written = [path for path in touched.written if path.is_file()]
        read = [path for path in touched.read if path not in touched.written and path.is_file()]
        deadline = time.monotonic() + _HASHING_SECONDS
        for role, paths in (("input", read), ("output", written)):
            for path in paths[:_MOST_FILES]:
                self._tell_file(path, role, deadline)
            if len(paths) > _MOST_FILES:
                self._execution.note(
                    f"{len(paths) - _MOST_FILES} more files were {role}s of the run"
                )
        if not touched.is_complete:
            self._execution.note("not all files were seen: too many at once, or directories")

    @never_raises
    def _tell_file(self, path: Path, role: str, deadline: float) -> None:
        seconds = path.stat().st_size / _HASHED_BYTES_PER_SECOND
        self._task.file(path, role, None, hashed=time.monotonic() + seconds < deadline)
