"""Who trains, on what machine, with which program."""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import socket
import sys
from pathlib import Path

from cnnprov._secrets import masked_command

_FRAMEWORKS = ("lightning", "transformers", "keras", "torch", "tensorflow", "jax")


def person() -> dict[str, object]:
    """The user's name, and the address that EMAIL holds."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a container whose user has no name
        name = f"uid {os.getuid()}"
    return {"name": name, "email": os.environ.get("EMAIL")}


def machine() -> dict[str, object]:
    """Host, system, processor, memory in bytes, and the names of NVIDIA's cards."""
    system = os.uname()
    return {
        "host": socket.gethostname(),
        "os": system.sysname,
        "platform": f"{system.sysname} {system.release}",
        "architecture": system.machine,
        "in_container": container() is not None,
        "cpu": _processor(),
        "cores": os.cpu_count(),
        "memory_bytes": _memory_bytes(),
        "gpus": _cards(),
    }


def program() -> dict[str, object]:
    """The script, its language, the framework that it has loaded, and its command line."""
    return {
        "name": Path(sys.argv[0]).name or "python",
        "language": f"python {platform.python_version()}",
        "framework": framework(),
        "command": masked_command(sys.argv),
    }


def container() -> str | None:
    """The kind of container that this process runs in, if it runs in one."""
    if "KUBERNETES_SERVICE_HOST" in os.environ:
        return "kubernetes"
    for variable in ("APPTAINER_CONTAINER", "SINGULARITY_CONTAINER"):
        if variable in os.environ:
            return "apptainer"
    if Path("/run/.containerenv").exists():
        return "podman"
    return "docker" if Path("/.dockerenv").exists() else os.environ.get("container")  # noqa: SIM112 (podman, systemd)


def _processor() -> str:
    with contextlib.suppress(OSError), Path("/proc/cpuinfo").open() as lines:
        for line in lines:
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory_bytes() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError):
        return None


def _cards() -> list[str]:
    names = []
    for description in sorted(Path("/proc/driver/nvidia/gpus").glob("*/information")):
        with contextlib.suppress(OSError):
            for line in description.read_text().splitlines():
                if line.startswith("Model:"):
                    names.append(line.partition(":")[2].strip())
    return names


def framework() -> str | None:
    """The framework that is loaded, with its version."""
    for name in _FRAMEWORKS:
        version = getattr(sys.modules.get(name), "__version__", None)
        if version:
            return f"{name} {version}"
    return None
