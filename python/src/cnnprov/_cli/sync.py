"""`cnnprov sync`: carry the spool to the server."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cnnprov._http import Server, without_token
from cnnprov._settings import Settings
from cnnprov._shipper import Shipper

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

PATIENCE_SECONDS = 30.0

_EXAMPLES = """\
examples:
  cnnprov sync                      send what waits, then end; 1 if the server did not take it
  cnnprov sync /scratch/spool       the same for another directory
  cnnprov sync --watch              go on until no training runs and all is stored; started by
                                    itself with the first capture
  cnnprov sync --watch --stay /shared/spool
                                    the same on a login node, also while no job runs; Ctrl-C ends
  cnnprov sync --keep               leave the segments where they are

Events that the server would not take lie in the directory `refused` of the spool."""


def add_to(commands: Commands) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "sync",
        help="send what waits in the spool",
        description="Send the events that wait in a spool directory to the server.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "directory", nargs="?", type=Path, metavar="DIR", help="the spool (default: CNNPROV_SPOOL)"
    )
    parser.add_argument("--watch", action="store_true", help="go on while a training runs")
    parser.add_argument("--stay", action="store_true", help="with --watch: go on for ever")
    parser.add_argument("--keep", action="store_true", help="remove no segment")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Ship the directory."""
    signal.pthread_sigmask(signal.SIG_SETMASK, ())  # `cnnprov run` starts us with its own mask
    settings = Settings.from_environment()
    directory: Path = (options.directory or settings.spool).absolute()
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    server = Server(settings.url, settings.token)
    shipper = Shipper(directory, server, keep=options.keep, stay=options.stay)
    if options.watch:
        if not shipper.watch():
            print(f"Another shipper works on {directory}", flush=True)
        return 0
    hindrance = shipper.sync(PATIENCE_SECONDS)
    if hindrance:
        print(f"cnnprov: events wait in {directory}: {hindrance}", file=sys.stderr)
        return 1
    print(f"All events of {directory} are stored at {without_token(settings.url)}")
    return 0
