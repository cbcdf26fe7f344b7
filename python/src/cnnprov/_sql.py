"""Questions to the server, in SQL."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cnnprov._encoding import scalar
from cnnprov._exceptions import MissingDependency, RequestRefused
from cnnprov._http import Answer, Server
from cnnprov._settings import Settings

if TYPE_CHECKING:
    import pandas
    import pyarrow

NOT_FINITE = {"NaN", "Infinity", "-Infinity"}


@dataclass(frozen=True)
class Column:
    """A column of an answer; `type` is the database's name of it, such as DOUBLE."""

    name: str
    type: str


@dataclass(frozen=True)
class Rows:
    """The answer to a query: iterable and countable, each row a tuple."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool
    """Whether the limit cut rows off."""

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> tuple[Any, ...]:
        return self.rows[index]

    def df(self) -> pandas.DataFrame:
        """The rows as a pandas DataFrame. Raises MissingDependency without pandas."""
        try:
            import pandas
        except ImportError as error:
            raise MissingDependency("pandas", "pandas") from error
        names = [column.name for column in self.columns]
        frame: pandas.DataFrame = pandas.DataFrame(list(self.rows), columns=names)
        return frame

    def arrow(self) -> pyarrow.Table:
        """The rows as an Arrow table. Raises MissingDependency without pyarrow."""
        try:
            import pyarrow
        except ImportError as error:
            raise MissingDependency("pyarrow", "arrow") from error
        arrays = [pyarrow.array([row[at] for row in self.rows]) for at in range(len(self.columns))]
        return pyarrow.Table.from_arrays(arrays, names=[column.name for column in self.columns])


def sql(query: str, parameters: Sequence[object] = (), limit: int = 10_000) -> Rows:
    """The rows that one reading statement gives, at most `limit` of them.

    `parameters` take the places of the question marks. Raises ServerUnreachable when no server
    answers at CNNPROV_URL, and RequestRefused, with what the database said, for a wrong query.
    """
    settings = Settings.from_environment()
    values = [scalar(parameter) for parameter in parameters]
    body = json.dumps({"sql": query, "parameters": values, "limit": limit}).encode()
    server = Server(settings.url, settings.token)
    try:
        answer = server.request(
            "POST",
            "/api/v1/sql",
            body,
            {"Content-Type": "application/json", "Accept": "application/json"},
        )
    finally:
        server.close()
    return _rows(answer)


def _rows(answer: Answer) -> Rows:
    try:
        members = json.loads(answer.body)
    except ValueError:
        members = None
    if answer.status != 200 or not isinstance(members, dict) or "columns" not in members:
        raise refusal(answer, members if isinstance(members, dict) else {})
    columns = tuple(Column(column["name"], column["type"]) for column in members["columns"])
    doubles = [
        at for at, column in enumerate(columns) if column.type in ("DOUBLE", "FLOAT", "REAL")
    ]
    rows = tuple(tuple(_with_floats(row, doubles)) for row in members["rows"])
    return Rows(columns, rows, bool(members.get("truncated")))


def _with_floats(row: list[Any], doubles: Sequence[int]) -> list[Any]:
    for at in doubles:
        value = row[at]
        if isinstance(value, int) or (isinstance(value, str) and value in NOT_FINITE):
            row[at] = float(value)
    return row


def refusal(answer: Answer, problem: dict[str, Any]) -> RequestRefused:
    """The error that an answer stands for, with what the server says of it."""
    detail = problem.get("detail") or problem.get("title")
    text = str(detail) if detail else "the server's answer is not one of CNNProv's"
    return RequestRefused(answer.status, problem.get("code"), text)
