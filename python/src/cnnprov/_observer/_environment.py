"""Packages, code, variables, and what surrounds the interpreter."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path

from cnnprov._encoding import Event
from cnnprov._secrets import MASK, is_secret, masked
from cnnprov._surroundings import container

DIFF_BYTES = 128 * 1024
"""The most of the diff of uncommitted changes that is kept."""
_GIT_SECONDS = 10

_VARIABLES = re.compile(
    r"(?:CUDA_\w+|NVIDIA_VISIBLE_DEVICES|ROCR_VISIBLE_DEVICES|HIP_VISIBLE_DEVICES|GPU_DEVICE_ORDINAL"
    r"|OMP_\w+|MKL_\w+|OPENBLAS_\w+|KMP_\w+|NUMEXPR_\w+"
    r"|KERAS_BACKEND|KERAS_HOME|TF_\w+|XLA_\w+|JAX_\w+|TORCH_\w+|PYTORCH_\w+|CUBLAS_\w+|NCCL_\w+|GLOO_\w+"
    r"|RANK|LOCAL_RANK|GROUP_RANK|WORLD_SIZE|LOCAL_WORLD_SIZE|MASTER_ADDR|MASTER_PORT|TORCHELASTIC_\w+"
    r"|OMPI_COMM_WORLD_\w+|PMI_(?:RANK|SIZE)"
    r"|SLURM_(?:JOB_\w+|ARRAY_\w+|CLUSTER_NAME|NTASKS|NNODES|NODELIST|NODEID|PROCID|LOCALID|STEP_ID"
    r"|CPUS_\w+|GPUS\w*|MEM_\w+|RESTART_COUNT|SUBMIT_DIR)"
    r"|PBS_(?:JOBID|JOBNAME|QUEUE|NUM_\w+|ARRAY_\w+|O_QUEUE|O_WORKDIR)"
    r"|LSB_(?:JOBID|JOBNAME|JOBINDEX|QUEUE|HOSTS|DJOB_NUMPROC)"
    r"|PYTHONHASHSEED|PYTHONPATH|PYTHONOPTIMIZE|VIRTUAL_ENV|CONDA_DEFAULT_ENV|CONDA_PREFIX"
    r"|LD_LIBRARY_PATH|LD_PRELOAD|MALLOC_\w+|TZ|LANG|LC_ALL)"
)
_BATCH_SYSTEMS = (
    ("Slurm", "SLURM_JOB_ID", "SLURM_JOB_PARTITION"),
    ("PBS", "PBS_JOBID", "PBS_QUEUE"),
    ("LSF", "LSB_JOBID", "LSB_QUEUE"),
)
_LAUNCHERS = (
    ("torchrun", "TORCHELASTIC_RUN_ID"),
    ("Open MPI", "OMPI_COMM_WORLD_SIZE"),
    ("MPICH", "PMI_SIZE"),
    ("srun", "SLURM_STEP_ID"),
)


def environment(interpreter: str, path: Sequence[str]) -> Event:
    """The members of the event, for an interpreter with this path, in the current directory."""
    return {
        "packages": packages(path),
        "git": git(),
        "variables": variables(os.environ),
        "system": system(interpreter, os.environ),
    }


def packages(path: Sequence[str]) -> dict[str, str]:
    """The version of each package that lies in these directories; the first of a name counts."""
    found: dict[str, str] = {}
    for distribution in metadata.distributions(path=list(path)):
        described = distribution.metadata
        if described["Name"]:
            found.setdefault(described["Name"], described["Version"] or "")
    return dict(sorted(found.items()))


def variables(every: Mapping[str, str]) -> dict[str, str]:
    """Those of the variables that are known to shape a training; secrets are masked."""
    return {
        name: MASK if is_secret(name) else masked(value)
        for name, value in sorted(every.items())
        if _VARIABLES.fullmatch(name)
    }


def system(interpreter: str, variables: Mapping[str, str]) -> dict[str, str]:
    """Interpreter, batch job, launcher, container and driver, as far as there are such."""
    facts: dict[str, str | None] = {
        "interpreter": interpreter,
        "implementation": _implementation(interpreter),
        "container": container(),
        "gpu_driver": _driver(),
    }
    for name, job, queue in _BATCH_SYSTEMS:
        if job in variables:
            facts |= {"batch_system": name, "job": variables[job], "queue": variables.get(queue)}
            break
    facts["launcher"] = next((name for name, mark in _LAUNCHERS if mark in variables), None)
    return {name: value for name, value in facts.items() if value}


def _implementation(interpreter: str) -> str | None:
    """This interpreter's, which is the program's own; of another program there is none."""
    if not interpreter:
        return None
    return f"{platform.python_implementation()} {platform.python_version()}"


def git() -> Event | None:
    """Commit, and the diff of what is not committed; None outside of a repository."""
    commit = _git("rev-parse", "HEAD")
    if commit is None:
        return None
    changed = _git("status", "--porcelain") or ""
    diff = _git("diff", "HEAD", "--no-ext-diff", "--no-textconv", "--no-color") or ""
    if len(diff) > DIFF_BYTES:
        diff = f"{diff[:DIFF_BYTES]}\n… {len(diff) - DIFF_BYTES} more characters\n"
    dirty = bool(changed.strip())
    return {"commit": commit.strip(), "dirty": dirty, "diff": masked(diff) if diff else None}


def _git(*arguments: str) -> str | None:
    try:
        answer = subprocess.run(
            ["git", "--no-optional-locks", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_GIT_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):  # no git, no repository, or a very slow disk
        return None
    return answer.stdout.decode(errors="replace")


def _driver() -> str | None:
    try:
        first = Path("/proc/driver/nvidia/version").read_text().splitlines()[0]
    except (OSError, IndexError):
        return None
    return first.partition(":")[2].strip()
