"""Processes that are nobody's children."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

# The shell gives a background process no standard input unless it is named.
_IN_BACKGROUND = 'exec 3<&0; "$@" <&3 3<&- &'


def start_detached(
    command: Sequence[str],
    *,
    stdin: int,
    stdout: int | IO[bytes],
    stderr: int | IO[bytes],
    directory: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Start a process in a session of its own, through a shell that ends at once.

    So a program that waits for all of its children never waits for it, and nobody has to reap it.
    Raises OSError or CalledProcessError when it cannot be started.
    """
    subprocess.run(
        ["/bin/sh", "-c", _IN_BACKGROUND, "sh", *command],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
        cwd=directory,
        env=environment,
        check=True,
    )
