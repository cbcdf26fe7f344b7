"""A training that logs five scalars a step, each call timed: CALLS BUSY_MICROSECONDS.

Prints a JSON list with the seconds of each call. The trainer is busy in Python between two calls,
so that whatever shares its interpreter fights for the lock.
"""

from __future__ import annotations

import json
import random
import sys
import time

import cnnprov


def main() -> None:
    """Log, and time each call."""
    calls, busy = int(sys.argv[1]), float(sys.argv[2]) / 1e6
    values = random.Random(1)
    taken = []
    with cnnprov.execution("bench-caller") as run:
        for step in range(calls + 100):
            until = time.perf_counter() + busy
            while time.perf_counter() < until:
                pass
            scalars = [values.random() for _ in range(5)]
            begin = time.perf_counter()
            run.log(
                step=step,
                loss=scalars[0],
                accuracy=scalars[1],
                learning_rate=scalars[2],
                grad_norm=scalars[3],
                throughput=scalars[4],
            )
            taken.append(time.perf_counter() - begin)
    json.dump(taken[100:], sys.stdout)


if __name__ == "__main__":
    main()
