"""Who trains, on what machine, with which program."""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import socket
import sys
from pathlib import Path

_FRAMEWORKS = ("lightning", "transformers", "keras", "torch", "tensorflow", "jax")


def person() -> dict[str, object]:
    """The user's name, and the address that EMAIL holds."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a container whose user has no name
        name = f"uid {os.getuid()}"
    return {"name": name, "email": os.environ.get("EMAIL")}


def machine() -> dict[str, object]:
    """Host, processor, memory in bytes, and the names of NVIDIA's cards."""
    return {
        "host": socket.gethostname(),
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
        "framework": _framework(),
        "command": list(sys.argv),
    }


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


def _framework() -> str | None:
    for name in _FRAMEWORKS:
        version = getattr(sys.modules.get(name), "__version__", None)
        if version:
            return f"{name} {version}"
    return None
