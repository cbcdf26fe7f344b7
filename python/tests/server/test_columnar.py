"""Answers as Arrow streams and Parquet files, read by pyarrow."""

from __future__ import annotations

import datetime
import decimal
import io
import json
import math
import urllib.request

import pyarrow
import pyarrow.ipc
import pyarrow.parquet
import pytest

_ARROW = "application/vnd.apache.arrow.stream"
_PARQUET = "application/vnd.apache.parquet"

_VALUES = """
    select 1::bigint a, 'NaN'::double b, '-inf'::double c, null::double d,
      'é' || repeat('x', 99) e, timestamp '2026-11-23 12:00:00.000001' f,
      [1, null, 3] g, [['a'], []] h, 1.50::decimal(18, 3) i,
      sum(range) j, true k, date '1969-12-31' l, time '10:00:00.5' m, {'p': 'NaN'::double} n,
      18446744073709551615::ubigint o, (-5)::hugeint p
    from range(3)
    union all by name select 2 a, 'second' e, false k, [] g
    order by a
"""


def _ask(server: str, accept: str, sql: str, limit: int = 1_000_000) -> pyarrow.Table:
    request = urllib.request.Request(
        server + "/api/v1/sql",
        json.dumps({"sql": sql, "limit": limit}).encode(),
        {"Content-Type": "application/json", "Accept": accept},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.headers["Content-Type"] == accept
        body = io.BytesIO(answer.read())
    if accept == _PARQUET:
        return pyarrow.parquet.read_table(body)
    table = pyarrow.ipc.open_stream(body).read_all()
    table.validate(full=True)
    return table


@pytest.mark.parametrize("accept", [_ARROW, _PARQUET])
def test_values_are_what_they_were(server: str, accept: str) -> None:
    first, second = _ask(server, accept, _VALUES).to_pylist()
    assert first["a"] == 1
    assert math.isnan(first["b"])
    assert first["c"] == -math.inf
    assert first["d"] is None
    assert first["e"] == "é" + 99 * "x"
    assert first["f"].replace(tzinfo=None) == datetime.datetime(2026, 11, 23, 12, 0, 0, 1)
    assert first["g"] == [1, None, 3]
    assert first["h"] == [["a"], []]
    assert first["i"] == decimal.Decimal("1.500")
    assert first["j"] == 3
    assert first["k"] is True
    assert first["l"] == datetime.date(1969, 12, 31)
    assert first["m"] == datetime.time(10, 0, 0, 500_000)
    assert second.pop("a") == 2
    assert second.pop("e") == "second"
    assert second.pop("k") is False
    assert second.pop("g") == []
    assert set(second.values()) == {None}


def test_types_of_an_arrow_stream(server: str) -> None:
    table = _ask(server, _ARROW, _VALUES)
    assert table.schema.field("f").type == pyarrow.timestamp("us", tz="UTC")
    assert table.schema.field("g").type == pyarrow.list_(pyarrow.int64())
    assert table.schema.field("j").type == pyarrow.decimal128(38, 0)
    first = table.to_pylist()[0]
    assert json.loads(first["n"]) == {"p": "NaN"}
    assert first["o"] == 18446744073709551615
    assert first["p"] == -5


@pytest.mark.parametrize("accept", [_ARROW, _PARQUET])
def test_many_rows_come_whole_and_in_order(server: str, accept: str) -> None:
    sql = "select range r, [range] l, case when range % 7 = 0 then null else range / 2 end h"
    table = _ask(server, accept, sql + " from range(100000) order by r")
    assert table.column("r").to_pylist() == list(range(100_000))
    assert table.column("l")[99_999].as_py() == [99_999]
    assert table.column("h").null_count == 14_286


@pytest.mark.parametrize("accept", [_ARROW, _PARQUET])
def test_no_rows_have_columns_all_the_same(server: str, accept: str) -> None:
    table = _ask(server, accept, "select 1.5::double a, 'x' b where false")
    assert table.num_rows == 0
    assert table.column_names == ["a", "b"]
