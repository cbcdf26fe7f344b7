"""`cnnprov extract`: a raw data file as rows of a data set."""

from __future__ import annotations

import argparse
import sys
import warnings
from typing import TYPE_CHECKING, Any

from cnnprov._exceptions import CnnprovError
from cnnprov._extract import extract, located
from cnnprov._raw import FORMATS, raw_file

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_EXAMPLES = """\
examples:
  cnnprov extract results.csv --dataflow heat --transformation Solve --set oSolve
  cnnprov extract fields.h5 --dataset /step_10 --columns x,u --dataflow heat \\
      --transformation Solve --set oSolve --execution heat-20261123T120000Z-1a2b3c4d --task 1
  cnnprov extract results.csv --dataflow heat --extractor ext1
  cnnprov extract results.csv --show | head

The file is read where this command runs; the rows, its size and its SHA-256 go to the server.
Of a file with an error nothing is recorded."""


def add_to(commands: Commands) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "extract",
        help="record the rows of a raw data file",
        description="Record the rows of a CSV, JSON lines, NPZ or HDF5 file as rows of a data set.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", help="the raw data file")
    where = parser.add_argument_group("where the rows belong")
    where.add_argument("--dataflow", metavar="TAG")
    where.add_argument("--transformation", metavar="TAG", help="what wrote, or read, the file")
    where.add_argument("--set", metavar="TAG", help="the data set")
    where.add_argument("--input", action="store_true", help="the transformation read the file")
    where.add_argument(
        "--extractor",
        metavar="TAG",
        help="an extractor that the dataflow declares: it says set, format and columns",
    )
    where.add_argument(
        "--execution", metavar="TAG", help="an execution that exists; by default a new one"
    )
    where.add_argument("--task", metavar="ID", help="the task's number (default: 1)", default="1")
    how = parser.add_argument_group("how the file is read")
    how.add_argument("--format", choices=FORMATS, help="by default told by how the name ends")
    how.add_argument("--columns", metavar="A,B", help="those to keep; names where there is none")
    how.add_argument("--delimiter", help="between the values of CSV (default: a comma)")
    how.add_argument("--no-header", action="store_true", help="CSV without a line of names")
    how.add_argument("--dataset", default="/", help="group or compound dataset of HDF5")
    how.add_argument("--show", action="store_true", help="print the rows, record nothing")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the rows, or record them."""
    if options.extractor and not options.dataflow:
        raise CnnprovError("expected --dataflow beside --extractor")
    is_located = options.extractor or (options.transformation and options.set)
    if not (options.show or (options.dataflow and is_located)):
        raise CnnprovError("expected --dataflow, --transformation and --set, or --show")
    with warnings.catch_warnings(record=True) as noticed:
        warnings.simplefilter("always")
        if options.show:
            _show(options, options.dataflow and is_located)
        else:
            _record(options)
    for warning in noticed:
        print(f"cnnprov: {warning.message}", file=sys.stderr)
    return 0


def _show(options: argparse.Namespace, is_located: bool) -> None:
    how = _how(options)
    if is_located:
        _, file = located(options.file, options.dataflow, **_where(options), **how)
    else:
        file = raw_file(options.file, **how)
    for row in file.rows():
        print(row)


def _record(options: argparse.Namespace) -> None:
    done = extract(
        options.file,
        options.dataflow,
        execution=options.execution,
        task=options.task,
        **_where(options),
        **_how(options),
    )
    print(
        f"{done.rows} rows of {options.file} → {done.set} of {done.transformation} {done.task}, "
        f"execution {done.execution}"
    )


def _where(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "extractor": options.extractor,
        "transformation": options.transformation,
        "set": options.set,
        "role": "input" if options.input else "output",
    }


def _how(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "format": options.format,
        "columns": options.columns.split(",") if options.columns else None,
        "delimiter": options.delimiter,
        "header": not options.no_header,
        "dataset": options.dataset,
    }
