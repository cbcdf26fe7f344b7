"""ProvToolbox in a process of its own: its readers, and its validator of PROV-CONSTRAINTS."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

TARGET = Path(__file__).parents[3] / "prov-readers" / "target"


def ask(question: str, files: Iterable[Path]) -> dict[Path, Any]:
    """Answers `read` (statements) or `validate` (violations) for each document."""
    classpath = TARGET / "classpath.txt"
    if not classpath.is_file():
        reason = f"{classpath} is missing: run `mvn -q -DskipTests package` in the checkout"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    told = subprocess.run(
        [
            "java",
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            os.pathsep.join([str(TARGET / "classes"), classpath.read_text()]),
            "org.cnnprov.provreaders.Main",
            question,
            *map(str, files),
        ],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert told.returncode == 0, told.stderr[-4000:]
    answers = [json.loads(line) for line in told.stdout.splitlines()]
    failed = {answer["file"]: answer["error"] for answer in answers if "error" in answer}
    assert not failed, f"{failed}\n{told.stderr[-4000:]}"
    return {Path(answer["file"]): answer["found"] for answer in answers}
