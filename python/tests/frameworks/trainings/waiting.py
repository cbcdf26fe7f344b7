"""A training that says when its third epoch runs, and then takes long for a step.

python -m tests.frameworks.trainings.waiting FRAMEWORK
"""

from __future__ import annotations

import sys
import time

from tests.frameworks.trainings import framework
from tests.frameworks.trainings.plan import Plan

SECONDS = 10
"""For a signal to come; a framework that notes signals ends its step first."""

_said: list[str] = []


def wait() -> None:
    """Say it once, and wait."""
    if not _said:
        _said.append("in the third epoch")
        print(_said[0], flush=True)
        time.sleep(SECONDS)


if __name__ == "__main__":
    framework(sys.argv[1]).train(Plan(epochs=4, in_epoch=(3, wait)))
