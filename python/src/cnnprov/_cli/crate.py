"""`cnnprov crate`: an execution as a research object."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cnnprov._crate import add_files
from cnnprov._reading import fetched

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_EXAMPLES = """\
examples:
  cnnprov crate 4                          execution-4.crate.zip, with files named by their hashes
  cnnprov crate 4 --with-files             with the files as well, where they lie on this machine
  cnnprov crate 4 -o model.zip --with-files

A file goes in where it is on this machine, under the path that was recorded, and still has the
hash that was recorded; of the others the crate keeps name, size and hash, and they are listed."""


def add_to(commands: Commands) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "crate",
        help="an execution as a research object (RO-Crate)",
        description="Save an execution as an RO-Crate of the profile Process Run Crate.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("execution", type=int, help="the number of an execution")
    parser.add_argument("-o", "--output", type=Path, help="default: execution-ID.crate.zip")
    parser.add_argument("--with-files", action="store_true", help="put the files in as well")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Save it."""
    output: Path = options.output or Path(f"execution-{options.execution}.crate.zip")
    content = fetched(f"/api/v1/executions/{options.execution}/crate", "application/zip")
    unfinished = output.with_name(output.name + ".unfinished")
    try:
        unfinished.write_bytes(content)
        left_out = add_files(unfinished) if options.with_files else []
        unfinished.replace(output)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        print(f"cnnprov: {output} cannot be written: {error}", file=sys.stderr)
        return 1
    print(f"{output}  {output.stat().st_size:,} bytes")
    for path, reason in left_out:
        print(f"cnnprov: left out {path}: {reason}", file=sys.stderr)
    return 0
