"""Runs a command, and tells what it and everything that it started cost.

    python meter.py SPOOL COMMAND…

Prints JSON: the wall time of the command, and processor seconds of it, of the shipper of the spool,
and of what else it left behind. Comes back when all of that has ended.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
"""What a process leaves behind becomes the child of the nearest ancestor that said this."""


def main(spool: Path, command: list[str]) -> int:
    """Run it; the exit status is the command's."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    began = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    cpu: dict[int, float] = {}
    status, wall = 0, 0.0
    with suppress(ChildProcessError):
        while True:
            ended, waited, used = os.wait4(-1, 0)
            cpu[ended] = used.ru_utime + used.ru_stime
            if ended == process.pid:
                wall, status = time.perf_counter() - began, waited
    shipper = cpu.pop(_shipper(spool), 0.0)
    program = cpu.pop(process.pid)
    costs = {"wall_seconds": wall, "program_cpu": program, "shipper_cpu": shipper}
    print(json.dumps({**costs, "helper_cpu": sum(cpu.values())}))
    return os.waitstatus_to_exitcode(status)


def _shipper(spool: Path) -> int:
    try:
        return int((spool / "shipper.lock").read_text())
    except (OSError, ValueError):  # nothing was captured
        return -1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
