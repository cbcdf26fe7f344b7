"""`cnnprov run`: capture a program that nobody edited."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cnnprov._exceptions import CnnprovError
from cnnprov._run._program import end_by
from cnnprov._run._runner import Runner
from cnnprov._settings import Settings

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_NOT_FOUND, _NOT_EXECUTABLE = 127, 126

_EXAMPLES = """\
examples:
  cnnprov run python train.py --lr 0.001       a training with Keras, PyTorch, Lightning or
                                               Transformers is captured as if it was edited
  cnnprov run torchrun --nproc-per-node 4 train.py
  cnnprov run --dataflow heat ./solver heat.toml
  cnnprov run -- ./train.sh --help             what follows the command is the command's

The program runs as it would without: same streams, arguments, directory, exit code; signals reach
it. Recorded are the command line and configuration files on it (JSON, TOML, YAML) as parameters,
files read and written below the working directory, environment, resources, and how it ended."""


def add_to(commands: Commands) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "run",
        help="run a program and capture it",
        usage="cnnprov run [-h] [--dataflow TAG] COMMAND [ARGUMENT ...]",
        description="Run a program, in any language, and capture what it does.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--dataflow", metavar="TAG", help="the dataflow that it is (default: the script's name)"
    )
    parser.add_argument("command", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    parser.set_defaults(run=run, parser=parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; its exit code."""
    command: list[str] = options.command
    if command[:1] == ["--"]:
        command = command[1:]
    if not command:
        options.parser.error("the command is missing: cnnprov run python train.py")
    _demand_executable(command[0])
    if Settings.from_environment().disabled:
        os.execvp(command[0], command)
    if sys.platform != "linux":
        raise CnnprovError("`cnnprov run` needs Linux; elsewhere, call the library in the script")
    try:
        runner = Runner(command, options.dataflow or default_dataflow(command))
    except OSError as error:
        print(f"cnnprov: nothing is captured: {error}", file=sys.stderr)
        os.execvp(command[0], command)
    outcome = runner.run()
    if outcome.signal:
        sys.stdout.flush()
        end_by(outcome.signal)
    return outcome.code


def default_dataflow(command: list[str]) -> str:
    """The name of the script that an interpreter runs, else that of the program."""
    for argument in command[1:]:
        if Path(argument).suffix in (".py", ".sh", ".R", ".jl", ".m", ".jar") and (
            Path(argument).is_file()
        ):
            return Path(argument).stem
    return Path(command[0]).stem


def _demand_executable(program: str) -> None:
    """End as a shell would where there is no such program."""
    if shutil.which(program) is not None:
        return
    exists = os.sep in program and Path(program).exists()
    why = "permission denied" if exists else "command not found"
    print(f"cnnprov: {program}: {why}", file=sys.stderr)
    raise SystemExit(_NOT_EXECUTABLE if exists else _NOT_FOUND)
