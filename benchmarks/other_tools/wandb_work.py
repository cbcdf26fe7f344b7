"""W&B's client, offline, logging five scalars a step: CALLS BUSY_MICROSECONDS. Prints JSON."""

from __future__ import annotations

import json
import random
import sys
import time

import wandb

NAMES = ("loss", "accuracy", "learning_rate", "grad_norm", "throughput")


def main() -> None:
    """Log, and time each call."""
    calls, busy = int(sys.argv[1]), float(sys.argv[2]) / 1e6
    taken = []
    run = wandb.init(mode="offline", project="bench", settings=wandb.Settings(silent=True))
    for step in range(calls):
        until = time.perf_counter() + busy
        while time.perf_counter() < until:
            pass
        values = {name: random.random() for name in NAMES}
        begin = time.perf_counter()
        run.log(values, step=step)
        taken.append(time.perf_counter() - begin)
    run.finish()
    json.dump(taken, sys.stdout)


if __name__ == "__main__":
    main()
