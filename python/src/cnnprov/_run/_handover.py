"""A directory through which the processes of a run tell their runner something.

It stands on its own: the recogniser loads it in programs that do not have this package.

python.json        the interpreter and its path, from the first Python process
arguments.<pid>    what argparse made of a command line, as JSON
error.<pid>        the exception that ended a process, as JSON
claims/<rank>.<n>  the n-th training that a process of this rank began to capture
warnings           what could not be captured, a line each
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import Any

VARIABLE = "CNNPROV_RUN"


class Handover:
    """The directory, and which execution the run is."""

    def __init__(self, dataflow: str, execution: str, directory: str) -> None:
        self.dataflow = dataflow
        self.execution = execution
        self.directory = directory

    @classmethod
    def from_environment(cls) -> Handover | None:
        """The run that this process is a part of, or None."""
        try:
            return cls(**json.loads(os.environ[VARIABLE]))
        except (KeyError, TypeError, ValueError):
            return None

    def to_environment(self) -> str:
        """The value of the variable that tells the program's processes."""
        return json.dumps(vars(self))

    def write(self, name: str, value: object) -> None:
        """Leave a JSON document; readers see it whole or not at all."""
        with contextlib.suppress(OSError, TypeError, ValueError):
            draft = os.path.join(self.directory, f"{name}.{os.getpid()}.draft")
            with open(draft, "w", encoding="utf-8") as file:
                json.dump(value, file)
            os.rename(draft, os.path.join(self.directory, name))

    def read(self, name: str) -> list[Any]:
        """The documents whose name begins so, in the order of their names."""
        documents = []
        for found in sorted(os.listdir(self.directory)):
            if found.startswith(name) and not found.endswith(".draft"):
                with open(os.path.join(self.directory, found), encoding="utf-8") as file:
                    documents.append(json.load(file))
        return documents

    def claim(self, rank: int) -> int:
        """The number of a training that begins now among those of its rank, from 1."""
        claims = os.path.join(self.directory, "claims")
        os.makedirs(claims, exist_ok=True)
        number = 1
        while True:
            try:
                os.close(os.open(os.path.join(claims, f"{rank}.{number}"), os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                number += 1
                continue
            return number

    def is_claimed(self) -> bool:
        """Whether a training is captured from within."""
        return os.path.exists(os.path.join(self.directory, "claims"))

    def warn(self, text: str) -> None:
        """Tell the runner what could not be captured; the program's own output stays as it is."""
        path = os.path.join(self.directory, "warnings")
        with contextlib.suppress(OSError), open(path, "a", encoding="utf-8") as file:
            file.write(text.replace("\n", " ") + "\n")

    def warnings(self) -> list[str]:
        """What could not be captured."""
        try:
            with open(os.path.join(self.directory, "warnings"), encoding="utf-8") as file:
                return file.read().splitlines()
        except FileNotFoundError:
            return []
