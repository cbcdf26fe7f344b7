"""The command `cnnprov`: one module for each subcommand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from cnnprov._cli import diff, extract, lineage, run, serve, sql, status, sync
from cnnprov._exceptions import CnnprovError

_EXAMPLES = """\
examples:
  cnnprov run python train.py           run a program and capture it
  cnnprov serve                         start a server from this checkout's jar
  cnnprov status                        what waits in the spool, and whether the server is up
  cnnprov sync                          send what waits, now
  cnnprov sql 'select tag, status from dataflow_execution'
  cnnprov lineage 4 weights.keras       where a weights file comes from
  cnnprov diff 4 7                      what differs between two executions
  cnnprov extract results.csv --dataflow heat --transformation Solve --set oSolve

The environment: CNNPROV_URL (http://127.0.0.1:22000), CNNPROV_TOKEN, CNNPROV_SPOOL
(~/.cnnprov/spool), CNNPROV_EXECUTION, CNNPROV_DISABLED=1."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the process' exit status."""
    parser = _parser()
    options, others = parser.parse_known_args(arguments)
    if others and "server_arguments" not in options:
        parser.error(f"unrecognized arguments: {' '.join(others)}")
    options.server_arguments = others
    try:
        status_code: int = options.run(options)
    except (CnnprovError, ValueError) as error:
        print(f"cnnprov: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return status_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cnnprov",
        description="Provenance capture for the training of neural networks.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in (run, sync, status, sql, lineage, diff, extract, serve):
        command.add_to(commands)
    return parser
