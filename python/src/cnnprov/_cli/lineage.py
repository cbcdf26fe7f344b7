"""`cnnprov lineage`: what something comes from, and what came of it."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from cnnprov._reading import asked
from cnnprov._terminal import Style, shortened, width

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_EXAMPLES = """\
examples:
  cnnprov lineage 4 weights.keras            where does this file come from?
  cnnprov lineage 4 flowers17.npz --down     what was trained from this file, wherever?
  cnnprov lineage 4 --node adaptation.12 --down
  cnnprov lineage 4 --json | jq '.nodes[].label'

Files are followed by the hash of their content, across executions and dataflows."""


def add_to(commands: Commands) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "lineage",
        help="what a file comes from, or what came of it",
        description="Walk from a file, row, task or adaptation to what it comes from.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("execution", type=int, help="the number of an execution")
    start = parser.add_mutually_exclusive_group()
    start.add_argument(
        "file", nargs="?", help="a file of it: name, path, or SHA-256 (default: all its tasks)"
    )
    start.add_argument(
        "--node", help="begin at file.12, content.12, task.3, adaptation.4, or element.SET.ROW"
    )
    direction = parser.add_mutually_exclusive_group()
    direction.add_argument(
        "--down", dest="direction", action="store_const", const="down", help="what came of it"
    )
    direction.add_argument(
        "--both", dest="direction", action="store_const", const="both", help="both directions"
    )
    parser.add_argument("--depth", type=int, default=20, help="steps at most (%(default)s)")
    parser.add_argument("--limit", type=int, default=1_000, help="nodes at most (%(default)s)")
    parser.add_argument("--json", action="store_true", help="print the server's answer")
    parser.set_defaults(run=run, direction="up")


def run(options: argparse.Namespace) -> int:
    """Print a tree for each direction."""
    given = {name: getattr(options, name) for name in ("file", "node", "direction")}
    given |= {"depth": options.depth, "limit": options.limit}
    query = urlencode({name: value for name, value in given.items() if value is not None})
    answer = asked(f"/api/v1/executions/{options.execution}/lineage?{query}")
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_trees(answer)))
    if answer["truncated"]:
        print(
            f"cnnprov: only the nearest {len(answer['nodes'])} nodes; see --limit",
            file=sys.stderr,
        )
    return 0


def _trees(answer: dict[str, Any]) -> list[str]:
    nodes = {node["node"]: node for node in answer["nodes"]}
    if not nodes:
        return [f"Execution {answer['execution']} has no tasks yet."]
    lines: list[str] = []
    for direction in ("up", "down") if answer["direction"] == "both" else (answer["direction"],):
        if answer["direction"] == "both":
            lines += ["", "comes from" if direction == "up" else "led to"][0 if lines else 1 :]
        tree = _Tree(nodes, answer["edges"], up=direction == "up")
        for node in answer["nodes"]:
            if node["step"] == 0:
                lines += tree.of(node["node"])
    return lines


class _Tree:
    """Nodes below each other; one that came before is not opened again."""

    def __init__(
        self, nodes: dict[str, dict[str, Any]], edges: list[dict[str, Any]], *, up: bool
    ) -> None:
        self._nodes = nodes
        self._near, self._far = ("from", "to") if up else ("to", "from")
        self._edges: dict[str, list[dict[str, Any]]] = {}
        for edge in edges:
            self._edges.setdefault(edge[self._near], []).append(edge)
        self._count = "sources" if up else "results"
        self._opened: set[str] = set()
        self._style = Style()
        self._columns = width()

    def of(self, start: str) -> list[str]:
        lines: list[str] = []
        open_nodes = [(start, "", "", "")]
        while open_nodes:
            name, relation, first, rest = open_nodes.pop()
            lines.append(self._line(name, relation, first))
            if name in self._opened:
                continue
            self._opened.add(name)
            below = self._edges.get(name, [])
            for at, edge in reversed(list(enumerate(below))):
                last = at == len(below) - 1
                open_nodes.append(
                    (
                        edge[self._far],
                        edge["relation"],
                        rest + ("└─ " if last else "├─ "),
                        rest + ("   " if last else "│  "),
                    )
                )
        return lines

    def _line(self, name: str, relation: str, prefix: str) -> str:
        node = self._nodes[name]
        label = node["label"] + (" (content)" if node["kind"] == "content" else "")
        hidden = node[self._count] - len(self._edges.get(name, []))
        rest = _place(node)
        if name in self._opened and self._edges.get(name):
            rest += "  (see above)"
        elif hidden:
            rest += f"  ({hidden} more)"
        room = None
        if self._columns is not None:
            taken = len(prefix) + len(relation) + 2 + len(rest) + 2
            room = max(8, self._columns - taken)
        shown = f"{self._style.dim(relation)}  " if relation else ""
        return f"{prefix}{shown}{shortened(label, room)}  {self._style.dim(rest)}".rstrip()


def _place(node: dict[str, Any]) -> str:
    """Where it is: in an execution, or in a document of provenance that was imported."""
    if node["execution"] is not None:
        return str(node["execution"]["tag"])
    document = node["document"]
    return str(document["name"] or f"document {document['id']}")
