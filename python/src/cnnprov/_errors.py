"""Exceptions as the events tell them."""

from __future__ import annotations

import traceback
from typing import Literal

Status = Literal["FINISHED", "FAILED", "ABORTED"]


def described(error: BaseException | None) -> dict[str, object] | None:
    """Type, message and traceback of the error."""
    if error is None:
        return None
    return {
        "type": type(error).__name__,
        "message": str(error),
        "traceback": "".join(traceback.format_exception(type(error), error, error.__traceback__)),
    }


def status_after(error: BaseException | None) -> Status:
    """How an execution ends that this error ended: Ctrl-C aborts it, `sys.exit(0)` finishes it."""
    if error is None or isinstance(error, GeneratorExit):
        return "FINISHED"
    if isinstance(error, KeyboardInterrupt):
        return "ABORTED"
    if isinstance(error, SystemExit) and error.code in (None, 0):
        return "FINISHED"
    return "FAILED"
