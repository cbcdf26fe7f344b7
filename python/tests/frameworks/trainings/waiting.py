"""A training that says when its third epoch runs, and then waits in a step for a signal.

python -m tests.frameworks.trainings.waiting FRAMEWORK
"""

from __future__ import annotations

import select
import signal
import socket
import sys

from tests.frameworks.trainings import framework
from tests.frameworks.trainings.plan import Plan

SECONDS = 600
"""At most; a framework that notes signals ends its step first."""

_said: list[str] = []


def wait() -> None:
    """Say it once, and wait."""
    if not _said:
        _said.append("in the third epoch")
        told, tells = socket.socketpair()
        tells.setblocking(False)
        signal.set_wakeup_fd(tells.fileno())
        print(_said[0], flush=True)
        select.select([told], [], [], SECONDS)
        signal.set_wakeup_fd(-1)


if __name__ == "__main__":
    framework(sys.argv[1]).train(Plan(epochs=4, in_epoch=(3, wait)))
