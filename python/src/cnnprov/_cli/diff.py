"""`cnnprov diff`: what differs between executions."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from cnnprov._comparison import sections
from cnnprov._reading import asked
from cnnprov._terminal import Style, width

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_EXAMPLES = """\
examples:
  cnnprov diff 4 7                      what differs between executions 4 and 7
  cnnprov diff 4 7 9 --all              equal values too
  cnnprov diff 4 7 --json | jq .metrics

Metrics: the last value, the best with its epoch, and, over the epochs at which all of them have a
finite value, the last one and the area under the curve. The best of each row has a star."""


def add_to(commands: Commands) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "diff",
        help="what differs between executions",
        description="Show what differs between two or more executions, side by side.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("executions", nargs="+", type=int, metavar="ID", help="2 to 20 executions")
    parser.add_argument("--all", action="store_true", help="show what is equal, too")
    parser.add_argument("--json", action="store_true", help="print the server's answer")
    parser.set_defaults(run=run, parser=parser)


def run(options: argparse.Namespace) -> int:
    """Print the comparison."""
    if len(set(options.executions)) < 2:
        options.parser.error("two different executions at least: cnnprov diff 4 7")
    numbers = ",".join(map(str, options.executions))
    answer: dict[str, Any] = asked(f"/api/v1/compare?executions={numbers}")
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print("\n".join(sections(answer, Style(), width(), equal=options.all)))
    return 0
