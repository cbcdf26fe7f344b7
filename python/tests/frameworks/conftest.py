"""Collects what the suite finds of each framework, for the table in the docs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.frameworks import table
from tests.frameworks.trainings import framework, named
from tests.frameworks.trainings.plan import Framework

collect_ignore_glob = [] if named() else ["test_*.py"]
_found = pytest.StashKey[dict[table.Cell, bool]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_found] = {}
    config.addinivalue_line("markers", "column(name): the column of the table that a test fills")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "framework_name" in metafunc.fixturenames and "schedule" not in metafunc.fixturenames:
        metafunc.parametrize("framework_name", named(), scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: "table" in item.name)  # which tells what the others found


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome: Any = yield
    report = outcome.get_result()
    marker = item.get_closest_marker("column")
    if marker is None or (report.when != "call" and report.passed):
        return
    cell = (framework(item.callspec.params["framework_name"]).name, marker.args[0])  # type: ignore[attr-defined]
    found = item.config.stash[_found]
    found[cell] = report.passed and found.get(cell, True)


@pytest.fixture
def found(pytestconfig: pytest.Config) -> dict[table.Cell, bool]:
    """Of each cell, whether all its tests passed."""
    return pytestconfig.stash[_found]


@pytest.fixture
def trained(framework_name: str) -> Framework:
    """The framework that trains."""
    return framework(framework_name)


@pytest.fixture(autouse=True)
def nothing_stays_open(spool: Path) -> Iterator[None]:  # noqa: ARG001
    """End what stays open after a training while nobody ships the spool; nothing was warned of."""
    from cnnprov import _failsafe
    from cnnprov._trainings import series

    yield
    for _, execution in series._finished:
        execution.end()
    series._finished.clear()
    assert _failsafe._warned == set()
