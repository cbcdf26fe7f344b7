"""`cnnprov extract`: a raw data file as rows of a data set."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from cnnprov._declarations import Declarations, Plan, SetType
from cnnprov._encoding import Event, Row
from cnnprov._exceptions import CnnprovError, ServerUnreachable
from cnnprov._execution import Execution
from cnnprov._guest import GuestLog
from cnnprov._raw import FORMATS, RawFile, extracted, raw_file
from cnnprov._sql import sql
from cnnprov._task_log import TaskLog

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_EXAMPLES = """\
examples:
  cnnprov extract results.csv --dataflow heat --transformation Solve --set oSolve
  cnnprov extract fields.h5 --dataset /step_10 --columns x,u --dataflow heat \\
      --transformation Solve --set oSolve --execution heat-20261123T120000Z-1a2b3c4d --task 1
  cnnprov extract results.csv --dataflow heat --extractor ext1
  cnnprov extract results.csv --show | head

The file is read where this command runs; the rows, its size and its SHA-256 go to the server.
Of a file with an error nothing is recorded."""


@dataclass(frozen=True)
class _Target:
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


def add_to(commands: Commands) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "extract",
        help="record the rows of a raw data file",
        description="Record the rows of a CSV, JSON lines, NPZ or HDF5 file as rows of a data set.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", help="the raw data file")
    where = parser.add_argument_group("where the rows belong")
    where.add_argument("--dataflow", metavar="TAG")
    where.add_argument("--transformation", metavar="TAG", help="what wrote, or read, the file")
    where.add_argument("--set", metavar="TAG", help="the data set")
    where.add_argument("--input", action="store_true", help="the transformation read the file")
    where.add_argument(
        "--extractor",
        metavar="TAG",
        help="an extractor that the dataflow declares: it says set, format and columns",
    )
    where.add_argument(
        "--execution", metavar="TAG", help="an execution that exists; by default a new one"
    )
    where.add_argument("--task", metavar="ID", help="the task's number (default: 1)", default="1")
    how = parser.add_argument_group("how the file is read")
    how.add_argument("--format", choices=FORMATS, help="by default told by how the name ends")
    how.add_argument("--columns", metavar="A,B", help="those to keep; names where there is none")
    how.add_argument("--delimiter", help="between the values of CSV (default: a comma)")
    how.add_argument("--no-header", action="store_true", help="CSV without a line of names")
    how.add_argument("--dataset", default="/", help="group or compound dataset of HDF5")
    how.add_argument("--show", action="store_true", help="print the rows, record nothing")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the rows, or record them."""
    target, format, columns = _wanted(options)
    file = raw_file(
        options.file,
        format=options.format or format,
        columns=options.columns.split(",") if options.columns else columns,
        delimiter=options.delimiter,
        header=not options.no_header,
        dataset=options.dataset,
        types=_types(target) if target else None,
    )
    if options.show:
        for row in file.rows():
            print(row)
        return 0
    if target is None:
        raise CnnprovError("expected --dataflow, --transformation and --set, or --show")
    rows, execution = _record(file, target, options.execution, options.task)
    print(
        f"{rows} rows of {file.path} → {target.set} of {target.transformation} {options.task}, "
        f"execution {execution}"
    )
    return 0


def _wanted(options: argparse.Namespace) -> tuple[_Target | None, str | None, list[str] | None]:
    if options.extractor:
        return _declared(options.dataflow, options.extractor)
    if not (options.dataflow and options.transformation and options.set):
        return None, None, None
    kind: SetType = "INPUT" if options.input else "OUTPUT"
    return (
        _Target(options.dataflow, options.transformation, options.set, kind),
        None,
        None,
    )


def _declared(dataflow: str | None, extractor: str) -> tuple[_Target, str, list[str] | None]:
    if not dataflow:
        raise CnnprovError("expected --dataflow beside --extractor")
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
    return _Target(dataflow, transformation, set_tag, kind), str(extension).lower(), names


def _types(target: _Target) -> dict[str, str]:
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
        print(f"cnnprov: the set could not be looked up. {error}", file=sys.stderr)
        return {}
    return {str(name): str(type) for name, type in found.rows}


def _record(file: RawFile, target: _Target, execution: str | None, task: str) -> tuple[int, str]:
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


def _write(file: RawFile, log: TaskLog, target: _Target, pieces: Iterable[list[Row]]) -> int:
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
        print(f"cnnprov: the execution could not be looked up. {error}", file=sys.stderr)
        return
    if not known.rows:
        raise CnnprovError(f"the dataflow {dataflow!r} has no execution {execution!r}")
