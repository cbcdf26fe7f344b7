"""What the environment sets, read when it is needed and not at import."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

DEFAULT_URL = "http://127.0.0.1:22000"
DEFAULT_SPOOL = Path("~/.cnnprov/spool")


class Settings(NamedTuple):
    """The environment variables of the capture library, with their defaults."""

    url: str
    """CNNPROV_URL: the server, without a slash at its end."""
    token: str | None
    """CNNPROV_TOKEN: sent as a bearer token."""
    spool: Path
    """CNNPROV_SPOOL: the directory in which events wait for the server."""
    execution: str | None
    """CNNPROV_EXECUTION: the tag that all ranks of one execution share."""
    resources_seconds: float
    """CNNPROV_RESOURCES: seconds between two looks at CPU, memory and cards; 0: no helper process,
    so neither resources nor the environment are recorded."""
    disabled: bool
    """CNNPROV_DISABLED: every capture call does nothing."""

    @classmethod
    def from_environment(cls) -> Settings:
        """Read the variables as they are now."""
        return cls(
            url=(os.environ.get("CNNPROV_URL") or DEFAULT_URL).rstrip("/"),
            token=os.environ.get("CNNPROV_TOKEN") or None,
            spool=Path(os.environ.get("CNNPROV_SPOOL") or DEFAULT_SPOOL).expanduser().absolute(),
            execution=os.environ.get("CNNPROV_EXECUTION") or None,
            resources_seconds=_seconds("CNNPROV_RESOURCES", 10.0),
            disabled=os.environ.get("CNNPROV_DISABLED", "") not in ("", "0"),
        )


def _seconds(name: str, default: float) -> float:
    """A number of seconds; what is none counts as not set, since a training must not end for it."""
    try:
        return max(0.0, float(os.environ.get(name) or default))
    except ValueError:
        return default
