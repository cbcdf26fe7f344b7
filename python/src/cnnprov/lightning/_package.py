"""The classes of the callbacks of Lightning, which has two names."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from cnnprov._exceptions import MissingDependency

NAMES = ("lightning.pytorch", "pytorch_lightning")


def callback_classes() -> tuple[type[Any], ...]:
    """`Callback` of each name that is imported already; else of the first one installed.

    A trainer looks at what a callback can do and not at its class, so either works with both.
    """
    callbacks = (getattr(sys.modules.get(name), "Callback", None) for name in NAMES)
    loaded = tuple(callback for callback in callbacks if callback is not None)
    return loaded or (_imported().Callback,)


def _imported() -> Any:
    for name in NAMES:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise MissingDependency("lightning", "lightning")
