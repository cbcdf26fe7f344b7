from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from tests.prov import corpus, table, toolbox
from tests.prov.statements import Statement, from_json
from tests.server.real_server import serving

TOOLBOX_FORMATS = ("provn", "json", "jsonld", "xml")
# All executions are read at the usual detail, and one of so many at the others.
OTHER_DETAILS = 8
FORMATS = (*TOOLBOX_FORMATS, "ttl", "trig")


@dataclass
class Documents:
    """All documents of the corpus as files, by name, detail and format."""

    directory: Path
    names: list[tuple[str, str]] = field(default_factory=list)

    def write(self, url: str) -> None:
        for number, execution in enumerate(corpus.executions(url)):
            closer = execution["tag"] in corpus.MADE or number % OTHER_DETAILS == 0
            for detail in corpus.DETAILS if closer else ("element",):
                name = f"{number}-{detail}"
                self.names.append((name, detail))
                for form in FORMATS:
                    document = corpus.exported(url, execution["id"], form, detail)
                    self.path(name, form).write_bytes(document)

    def path(self, name: str, form: str) -> Path:
        return self.directory / f"{name}.{form}"

    @cached_property
    def statements(self) -> dict[str, list[Statement]]:
        """What each holds, by a reader of our own: all others are held against it."""
        return {name: from_json(self.path(name, "json").read_bytes()) for name, _ in self.names}

    def detailed(self, detail: str) -> list[str]:
        return [name for name, its in self.names if its == detail]

    @cached_property
    def by_toolbox(self) -> dict[tuple[str, str], list[Any]]:
        """The statements that ProvToolbox reads, by name and format: it has four of them."""
        adapted = {}
        for name, _ in self.names:
            for form in TOOLBOX_FORMATS:
                path = self.path(f"{name}-adapted", form)
                path.write_bytes(toolbox.adapted(form, self.path(name, form).read_bytes()))
                adapted[path] = name, form
        found = toolbox.ask("read", adapted, tolerant=True)
        return {adapted[path]: statements for path, statements in found.items()}


@pytest.fixture(scope="session")
def readings() -> table.Readings:
    """Filled by the tests of readers, for the table in the docs."""
    return table.Readings()


@pytest.fixture(scope="session")
def corpus_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server that holds the corpus."""
    with serving(tmp_path_factory.mktemp("corpus")) as (url, _):
        corpus.store(url)
        yield url


@pytest.fixture(scope="session")
def documents(corpus_server: str, tmp_path_factory: pytest.TempPathFactory) -> Documents:
    written = Documents(tmp_path_factory.mktemp("documents"))
    written.write(corpus_server)
    assert len(written.names) > 40
    return written
