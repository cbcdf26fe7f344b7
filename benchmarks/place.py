"""Where the benchmarks run: paths, the machine, and the stores that are kept between runs."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JAR = Path(os.environ.get("CNNPROV_JAR", ROOT / "server" / "target" / "cnnprov.jar"))
LOADS_JAR = ROOT / "benchmarks" / "target" / "benchmarks.jar"
OTHERS = ROOT / ".venv" / "others" / "bin"
KEPT = ROOT / ".bench"
"""Ignored by git. `store` holds 10⁷ values and 200 dataflows; `work` is emptied by each row."""


@contextmanager
def directory(name: str, kept: str | None = None) -> Iterator[Path]:
    """A directory for one row, a copy of a kept one or empty; removed behind it."""
    path = KEPT / "work" / name
    shutil.rmtree(path, ignore_errors=True)
    if kept is None:
        path.mkdir(parents=True)
    else:
        shutil.copytree(KEPT / kept, path)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def size(path: Path) -> int:
    """Bytes of all files in the directory."""
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def machine() -> dict[str, str]:
    """What the figures depend on."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    cpu = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    java = subprocess.run(["java", "-version"], capture_output=True, text=True, check=True).stderr
    return {
        "processor": f"{os.cpu_count()} cores of {cpu}, shared by client, server and database",
        "memory": f"{pages / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "java": java.splitlines()[0].replace('"', ""),
        "python": platform.python_version(),
    }


def commit() -> str:
    """The commit that is measured, with a + where the tree differs from it."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty=+"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
