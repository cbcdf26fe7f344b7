"""`cnnprov status`: what waits in the spool, and whether the server is up."""

from __future__ import annotations

import argparse
import json
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cnnprov import _layout
from cnnprov._exceptions import ServerUnreachable
from cnnprov._http import Server, without_token
from cnnprov._launch import is_running, process_id
from cnnprov._layout import NOTHING
from cnnprov._producers import next_number, writer_lives
from cnnprov._settings import Settings
from cnnprov._table import aligned

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_EXAMPLES = """\
examples:
  cnnprov status
  CNNPROV_SPOOL=/scratch/spool cnnprov status"""


@dataclass(frozen=True)
class _Log:
    """A producer's line in the table; `stored` is the last number that the server holds."""

    producer: str
    state: str
    pending: int
    stored: int | None
    at: str


def add_to(commands: Commands) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "status",
        help="what waits in the spool, and whether the server is up",
        description="Show the spool's producers with what waits, the shipper, and the server.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Print the state; 0 also when the server is down, since capture goes on."""
    settings = Settings.from_environment()
    spool = settings.spool
    logs = [_log(spool, *entry) for entry in sorted(_layout.segments(spool).items())]
    pending = sum(log.pending for log in logs)
    print(f"spool    {spool}  {_layout.size_of(spool):,} bytes, {pending:,} events wait")
    shipper = f"running (process {process_id(spool)})" if is_running(spool) else "not running"
    print(f"shipper  {shipper}")
    print(f"server   {without_token(settings.url)}  {_health(settings)}")
    refused = len(list((spool / _layout.REFUSED).glob("*.json")))
    if refused:
        print(f"refused  {refused} events, in {spool / _layout.REFUSED}")
    if logs:
        print()
        print(aligned([field.name for field in fields(_Log)], [astuple(log) for log in logs]))
    return 0


def _log(spool: Path, producer: str, segments: list[_layout.Segment]) -> _Log:
    stored = _layout.read_acknowledged(spool, producer)
    return _Log(
        producer,
        state="capturing" if writer_lives(spool, producer, segments) else "ended",
        pending=max(0, next_number(segments) - 1 - stored),
        stored=None if stored == NOTHING else stored,
        at=_ack_time(spool, producer),
    )


def _ack_time(spool: Path, producer: str) -> str:
    try:
        seconds = (spool / f"{producer}.ack").stat().st_mtime
    except FileNotFoundError:
        return ""
    return datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")


def _health(settings: Settings) -> str:
    try:
        answer = Server(settings.url, settings.token).request("GET", "/health")
    except ServerUnreachable as error:
        return f"no answer: {error.__cause__}"
    try:
        members = json.loads(answer.body)
        return (
            f"{members['status']} {members.get('version', '')} {members.get('reason', '')}".rstrip()
        )
    except (ValueError, KeyError, TypeError):
        return f"answers {answer.status}, and not as a CNNProv server does"
