from __future__ import annotations

import math
from pathlib import Path

import pytest

import cnnprov
from tests.fake_server import FakeServer
from tests.processes import cli

ANSWER = {
    "columns": [
        {"name": "epoch", "type": "DOUBLE"},
        {"name": "loss", "type": "DOUBLE"},
        {"name": "note", "type": "VARCHAR"},
        {"name": "id", "type": "BIGINT"},
    ],
    "rows": [[1, 0.5, "NaN", 7], [2, "NaN", None, 8], [3, "-Infinity", "a,b", 9], [4, None, "", 1]],
    "truncated": False,
}


@pytest.fixture
def server(fake: FakeServer, monkeypatch: pytest.MonkeyPatch) -> FakeServer:
    monkeypatch.setenv("CNNPROV_URL", fake.url)
    fake.answers["/api/v1/sql"] = (200, ANSWER)
    return fake


def test_rows_are_tuples_with_columns(server: FakeServer) -> None:
    rows = cnnprov.sql("select 1 where epoch > ?", [math.nan], limit=5)
    assert server.requests == [
        {"sql": "select 1 where epoch > ?", "parameters": ["NaN"], "limit": 5}
    ]
    assert [column.name for column in rows.columns] == ["epoch", "loss", "note", "id"]
    assert rows[0] == (1.0, 0.5, "NaN", 7)
    assert math.isnan(rows[1][1])
    assert rows[2] == (3.0, -math.inf, "a,b", 9)
    assert rows[3] == (4.0, None, "", 1)
    assert len(list(rows)) == len(rows) == 4
    assert rows.truncated is False


@pytest.mark.usefixtures("server")
def test_a_data_frame() -> None:
    pandas = pytest.importorskip("pandas")
    frame = cnnprov.sql("select 1").df()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == ["epoch", "loss", "note", "id"]
    assert frame["epoch"].sum() == 10


@pytest.mark.usefixtures("server")
def test_an_arrow_table() -> None:
    pytest.importorskip("pyarrow")
    table = cnnprov.sql("select 1").arrow()
    assert table.column_names == ["epoch", "loss", "note", "id"]
    assert table.num_rows == 4
    assert str(table.schema.field("loss").type) == "double"


def test_a_refusal_has_the_servers_code(server: FakeServer) -> None:
    problem = {"title": "Bad", "detail": "no table t", "code": "invalid_query", "status": 400}
    server.answers["/api/v1/sql"] = (400, problem)
    with pytest.raises(cnnprov.RequestRefused, match="no table t") as caught:
        cnnprov.sql("select * from t")
    assert (caught.value.status, caught.value.code) == (400, "invalid_query")


def test_another_service_at_the_address_is_named_as_such(server: FakeServer) -> None:
    server.answers["/api/v1/sql"] = (200, ["hello"])
    with pytest.raises(cnnprov.RequestRefused, match="not one of CNNProv's"):
        cnnprov.sql("select 1")


def test_without_a_server_the_error_says_how_to_start_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CNNPROV_URL", "http://127.0.0.1:9")
    with pytest.raises(cnnprov.ServerUnreachable, match="cnnprov serve"):
        cnnprov.sql("select 1")


def test_an_address_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNPROV_URL", "localhost:22000")
    with pytest.raises(ValueError, match="localhost:22000"):
        cnnprov.sql("select 1")


def test_the_command_prints_a_table(server: FakeServer, tmp_path: Path) -> None:
    answer = cli(tmp_path, server.url, "sql", "select 1", "0.5", "7", "text")
    assert server.requests[-1] == {
        "sql": "select 1",
        "parameters": [0.5, 7, "text"],
        "limit": 10_000,
    }
    assert answer.stdout.splitlines() == [
        "epoch  loss  note  id",
        "-----  ----  ----  --",
        "  1.0   0.5  NaN    7",
        "  2.0   nan         8",
        "  3.0  -inf  a,b    9",
        "  4.0               1",
    ]


def test_the_command_prints_csv(server: FakeServer, tmp_path: Path) -> None:
    answer = cli(tmp_path, server.url, "sql", "--csv", "select 1")
    assert answer.stdout.splitlines()[3] == '3.0,-inf,"a,b",9'


def test_the_command_tells_errors_without_a_traceback(tmp_path: Path) -> None:
    answer = cli(tmp_path, "http://127.0.0.1:9", "sql", "select 1")
    assert answer.returncode == 1
    assert answer.stderr.startswith("cnnprov: No CNNProv server answers")
    assert "Traceback" not in answer.stderr
