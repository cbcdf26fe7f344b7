"""The docs say what the suite has found; this runs behind the others."""

from __future__ import annotations

import pytest

from tests.prov import table


def test_the_table_in_the_docs_is_what_was_found(
    readings: table.Readings, pytestconfig: pytest.Config
) -> None:
    missing = [cell for cell in table.RESULTS if cell not in readings.counts]
    if missing:
        pytest.skip(f"needs all of test_readers.py in the same run; without {missing}")
    page = table.written(readings.lines())
    if pytestconfig.getoption("--write-table"):
        table.PAGE.write_text(page, encoding="utf-8")
    for (form, reader), (documents, statements) in readings.counts.items():
        print(f"{form}, {reader}: {documents} documents, {statements:,} statements")
    shown = table.PAGE.read_text(encoding="utf-8")
    assert page == shown, "make test-prov TABLE=--write-table"
