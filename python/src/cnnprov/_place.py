"""Where a new execution stands: by itself, or within a run of `cnnprov run`."""

from __future__ import annotations

from typing import NamedTuple

from cnnprov._identity import Rank, execution_tag
from cnnprov._run._handover import Handover


class Place(NamedTuple):
    """The tag of the execution, and how it belongs to a run."""

    tag: str
    is_guest: bool = False
    """Whether the runner begins and ends it, and this process only adds to it."""
    run: str | None = None
    """The tag of the run that it happens in, as an execution of its own."""

    @classmethod
    def of(cls, dataflow: str, rank: Rank) -> Place:
        """The place of the execution that begins now.

        The first training of a run, on each of its ranks, joins the run's execution; later ones
        are numbered. One of another dataflow is by itself, and knows the run that it happens in.
        """
        run = Handover.from_environment()
        if run is None:
            return cls(execution_tag(dataflow))
        if run.dataflow.lower() != dataflow.lower():
            return cls(execution_tag(dataflow), run=run.execution)
        number = run.claim(rank.index)
        if number == 1:
            return cls(run.execution, is_guest=True)
        return cls(f"{run.execution}-{number}", run=run.execution)
