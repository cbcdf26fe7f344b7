"""What a process, its descendants and their machine use, from /proc (Linux).

Other systems have no /proc: there nothing is measured but NVIDIA's cards.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import NamedTuple

from cnnprov._encoding import Row
from cnnprov._observer._nvml import Cards

_CHUNK_BYTES = 65536
_SECTOR_NAMES = (b"read_bytes", b"write_bytes")


class _Usage(NamedTuple):
    """Counters of a tree of processes, since each began."""

    cpu_seconds: float
    memory_bytes: int
    processes: int
    read_bytes: int
    written_bytes: int


class _Machine(NamedTuple):
    """Counters of the machine, since it started."""

    busy_seconds: float
    memory_bytes: int
    received_bytes: int
    sent_bytes: int


class Resources:
    """Measures, each row since the one before. The helper's only thread uses it."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._cards = Cards()
        self._at = time.monotonic()
        self._usage = _usage(pid)
        self._machine = _machine()

    def row(self) -> Row:
        """Percentages are of one core; bytes on disk and network are since the row before."""
        now, usage, machine = time.monotonic(), _usage(self._pid), _machine()
        seconds = max(now - self._at, 1e-6)
        if usage is None and self._usage is not None:
            return {}  # it has ended
        row: Row = {}
        if usage is not None and self._usage is not None:
            spent = usage.cpu_seconds - self._usage.cpu_seconds
            row |= {
                "cpu_percent": _percent(spent, seconds),
                "memory_bytes": usage.memory_bytes,
                "processes": usage.processes,
                "disk_read_bytes": max(0, usage.read_bytes - self._usage.read_bytes),
                "disk_written_bytes": max(0, usage.written_bytes - self._usage.written_bytes),
            }
        if machine is not None and self._machine is not None:
            row |= {
                "machine_cpu_percent": _percent(
                    machine.busy_seconds - self._machine.busy_seconds, seconds
                ),
                "machine_memory_bytes": machine.memory_bytes,
                "network_received_bytes": machine.received_bytes - self._machine.received_bytes,
                "network_sent_bytes": machine.sent_bytes - self._machine.sent_bytes,
            }
        self._at, self._usage, self._machine = now, usage, machine
        return row | self._cards.row()


def lives(pid: int) -> bool:
    """Whether there is such a process, and it has not ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    stat = _stat(pid)
    return stat is None or stat[0] != b"Z"


def _usage(pid: int) -> _Usage | None:
    tick, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    ticks = pages = processes = read = written = 0
    for each in _tree(pid):
        stat = _stat(each)
        if stat is None:
            continue
        # As proc(5) counts from 1 with the state third: utime, stime, cutime, cstime are 14 to 17.
        ticks += sum(map(int, stat[11:15]))
        pages += int(stat[21])
        processes += 1
        counted = _disk(each)
        read, written = read + counted[0], written + counted[1]
    if not processes:
        return None
    return _Usage(ticks / tick, pages * page, processes, read, written)


def _tree(pid: int) -> list[int]:
    """The process and its descendants."""
    tree = [pid]
    for parent in tree:
        with suppress(OSError):
            for thread in os.listdir(f"/proc/{parent}/task"):
                tree += map(int, _read(f"/proc/{parent}/task/{thread}/children").split())
    return tree


def _stat(pid: int) -> list[bytes] | None:
    """The fields behind the name, which may hold spaces and parentheses."""
    try:
        return _read(f"/proc/{pid}/stat").rpartition(b")")[2].split()
    except OSError:
        return None


def _disk(pid: int) -> tuple[int, int]:
    counted = dict.fromkeys(_SECTOR_NAMES, 0)
    with suppress(OSError):
        for line in _read(f"/proc/{pid}/io").splitlines():
            name, _, value = line.partition(b":")
            if name in counted:
                counted[name] = int(value)
    return counted[b"read_bytes"], counted[b"write_bytes"]


def _machine() -> _Machine | None:
    try:
        first = _read("/proc/stat").split(b"\n", 1)[0].split()[1:]
        memory = dict(line.split(b":", 1) for line in _read("/proc/meminfo").splitlines()[:5])
        total, available = (
            int(memory[name].split()[0]) * 1024 for name in (b"MemTotal", b"MemAvailable")
        )
        received = sent = 0
        for line in _read("/proc/net/dev").splitlines()[2:]:
            name, _, counters = line.partition(b":")
            if name.strip() != b"lo":
                numbers = counters.split()
                received, sent = received + int(numbers[0]), sent + int(numbers[8])
    except (OSError, KeyError, ValueError, IndexError):
        return None
    ticks = [int(value) for value in first[:8]]
    busy = (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")  # without idle, iowait
    return _Machine(busy, total - available, received, sent)


def _read(path: str) -> bytes:
    """What a file of /proc holds; a training may have hundreds of threads, with one each."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    held = b""
    try:
        while chunk := os.read(descriptor, _CHUNK_BYTES):  # the kernel ends a chunk where it likes
            held += chunk
        return held
    finally:
        os.close(descriptor)


def _percent(spent: float, seconds: float) -> float:
    return round(100 * max(0.0, spent) / seconds, 1)
