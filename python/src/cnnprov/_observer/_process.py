"""The helper process: what it finds goes to standard output, a JSON object a line."""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time

from cnnprov._clock import timestamp
from cnnprov._encoding import Event
from cnnprov._observer._environment import environment
from cnnprov._observer._resources import Resources, lives

_LOOK_SECONDS = 10.0


def main(task: str) -> None:
    """Find out about the environment, then measure until told to end, or the process is gone."""
    signal.pthread_sigmask(signal.SIG_SETMASK, ())  # `cnnprov run` starts us with its own mask
    options = json.loads(task)
    os.chdir(_workplace(options["program"]))
    measured = options["interval_seconds"] > 0
    resources = Resources(options["pid"]) if measured else None
    if options["environment"]:
        _say(
            {
                "type": "environment",
                "at": timestamp(),
                **environment(options["interpreter"], options["path"]),
            }
        )
    interval = options["interval_seconds"] or _LOOK_SECONDS
    due = time.monotonic() + interval
    while True:
        ends = bool(select.select([0], [], [], max(0.0, due - time.monotonic()))[0])
        if resources is not None:
            row = resources.row()
            if row:
                _say({"type": "resources", "at": timestamp(), "row": row})
        if ends or not lives(options["pid"]):
            os.close(sys.stdout.fileno())  # the end of the execution waits for that of the pipe
            os._exit(0)
        due = max(due + interval, time.monotonic())


def _workplace(program: str) -> str:
    """The directory whose repository holds the code: the program's, else the current one."""
    directory = os.path.dirname(program)  # noqa: PTH120
    return directory if directory and os.path.isfile(program) else "."  # noqa: PTH113


def _say(finding: Event) -> None:
    try:
        sys.stdout.write(json.dumps(finding, separators=(",", ":")) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:  # nobody listens any more
        os._exit(0)
