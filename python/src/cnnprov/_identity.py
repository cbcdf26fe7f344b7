"""Which execution this process is a part of, and which of its ranks."""

from __future__ import annotations

import os
import socket
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

_RANKS = (
    ("RANK", "WORLD_SIZE"),
    ("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"),
    ("PMI_RANK", "PMI_SIZE"),
    ("SLURM_PROCID", "SLURM_NTASKS"),
)
_shared_tags_used: Counter[str] = Counter()


@dataclass(frozen=True)
class Rank:
    """This process among those that train together; `index` counts from 0."""

    index: int
    of: int

    @property
    def leads(self) -> bool:
        """Whether its metrics are the execution's."""
        return self.index == 0

    def numbered(self, task: int) -> str:
        """The id of this rank's task with this number, which no other rank gives."""
        return str(task) if self.leads else f"{self.index}.{task}"


def rank(environment: Mapping[str, str] = os.environ) -> Rank:
    """The rank that torchrun, Open MPI, MPICH or SLURM gave; 0 of 1 without them."""
    for index, size in _RANKS:
        if environment.get(index, "").isdigit() and environment.get(size, "").isdigit():
            return Rank(int(environment[index]), int(environment[size]))
    return Rank(0, 1)


def execution_tag(dataflow: str, environment: Mapping[str, str] = os.environ) -> str:
    """The tag of a new execution, the same on each of its ranks.

    CNNPROV_EXECUTION, else a tag made of the launcher's id and its restart count. A process that
    trains alone adds random digits to that, since one batch job often runs several trainings.
    The second execution of a process under one shared tag gets "-2", on all ranks alike.
    """
    given = environment.get("CNNPROV_EXECUTION")
    launch = _launch_id(environment)
    if given:
        return _numbered(given)
    if launch and rank(environment).of > 1:
        return _numbered(f"{dataflow}-{launch}")
    begun = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    return f"{dataflow}-{launch or begun}-{uuid.uuid4().hex[:8]}"


def _numbered(tag: str) -> str:
    _shared_tags_used[tag] += 1
    count = _shared_tags_used[tag]
    return tag if count == 1 else f"{tag}-{count}"


def _launch_id(environment: Mapping[str, str]) -> str | None:
    torchrun = environment.get("TORCHELASTIC_RUN_ID")
    if torchrun:
        name = _launcher() if torchrun == "none" else torchrun  # "none" is torchrun's default
        return f"{name}-{environment.get('TORCHELASTIC_RESTART_COUNT', '0')}"
    job = environment.get("SLURM_JOB_ID")
    if job:
        return f"{job}-{environment.get('SLURM_RESTART_COUNT', '0')}"
    return None


def _launcher() -> str:
    """The parent of all ranks on this machine: its host, process id and time of start."""
    parent = os.getppid()
    try:
        begun = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        begun = "0"
    return f"{socket.gethostname()}-{parent}-{begun}"
