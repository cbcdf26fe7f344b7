"""Nothing that goes wrong in a capture call reaches the training."""

from __future__ import annotations

import functools
import logging
import warnings
from collections.abc import Callable
from typing import ParamSpec

from cnnprov._exceptions import CaptureWarning
from cnnprov._run._handover import Handover

P = ParamSpec("P")
_log = logging.getLogger("cnnprov")
_warned: set[str] = set()


def never_raises(call: Callable[P, None]) -> Callable[P, None]:
    """A capture call whose errors become one `CaptureWarning` for each call and kind of error."""

    @functools.wraps(call)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            call(*args, **kwargs)
        except Exception as error:
            warn_once(*failure(call.__qualname__, error))

    return guarded


def failure(call: str, error: Exception) -> tuple[str, str]:
    """What to warn of when this capture call raised this error, and why."""
    return f"{call} captured nothing: {type(error).__name__}", str(error)


def warn_once(what: str, why: str = "") -> None:
    """Warn of `what` the first time; afterwards it only goes to the log, at level DEBUG."""
    message = f"{what} ({why})" if why else what
    if what in _warned:
        _log.debug(message)
        return
    _warned.add(what)
    run = Handover.from_environment()
    if run is not None:  # the program's output is its own
        run.warn(message)
        return
    try:
        warnings.warn(CaptureWarning(message), stacklevel=3)
    except CaptureWarning:  # warnings are errors here, and the training must not see one
        _log.warning(message)
