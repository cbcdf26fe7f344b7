"""The executions of a capture: one for each training that it is given."""

from __future__ import annotations

import weakref
from typing import Any, Generic, TypeVar

from cnnprov._execution import Execution, execution
from cnnprov._trainings.recording import Recording

R = TypeVar("R", bound=Recording)

_finished: list[tuple[weakref.ref[Recording], Execution]] = []
"""The trainings that ended well; their executions stay open for tests and saved files."""


class Series(Generic[R]):
    """Begins an execution for each training, or goes on with the one before."""

    def __init__(self, dataflow_tag: str, resumed_from: str | None = None) -> None:
        """`resumed_from` is the tag of the execution that the first training goes on from."""
        self.dataflow_tag = dataflow_tag
        self._resumed_from = resumed_from
        self.training: R | None = None
        """The training that runs, or ran last."""
        self._execution: Execution | None = None

    @property
    def execution(self) -> Execution:
        """The execution of the latest training; before the first, the one it will belong to."""
        if self._execution is None:
            self._execution = execution(self.dataflow_tag, resumed_from=self._resumed_from)
        return self._execution

    def next(self, model: Any, *, resumes: bool, resumed_from: str | None = None) -> R | None:
        """Make the execution of the next training of this model the latest one.

        A training that `resumes` goes on with the model's previous one, which is returned, or
        when that was ended, gets a new execution. `resumed_from` is what another process began.
        """
        previous, self.training = self.training, None
        resumes = resumes and previous is not None and previous.model is model
        continues = previous if resumes and self.execution.is_open else None
        _close_finished(model, self.execution if continues else None)
        if previous is not None and not continues:
            before = previous.execution.tag if resumes else resumed_from
            self._execution = execution(self.dataflow_tag, resumed_from=before)
        elif self._execution is None:
            before = resumed_from or self._resumed_from
            self._execution = execution(self.dataflow_tag, resumed_from=before)
        return continues

    def finished(self) -> None:
        """The training ended well; tests and saved files may follow."""
        if self.training is not None:
            _finished.append((weakref.ref(self.training), self.training.execution))


def _close_finished(model: Any, but: Execution | None) -> None:
    """Let the finished trainings of this model go, and those whose model is gone."""
    for entry in list(_finished):
        training, of_training = entry[0](), entry[1]
        if training is not None and training.model is not model:
            continue
        _finished.remove(entry)
        if training is not None:
            training.detach()
        if of_training is not but:
            of_training.end()
