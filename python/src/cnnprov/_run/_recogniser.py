"""Attaches to frameworks when a program imports them.

It runs in every Python process of a run before the program's first line, so it loads nothing but
the standard library, and the capture library only once a framework is there. A framework's package
here has a module `_attach` with `attach(dataflow_tag)`: called once, right after the framework was
imported, it patches what trains, so that each training is captured.
"""

from __future__ import annotations

import atexit
import importlib.machinery
import importlib.util
import os
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

_ATTACHED_BY = {
    "keras": "keras",
    "lightning.pytorch": "lightning",
    "pytorch_lightning": "lightning",
    "transformers.trainer": "transformers",
    "torch": "torch",
}
"""The modules whose import means that something may train, and what captures it here."""


def recognise(package: str) -> None:
    """Watch what this process imports; `package` is the directory of the capture library."""
    run = _handover(package)
    if run is None:
        return
    first = {"executable": sys.executable, "path": [entry for entry in sys.path if entry]}
    if not os.path.exists(os.path.join(run.directory, "python.json")):
        run.write("python.json", first)
    arguments = _Arguments(run)
    hooks: dict[str, Callable[[ModuleType], None]] = {"argparse": arguments.watch}
    for module, name in _ATTACHED_BY.items():
        hooks[module] = _attachment(package, name, run)
    sys.meta_path.insert(0, _Finder(hooks))
    if "argparse" in sys.modules:
        arguments.watch(sys.modules["argparse"])
    atexit.register(_tell_error, run)


class _Finder:
    """Finds what the others find, and calls a hook once the module was executed.

    It stays: TensorFlow, for one, asks for Keras' place long before it imports it.
    """

    def __init__(self, hooks: dict[str, Callable[[ModuleType], None]]) -> None:
        self._hooks = hooks

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The place of a module that has a hook; None for all others."""
        if name not in self._hooks:
            return None
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            spec = None if finder is self or find is None else find(name, path, target)
            if spec is not None:
                self._hook(name, spec.loader)
                found: importlib.machinery.ModuleSpec = spec
                return found
        return None

    def _hook(self, name: str, loader: Any) -> None:
        original = getattr(loader, "exec_module", None)
        if original is None:
            return

        def exec_module(module: ModuleType) -> None:
            original(module)
            hook = self._hooks.pop(name, None)
            if hook is not None:
                hook(module)

        loader.exec_module = exec_module


class _Arguments:
    """What argparse makes of the program's command line."""

    def __init__(self, run: Any) -> None:
        self._run = run
        self._depth = threading.local()

    def watch(self, argparse: ModuleType) -> None:
        """Wrap the method that all parsing goes through; subparsers call it from within."""
        original = argparse.ArgumentParser.parse_known_args

        def parse_known_args(parser: Any, *args: Any, **kwargs: Any) -> Any:
            depth = getattr(self._depth, "value", 0)
            self._depth.value = depth + 1
            try:
                parsed = original(parser, *args, **kwargs)
            finally:
                self._depth.value = depth
            if depth == 0 and _is_own_program():
                self._run.write(f"arguments.{os.getpid()}", _plain(vars(parsed[0])))
            return parsed

        parse_known_args.__doc__ = original.__doc__
        parse_known_args.__wrapped__ = original  # type: ignore[attr-defined]
        argparse.ArgumentParser.parse_known_args = parse_known_args


def _attachment(package: str, name: str, run: Any) -> Callable[[ModuleType], None]:
    def attach(_module: ModuleType) -> None:
        try:
            _load_library(package)
            if importlib.util.find_spec(f"cnnprov.{name}._attach") is None:
                return
            importlib.import_module(f"cnnprov.{name}._attach").attach(run.dataflow)
        except Exception as error:
            run.warn(f"{name} was not recognised: {type(error).__name__}: {error}")

    return attach


def _load_library(package: str) -> None:
    """Load the capture library, also where the program's interpreter does not have it."""
    if "cnnprov" not in sys.modules and importlib.util.find_spec("cnnprov") is None:
        _load("cnnprov", os.path.join(package, "__init__.py"), [package])


def _handover(package: str) -> Any:
    path = os.path.join(package, "_run", "_handover.py")
    return _load("_cnnprov_handover", path, None).Handover.from_environment()


def _load(name: str, path: str, places: list[str] | None) -> Any:
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=places)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _is_own_program() -> bool:
    """Whether somebody wrote this program here; a tool such as torchrun lies in the prefix."""
    main = getattr(sys.modules.get("__main__"), "__file__", None)
    return main is not None and not os.path.abspath(main).startswith(sys.prefix + os.sep)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """The values that JSON can hold; paths and lists become text, functions are left out."""
    plain: dict[str, Any] = {}
    for name, value in values.items():
        if value is None or callable(value):
            continue
        if isinstance(value, (list, tuple)):
            value = " ".join(map(str, value))
        plain[name] = value if isinstance(value, (bool, int, float, str)) else str(value)
    return plain


def _tell_error(run: Any) -> None:
    error = getattr(sys, "last_value", None)
    if isinstance(error, BaseException) and not hasattr(sys, "ps1"):
        trace = traceback.format_exception(type(error), error, error.__traceback__)
        described = {
            "type": type(error).__name__,
            "message": str(error),
            "traceback": "".join(trace),
        }
        run.write(f"error.{os.getpid()}", described)
