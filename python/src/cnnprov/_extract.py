"""The rows of a raw data file as rows of a set, outside of the program that wrote it."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from cnnprov._declarations import Declarations, Plan, SetType
from cnnprov._encoding import Event, Row
from cnnprov._exceptions import CaptureWarning, CnnprovError, ServerUnreachable
from cnnprov._execution import Execution
from cnnprov._guest import GuestLog
from cnnprov._raw import RawFile, extracted, raw_file
from cnnprov._sql import sql
from cnnprov._task_log import TaskLog


@dataclass(frozen=True)
class Extraction:
    """What was recorded of a raw data file: how many rows, and where they belong."""

    rows: int
    set: str
    transformation: str
    task: str
    execution: str


def extract(
    path: str | os.PathLike[str],
    dataflow: str,
    *,
    extractor: str | None = None,
    transformation: str | None = None,
    set: str | None = None,
    role: Literal["input", "output"] = "output",
    execution: str | None = None,
    task: str = "1",
    format: str | None = None,
    columns: Sequence[str] | None = None,
    delimiter: str | None = None,
    header: bool = True,
    dataset: str = "/",
) -> Extraction:
    """Record the rows of a raw data file as rows of a set, and the file with its size and hash.

    For files that are read after the program that wrote them, or beside it; the program itself
    calls `Task.extract`. Needs the server to look up what the dataflow declares.

    Args:
        path: the file, which is read here.
        dataflow: the tag of the dataflow.
        extractor: one that the dataflow declares; it says set, format and columns.
        transformation: what wrote, or read, the file; needed without an extractor.
        set: the set that the rows are of; needed without an extractor.
        role: whether the transformation wrote the file, or read it; an extractor knows.
        execution: the tag of an execution that exists, by default a new one.
        task: the number of the task.
        format: csv, jsonl, npz or hdf5; by default told by how the name ends.
        columns: those to keep, by default all; the names where CSV has no header.
        delimiter: between the values of CSV, by default a comma.
        header: whether the first line of CSV has the names.
        dataset: the group, or the compound dataset, of an HDF5 file.

    Raises:
        ExtractionError: the file cannot be read; with the place. Nothing is recorded.
        CnnprovError: the dataflow declares no such extractor, or has no such execution.
        ServerUnreachable: an extractor could not be looked up. Without one there is a
            `CaptureWarning` instead, and the rows go to the spool.
    """
    target, file = located(
        path,
        dataflow,
        extractor=extractor,
        transformation=transformation,
        set=set,
        role=role,
        format=format,
        columns=columns,
        delimiter=delimiter,
        header=header,
        dataset=dataset,
    )
    rows, tag = _record(file, target, execution, task)
    return Extraction(rows, target.set, target.transformation, task, tag)


@dataclass(frozen=True)
class Target:
    """The set that rows belong to, and the transformation that wrote or read them."""

    dataflow: str
    transformation: str
    set: str
    kind: SetType

    def described(self, types: Mapping[str, str]) -> tuple[Event, ...]:
        """The transformation with what is known of the set, or nothing when it is new."""
        if not types:
            return ()
        attributes = [{"name": name, "type": type} for name, type in types.items()]
        described = {"tag": self.set, "type": self.kind, "attributes": attributes}
        return ({"tag": self.transformation, "sets": [described]},)


def located(
    path: str | os.PathLike[str],
    dataflow: str,
    *,
    extractor: str | None,
    transformation: str | None,
    set: str | None,
    role: str,
    format: str | None,
    columns: Sequence[str] | None,
    **how: Any,
) -> tuple[Target, RawFile]:
    """Where the rows of a file belong, and the file with the types that the set has there."""
    if extractor:
        target, declared_format, declared_columns = _declared(dataflow, extractor)
        format, columns = format or declared_format, columns or declared_columns
    elif transformation and set:
        target = Target(dataflow, transformation, set, "INPUT" if role == "input" else "OUTPUT")
    else:
        raise CnnprovError("expected an extractor, or a transformation and a set")
    file = raw_file(path, format=format, columns=columns, types=_types(target), **how)
    return target, file


def _declared(dataflow: str, extractor: str) -> tuple[Target, str, list[str] | None]:
    found = sql(
        """
        select x.tag, s.tag, l.type, e.extension,
          list(a.name order by a.position) filter (a.id is not null)
        from public.extractor e
        join public.data_set s on s.id = e.ds_id
        join public.dataflow d on d.id = s.df_id
        join public.data_set_link l on l.ds_id = s.id
        join public.data_transformation x on x.id = l.dt_id
        left join public.attribute a on a.extractor_id = e.id
        where d.tag = ? and lower(e.tag) = ?
        group by all order by l.type desc limit 1""",
        [dataflow.lower(), extractor.lower()],
    )
    if not found.rows:
        raise CnnprovError(f"the dataflow {dataflow!r} declares no extractor {extractor!r}")
    transformation, set_tag, kind, extension, names = found.rows[0]
    return Target(dataflow, transformation, set_tag, kind), str(extension).lower(), names


def _types(target: Target) -> dict[str, str]:
    """The types of the attributes that the set has already, by their names in lower case."""
    try:
        found = sql(
            """
            select a.name, a.type
            from public.attribute a
            join public.data_set s on s.id = a.ds_id
            join public.dataflow d on d.id = s.df_id
            where d.tag = ? and s.tag = ?""",
            [target.dataflow.lower(), target.set.lower()],
        )
    except ServerUnreachable as error:
        warnings.warn(f"the set could not be looked up. {error}", CaptureWarning, stacklevel=3)
        return {}
    return {str(name): str(type) for name, type in found.rows}


def _record(file: RawFile, target: Target, execution: str | None, task: str) -> tuple[int, str]:
    pieces = extracted(file)
    first = next(pieces, None)  # what is wrong with the file shows before anything is begun
    if first is None:
        raise CnnprovError(f"{file.path} has no rows")
    known = file.options.types
    plan = Plan(target.dataflow, predefined=False, transformations=target.described(known))
    if execution is None:
        with Execution(target.dataflow, plan=plan) as own:
            log = own.new_task(target.transformation, task)
            log.begin([])
            return _write(file, log, target, chain([first], pieces)), own.tag
    _expect_execution(target.dataflow, execution)
    events = GuestLog(target.dataflow, execution)
    log = TaskLog(events, Declarations(plan), (target.transformation, task), lambda _: None)
    count = _write(file, log, target, chain([first], pieces))
    events.close()
    return count, execution


def _write(file: RawFile, log: TaskLog, target: Target, pieces: Iterable[list[Row]]) -> int:
    count = 0
    for rows in pieces:
        log.new_rows(target.set, target.kind, rows)
        count += len(rows)
    log.file(file.path, "output" if target.kind == "OUTPUT" else "input", None)
    return count


def _expect_execution(dataflow: str, execution: str) -> None:
    try:
        known = sql(
            """
            select 1 from public.dataflow_execution e join public.dataflow d on d.id = e.df_id
            where d.tag = ? and e.tag = ?""",
            [dataflow.lower(), execution],
        )
    except ServerUnreachable as error:
        warnings.warn(
            f"the execution could not be looked up. {error}", CaptureWarning, stacklevel=4
        )
        return
    if not known.rows:
        raise CnnprovError(f"the dataflow {dataflow!r} has no execution {execution!r}")
