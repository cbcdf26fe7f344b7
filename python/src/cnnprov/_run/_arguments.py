"""Hyperparameters that a command line and the configuration files on it give."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from cnnprov._encoding import Row, scalar
from cnnprov._secrets import MASK, is_secret, masked

CONFIGURATION_BYTES = 256 * 1024
"""The largest file that is read as a configuration."""
_MOST_VALUES = 500
_OPTION = re.compile(r"--?([A-Za-z][\w.-]*)(?:=(.*))?", re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def options(command: Sequence[str]) -> Row:
    """The options of a command line: `--rate 0.1`, `--rate=0.1`, `-r 0.1`, `--fast`.

    What else stands there is no hyperparameter.
    """
    found: Row = {}
    waiting: str | None = None
    for argument in command[1:]:
        option = None if _NUMBER.fullmatch(argument) else _OPTION.fullmatch(argument)
        if option is None:
            if waiting is not None:
                found[waiting] = _value(argument)
            waiting = None
            continue
        name = option[1].replace("-", "_")
        found[name] = True if option[2] is None else _value(option[2])
        waiting = name if option[2] is None else None
    return shown(found)


def shown(values: Mapping[str, object]) -> Row:
    """The values as a row holds them; secrets are masked."""
    row: Row = {}
    for name, value in list(values.items())[:_MOST_VALUES]:
        plain = scalar(value)
        row[name] = MASK if is_secret(name) else masked(plain) if isinstance(plain, str) else plain
    return row


def configuration_files(paths: Iterable[str], directory: Path) -> list[Path]:
    """Those of the paths that name a configuration file which is there."""
    files: dict[Path, None] = {}
    for path in paths:
        file = directory / path
        try:
            if file.suffix.lower() in _READERS and file.stat().st_size <= CONFIGURATION_BYTES:
                files[file.resolve()] = None
        except (OSError, ValueError):
            continue
    return list(files)


def configured(file: Path) -> Row:
    """The values of a configuration file, with the path to each joined by dots.

    Empty where it is no such file, or no package here reads it (YAML needs PyYAML).
    """
    try:
        content = _READERS[file.suffix.lower()](file.read_text(encoding="utf-8"))
    except Exception:  # whatever the file is, it is not ours to complain
        return {}
    return shown(dict(_leaves(content, ""))) if isinstance(content, dict) else {}


def _leaves(value: object, name: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _leaves(member, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        if not any(isinstance(member, (dict, list)) for member in value):
            yield name, " ".join(map(str, value))
    elif value is not None:
        yield name, value


def _value(text: str) -> str | float | int:
    if not _NUMBER.fullmatch(text):
        return text
    return int(text) if re.fullmatch(r"[+-]?\d{1,15}", text) else float(text)


def _toml(text: str) -> object:
    try:
        return importlib.import_module("tomllib").loads(text)
    except ImportError:  # Python 3.10
        return importlib.import_module("tomli").loads(text)


def _yaml(text: str) -> object:
    return importlib.import_module("yaml").safe_load(text)


_READERS: dict[str, Callable[[str], object]] = {
    ".json": json.loads,
    ".toml": _toml,
    ".yaml": _yaml,
    ".yml": _yaml,
}
