"""What `spec/golden/prov` says to other readers, before it was imported and after."""

from __future__ import annotations

import io
import json
import urllib.request
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import prov.model as pm
import pytest

from tests.prov import corpus, toolbox
from tests.prov.statements import Statement, from_json, from_prov, from_toolbox, in_milliseconds

CASES: list[dict[str, Any]] = json.loads((corpus.SPEC / "golden/prov/cases.json").read_text())
SAME = {"provn": "text/provenance-notation", "json": "application/json"}


@dataclass(frozen=True)
class Case:
    """A case that was imported: what it came as, and what came out."""

    source: Path
    exports: dict[str, Path]

    @property
    def statements(self) -> Counter[Statement]:
        """What came out, by a reader of our own."""
        return Counter(from_json(self.exports["json"].read_bytes()))


@pytest.fixture(scope="module")
def cases(corpus_server: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    directory = tmp_path_factory.mktemp("golden")
    imported = {}
    for number, case in enumerate(CASES):
        prefixes = case.get("prefixes", ["prefix ex <https://example.org/>"])
        text = "\n".join(["document", *prefixes, *case["body"], "endDocument", ""])
        source = directory / f"{number}-source.provn"
        source.write_text(text, encoding="utf-8")
        request = urllib.request.Request(
            f"{corpus_server}/api/v1/provenance",
            text.encode(),
            {"Content-Type": SAME["provn"]},
            method="POST",
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            name = json.loads(answer.read())["id"]
        exports = {}
        for form in SAME:
            exports[form] = directory / f"{number}-export.{form}"
            exports[form].write_bytes(
                corpus.get(f"{corpus_server}/api/v1/provenance/{name}?format={form}")
            )
        imported[case["name"]] = Case(source, exports)
    return imported


def test_prov_finds_the_statements_that_came(cases: dict[str, Case]) -> None:
    unread = []
    for name, case in cases.items():
        readings = {"source": (case.source, "provn")} | {
            form: (path, form) for form, path in case.exports.items()
        }
        for what, (path, form) in readings.items():
            try:
                document = pm.ProvDocument.deserialize(io.BytesIO(path.read_bytes()), format=form)
                found = _comparable(from_prov(document))
            except Exception as error:
                unread.append((name, what, repr(error)[:120]))
                continue
            if found != _comparable(case.statements):
                unread.append((name, what, f"reads {list(found)}"[:200]))
    _expect_unread(unread, UNREAD_BY_PROV)


def test_provtoolbox_finds_the_statements_that_came(cases: dict[str, Case]) -> None:
    unread = []
    places: dict[Path, tuple[str, str]] = {}
    for name, case in cases.items():
        for what, path in {"source": case.source, **case.exports}.items():
            adapted = path.with_name(f"toolbox-{path.name}")
            adapted.write_bytes(toolbox.adapted(path.suffix[1:], path.read_bytes()))
            places[adapted] = name, what
    for path, found in toolbox.ask("read", places, tolerant=True).items():
        name, what = places[path]
        if isinstance(found, str):
            unread.append((name, what, found[:120]))
            continue
        expected = in_milliseconds(_comparable(cases[name].statements))
        if in_milliseconds(_comparable(from_toolbox(found))) != expected:
            unread.append((name, what, "reads something else"))
    _expect_unread(unread, UNREAD_BY_PROVTOOLBOX)


# Cases that a reader cannot read, or reads as something else, whoever wrote them.
UNREAD_BY_PROV = {
    "optional arguments left out one by one": "takes all of them or none, as the grammar does",
    "literal: xsd:dateTime": "is a time to it, without its type",
    "literal: xsd:anyURI": "is an identifier to it, without its type",
    "literal: a name as an xsd:QName": "leaves it a text of that type",
    "prefixes: XML Schema without a hash": "is refused: xsd is reserved",
    "time: without a zone": "stays without one; it is taken for UTC here",
}
ESCAPES = "unescapes nothing but quotation marks, and of an apostrophe leaves the backslash"
UNREAD_BY_PROVTOOLBOX = {
    **{
        f"wasAssociatedWith: {how}": "fails where there is neither agent nor plan"
        for how in ("as short as it can be", "with a name of its own", "with an attribute")
    },
    "optional arguments left out one by one": "loses what stands there",
    "one entity described twice": "reads no arrays of statements in PROV-JSON",
    "one usage described three times": "reads no arrays of statements in PROV-JSON",
    "literal: escapes": ESCAPES,
    "literal: an escaped apostrophe": ESCAPES,
    "literal: a text over two lines": ESCAPES,
    "literal: a name as an xsd:QName": "leaves it a text of that type",
    "default namespace: a name with a colon": "takes what is before an escaped colon for a prefix",
    "prefixes: those that formats have for themselves": "cannot read the prefix default",
    "bundle: a default namespace of its own": "fails on a default namespace in a bundle",
    "bundle: before statements of the body": "drops what stands behind bundles",
    "time: without a zone": "takes it for the zone of its machine",
}


def _expect_unread(unread: list[tuple[str, str, str]], known: dict[str, str]) -> None:
    unknown = [each for each in unread if each[0] not in known]
    assert unknown == [], "\n".join(map(str, unknown))
    for name, reason in known.items():
        print(f"not compared: {name}: {reason}")
    assert len(known) < len(CASES) / 5


def _comparable(statements: Counter[Statement]) -> Counter[Statement]:
    """Both readers take the attributes of a statement for a set, as PROV-DM does."""
    found: Counter[Statement] = Counter()
    for (bundle, kind, formal, others), count in statements.items():
        found[bundle, kind, formal, tuple(sorted(set(others)))] += count
    return found
