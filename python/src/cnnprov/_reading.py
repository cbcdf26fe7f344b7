"""What the server holds: executions and their curves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

from cnnprov._exceptions import MissingDependency, RequestRefused, ServerUnreachable
from cnnprov._http import Answer, Server
from cnnprov._notebook import shown_execution, shown_executions
from cnnprov._settings import Settings
from cnnprov._sql import NOT_FINITE, refusal

if TYPE_CHECKING:
    import pandas

Axis = Literal["epoch", "step", "time"]
_PAGE = 1_000


@dataclass(frozen=True)
class Curve:
    """A metric of an execution over its epochs, its steps, or the seconds since its start."""

    execution: int
    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]


class Curves(tuple[Curve, ...]):
    """Curves, one for each execution and name asked for."""

    __slots__ = ()

    def df(self) -> pandas.DataFrame:
        """A row for each point: execution, name, x, y. Raises MissingDependency without pandas."""
        points = [
            (curve.execution, curve.name, x, y)
            for curve in self
            for x, y in zip(curve.x, curve.y, strict=True)
        ]
        return _frame(points, ["execution", "name", "x", "y"])


class ExecutionRecord:
    """An execution as the server holds it; in a notebook it shows its curves and adaptations."""

    def __init__(self, members: dict[str, Any]) -> None:
        self.id: int = members["id"]
        """This server's number of it."""
        self.tag: str = members["tag"]
        """The tag that its client gave it."""
        self.dataflow: str = members["dataflow"]["tag"]
        """The tag of its dataflow."""
        self.status: str = members["status"]
        """RUNNING, FINISHED, FAILED or ABORTED."""
        self.started_at: str | None = members["started_at"]
        """When it began, RFC 3339 in UTC."""
        self.ended_at: str | None = members["ended_at"]
        """When it ended; None while it runs."""
        self.hyperparameters: dict[str, Any] = members["hyperparameters"] or {}
        """What it was given, by name."""
        self.metrics: dict[str, dict[str, float | None]] = {
            name: {which: _number(value) for which, value in summary.items()}
            for name, summary in (members["metrics"] or {}).items()
        }
        """The last, least and greatest value of each metric, by name."""

    @cached_property
    def details(self) -> dict[str, Any]:
        """All that the server tells of it, asked for once: adaptations, files, environment."""
        return asked(f"/api/v1/executions/{self.id}")

    def series(self, *names: str, x: Axis = "epoch", points: int = 2_500) -> Curves:
        """The curves of these metrics, by default of all; see `cnnprov.series`."""
        return series([self], names or tuple(self.metrics), x=x, points=points)

    def __repr__(self) -> str:
        return f"<execution {self.id} of {self.dataflow}: {self.tag}, {self.status}>"

    def _repr_html_(self) -> str:
        curves = self.series() if self.metrics else ()
        return shown_execution(self, curves, self.details["adaptations"])


class Executions(tuple[ExecutionRecord, ...]):
    """Executions; in a notebook they show themselves as a table."""

    __slots__ = ()

    def df(self) -> pandas.DataFrame:
        """A row for each, with hyperparameters and last metrics. Raises MissingDependency."""
        rows = [_row(each) for each in self]
        return _frame(rows, list(dict.fromkeys(name for row in rows for name in row)))

    def series(self, *names: str, x: Axis = "epoch", points: int = 2_500) -> Curves:
        """The curves of these metrics of all of them; see `cnnprov.series`."""
        return series(self, names, x=x, points=points)

    def _repr_html_(self) -> str:
        return shown_executions([_row(each) for each in self])


def executions(
    where: str | None = None,
    *,
    dataflow: str | None = None,
    order: str = "-id",
    limit: int = 100,
) -> Executions:
    """Executions that the server holds, the newest first.

        cnnprov.executions("param.learning_rate < 0.01 and metric.loss.last < 0.3")

    Args:
        where: a condition on `param.<name>`, `metric.<name>.last`, `.min`, `.max`, and the
            execution's own fields (status, tag, started_at …), as `GET /api/v1/executions` has it.
        dataflow: the tag of the dataflow, by default all.
        order: a field as in `where`, with a minus for descending.
        limit: the most to give.

    Raises:
        ServerUnreachable: no server answers at CNNPROV_URL.
        RequestRefused: the condition is wrong; it says where.
    """
    conditions = [f"({where})"] if where else []
    if dataflow is not None:
        conditions.append(f"dataflow = {_text(dataflow.lower())}")
    given = {"where": " and ".join(conditions), "order": order}
    return Executions(map(ExecutionRecord, _pages("/api/v1/executions", given, limit)))


def series(
    executions: Iterable[ExecutionRecord | int],
    names: str | Sequence[str],
    *,
    x: Axis = "epoch",
    points: int = 2_500,
) -> Curves:
    """The curves of metrics, a curve for each execution and name.

    Args:
        executions: what `cnnprov.executions` gives, or their numbers.
        names: metrics, such as loss; upper and lower case are the same.
        x: epoch, step, or time (seconds since the start).
        points: the most of each curve; of a longer one, extremes and NaN survive.

    Raises:
        ServerUnreachable, RequestRefused: as `cnnprov.executions`.
    """
    numbers = [each.id if isinstance(each, ExecutionRecord) else int(each) for each in executions]
    wanted = [names] if isinstance(names, str) else list(names)
    if not (numbers and wanted):
        return Curves()
    given = {
        "executions": ",".join(map(str, numbers)),
        "y": ",".join(name.replace(",", ",,") for name in wanted),
        "x": x,
        "points": points,
    }
    return Curves(
        Curve(
            curve["execution"],
            curve["name"],
            tuple(map(float, curve["x"])),
            tuple(map(float, curve["y"])),
        )
        for curve in asked(f"/api/v1/series?{urlencode(given)}")["series"]
    )


def shown_so_far(dataflow: str, tag: str) -> str:
    """An execution that may still run, as HTML; without an answer of the server, why."""
    try:
        found = executions(f"tag = {_text(tag)}", dataflow=dataflow, limit=1)
        if found:
            return found[0]._repr_html_()
        why = "the server does not have it yet"
    except (ServerUnreachable, RequestRefused) as error:
        why = str(error)
    return f"<p>{escape(f'{dataflow} · {tag}: {why}')}</p>"


def _text(value: str) -> str:
    """A text as conditions have it."""
    return "'{}'".format(value.replace("'", "''"))


def _row(execution: ExecutionRecord) -> dict[str, Any]:
    own = {name: getattr(execution, name) for name in ("id", "dataflow", "tag", "status")}
    last = {name: summary["last"] for name, summary in execution.metrics.items()}
    return {**own, "started_at": execution.started_at, **execution.hyperparameters, **last}


def _pages(path: str, given: dict[str, str], limit: int) -> Iterator[dict[str, Any]]:
    given = {name: value for name, value in given.items() if value}
    while limit > 0:
        page = asked(f"{path}?{urlencode({**given, 'limit': min(limit, _PAGE)})}")
        yield from page["items"]
        limit -= len(page["items"])
        if page["next"] is None:
            return
        given["cursor"] = page["next"]


def asked(path: str) -> dict[str, Any]:
    """The JSON that the server answers to a GET of this path, or what it refuses it with."""
    content = fetched(path, "application/json")
    try:
        members = json.loads(content)
    except ValueError:
        members = None
    if not isinstance(members, dict):
        raise refusal(Answer(200, content, None), {})
    return members


def fetched(path: str, media_type: str) -> bytes:
    """The body that the server answers to a GET. Raises ServerUnreachable and RequestRefused."""
    settings = Settings.from_environment()
    server = Server(settings.url, settings.token)
    try:
        answer = server.request("GET", path, headers={"Accept": media_type})
    finally:
        server.close()
    if answer.status != 200:
        try:
            members = json.loads(answer.body)
        except ValueError:
            members = {}
        raise refusal(answer, members if isinstance(members, dict) else {})
    return answer.body


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, str) and value in NOT_FINITE else value


def _frame(rows: Sequence[Any], columns: list[str]) -> pandas.DataFrame:
    try:
        import pandas
    except ImportError as error:
        raise MissingDependency("pandas", "pandas") from error
    frame: pandas.DataFrame = pandas.DataFrame(rows, columns=columns)
    return frame
