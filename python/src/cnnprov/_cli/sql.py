"""`cnnprov sql`: ask the server."""

from __future__ import annotations

import argparse
import csv
import sys
from typing import TYPE_CHECKING

from cnnprov._sql import Rows, sql
from cnnprov._table import aligned

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_EXAMPLES = """\
examples:
  cnnprov sql 'select tag, status from dataflow_execution'
  cnnprov sql 'select epoch, loss from "alexnet-df".otrainingmodel where loss < ?' 0.3
  cnnprov sql --csv 'select * from task' > tasks.csv"""


def add_to(commands: Commands) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "sql",
        help="ask the server in SQL",
        description="Run one reading statement on the server and print its rows.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("query", help="one reading statement")
    parser.add_argument("parameters", nargs="*", help="values for the question marks")
    parser.add_argument("--limit", type=int, default=10_000, help="rows at most (%(default)s)")
    parser.add_argument("--csv", action="store_true", help="print CSV")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the answer."""
    rows = sql(options.query, [_value(text) for text in options.parameters], options.limit)
    if options.csv:
        _print_csv(rows)
    else:
        print(aligned([column.name for column in rows.columns], rows.rows))
    if rows.truncated:
        print(f"cnnprov: only the first {len(rows)} rows; see --limit", file=sys.stderr)
    return 0


def _print_csv(rows: Rows) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow([column.name for column in rows.columns])
    writer.writerows(rows)


def _value(text: str) -> str | int | float:
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text
