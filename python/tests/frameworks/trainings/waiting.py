"""A training that says when its third epoch runs, and then goes on for a minute.

python -m tests.frameworks.trainings.waiting FRAMEWORK
"""

from __future__ import annotations

import sys
import time

from tests.frameworks.trainings import framework
from tests.frameworks.trainings.plan import Plan

DEADLINE = time.monotonic() + 60


def wait() -> None:
    """Say it once, and take long for a step; a signal that was noticed ends the training."""
    print("in the third epoch", flush=True)
    time.sleep(1)
    if time.monotonic() > DEADLINE:
        raise TimeoutError("no signal came")


if __name__ == "__main__":
    framework(sys.argv[1]).train(Plan(epochs=100, in_epoch=(3, wait)))
