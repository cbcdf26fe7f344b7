"""One execution of a transformation, as the training script sees it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from types import TracebackType
from typing import Literal

from cnnprov._encoding import plain_row
from cnnprov._failsafe import never_raises
from cnnprov._task_log import TaskLog


class Task:
    """A task that runs, made by `Execution.task`. As a context manager it ends with its block.

    A block that fails makes the task FAILED, with the error; the error goes on to the caller.
    """

    def __init__(self, log: TaskLog) -> None:
        self._log = log

    @property
    def transformation(self) -> str:
        """The tag of the transformation."""
        return self._log.transformation

    @property
    def id(self) -> str:
        """The task's number within its transformation and execution."""
        return self._log.id

    @never_raises
    def use(self, set: str, /, **values: object) -> None:
        """Record a row of an input set, one value for each attribute.

        A set that an earlier transformation produced is named without values: it is what that
        one wrote.
        """
        if self._log.is_open:
            self._log.new_row(set, "INPUT", plain_row(values))

    @never_raises
    def produce(self, set: str, /, **values: object) -> None:
        """Record a row of an output set, one value for each attribute."""
        if self._log.is_open:
            self._log.new_row(set, "OUTPUT", plain_row(values))

    @never_raises
    def file(
        self,
        path: str | os.PathLike[str],
        *,
        role: str = "output",
        epoch: int | None = None,
    ) -> None:
        """Record a file that the task read (role "input") or wrote, with its size and SHA-256.

        The content is read before the call returns (about half a second for a gigabyte), because
        the training may write over the file afterwards.
        """
        if self._log.is_open:
            self._log.file(path, role, epoch)

    @never_raises
    def extract(
        self,
        set: str,
        path: str | os.PathLike[str],
        *,
        role: Literal["input", "output"] = "output",
        format: str | None = None,
        columns: Sequence[str] | None = None,
        delimiter: str | None = None,
        header: bool = True,
        dataset: str = "/",
    ) -> None:
        """Record the rows of a raw data file as rows of a set, and the file itself.

        Args:
            set: the set that they are rows of, an output set unless `role` is "input".
            path: the file; it is read here, by its own library (NumPy, h5py).
            role: whether the task wrote the file, or read it.
            format: csv, jsonl, npz or hdf5; by default told by how the name ends.
            columns: those to keep, by default all; the names where CSV has no header.
            delimiter: between the values of CSV, by default a comma.
            header: whether the first line of CSV has the names.
            dataset: the group, or the compound dataset, of an HDF5 file.

        Of a file with an error nothing is recorded; a `CaptureWarning` says where it is.
        """
        from cnnprov._raw import extracted, raw_file  # a training without raw files starts sooner

        if not self._log.is_open:
            return
        file = raw_file(
            path,
            format=format,
            columns=columns,
            delimiter=delimiter,
            header=header,
            dataset=dataset,
            types=self._log.types_of(set),
        )
        for rows in extracted(file):
            self._log.new_rows(set, "OUTPUT" if role == "output" else "INPUT", rows)
        self._log.file(path, role, None)

    @never_raises
    def end(self, error: BaseException | None = None) -> None:
        """End the task: FINISHED, or FAILED when there was an error. Later calls do nothing."""
        self._log.end(error)

    def __enter__(self) -> Task:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end(error)
