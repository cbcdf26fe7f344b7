"""Every document of the corpus says the same in each format to each reader."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Callable

import prov.model as pm
import pytest
import rdflib

from tests.prov import corpus, table, toolbox
from tests.prov.conftest import TOOLBOX_FORMATS, Documents
from tests.prov.graphs import from_graph, without_implied
from tests.prov.statements import Statement, from_prov, from_toolbox, in_milliseconds

CONTEXT = "https://openprovenance.org/prov-jsonld/context.jsonld"
RDF_FORMATS = {"ttl": "turtle", "trig": "trig"}
# What a reader needs a second for is read at one detail; the others differ in nothing it can see.
LARGEST_RDF = 1_500


@pytest.mark.parametrize("form", TOOLBOX_FORMATS)
def test_provtoolbox(documents: Documents, readings: table.Readings, form: str) -> None:
    for name, statements in documents.statements.items():
        expected = in_milliseconds(_held_by(form, Counter(statements)))
        if form == "provn":
            expected = _left_escaped(expected)
        elif form == "xml":
            expected = _names_left_escaped(_without_members(_without_ids(expected, name)))
        assert isinstance(documents.by_toolbox[name, form], list), documents.by_toolbox[name, form]
        found = from_toolbox(
            each
            for each in documents.by_toolbox[name, form]
            if not str(each[2][0]).endswith(toolbox.PRIMER)
        )
        found = in_milliseconds(found)
        _assert_same(_partly_decoded(expected), _partly_decoded(found), name)
        readings.add(form, table.PROVTOOLBOX, found.total())


@pytest.mark.parametrize("form", TOOLBOX_FORMATS)
def test_prov(documents: Documents, readings: table.Readings, form: str) -> None:
    for name in documents.detailed("element"):
        expected = _held_by(form, Counter(documents.statements[name]))
        with documents.path(name, form).open("rb") as file:
            found = from_prov(pm.ProvDocument.deserialize(file, format=form))
        _assert_same(expected, found, name)
        readings.add(form, table.PROV, found.total())


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_prov_reads_rdf(documents: Documents, readings: table.Readings, form: str) -> None:
    for name in documents.detailed("element"):
        expected = _held_by(form, Counter(documents.statements[name]))
        if expected.total() <= LARGEST_RDF:
            with documents.path(name, form).open("rb") as file:
                document = pm.ProvDocument.deserialize(
                    file, format="rdf", rdf_format=RDF_FORMATS[form]
                )
            found = without_implied(from_prov(document))
            _assert_same(without_implied(expected), found, name)
            readings.add(form, table.PROV, found.total())


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_rdflib(documents: Documents, readings: table.Readings, form: str) -> None:
    for name, statements in documents.statements.items():
        dataset = rdflib.Dataset()
        dataset.parse(documents.path(name, form), format=RDF_FORMATS[form])
        found: Counter[Statement] = Counter()
        for graph in dataset.graphs():
            own = graph.identifier == rdflib.graph.DATASET_DEFAULT_GRAPH_ID
            found += from_graph(graph, "" if own else str(graph.identifier))
        _assert_same(_held_by(form, Counter(statements)), found, name)
        readings.add(form, table.RDFLIB, found.total())


def test_rdflib_reads_jsonld_with_the_context_of_the_server(
    documents: Documents, corpus_server: str
) -> None:
    context = json.loads(corpus.get(corpus_server + "/ns/prov.jsonld"))["@context"]
    for name in documents.detailed("element"):
        document = json.loads(documents.path(name, "jsonld").read_bytes())
        _replace_context(document, context)
        dataset = rdflib.Dataset()
        dataset.parse(data=json.dumps(document), format="json-ld")
        entities = {
            str(s) for s, _, _, _ in dataset.quads((None, rdflib.RDF.type, rdflib.PROV.Entity))
        }
        expected = {
            dict(formal)["id"]
            for _, kind, formal, _ in documents.statements[name]
            if kind == "Entity"
        }
        assert entities == expected, name


def _held_by(form: str, statements: Counter[Statement]) -> Counter[Statement]:
    """What a format cannot hold: Turtle no bundles, XML no control characters."""
    if form == "ttl":
        return Counter({key: n for key, n in statements.items() if not key[0]})
    return _texts(statements, _without_controls) if form == "xml" else statements


def _without_controls(text: str) -> str:
    return re.sub("[^\t\n\r\x20-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def _left_escaped(statements: Counter[Statement]) -> Counter[Statement]:
    """ProvToolbox unescapes a quotation mark of PROV-N, and nothing else."""
    escapes = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
    return _texts(statements, lambda text: "".join(escapes.get(c, c) for c in text))


def _partly_decoded(statements: Counter[Statement]) -> Counter[Statement]:
    """ProvToolbox decodes three characters of local names, which makes them no IRIs."""

    def decoded(text: str) -> str:
        return text.replace("%3C", "<").replace("%3E", ">").replace("%5C", "\\")

    found: Counter[Statement] = Counter()
    for (bundle, kind, formal, others), count in statements.items():
        named = tuple((key, decoded(value)) for key, value in formal)
        valued = tuple((name, decoded(value)) for name, value in others)
        found[bundle, kind, named, tuple(sorted(valued))] += count
    return found


def _names_left_escaped(statements: Counter[Statement]) -> Counter[Statement]:
    """Names of elements in PROV-XML have an escape, and escape what looks like one.

    ProvToolbox leaves both, makes one underscore of several, and none of those that come first.
    """

    def left(name: str) -> str:
        namespace, mark, local = re.split("([/#])(?!.*[/#])", name)
        local = re.sub("_(?=x[0-9A-F]{4}_)", "_x005F_", local)
        return namespace + mark + re.sub("_+", "_", local).removeprefix("_")

    found: Counter[Statement] = Counter()
    for (bundle, kind, formal, others), count in statements.items():
        named = ((left(name), value) for name, value in others)
        found[bundle, kind, formal, tuple(sorted(named))] += count
    return found


def _without_members(statements: Counter[Statement]) -> Counter[Statement]:
    """ProvToolbox loses what is a member, though not of what, of PROV-XML."""
    found: Counter[Statement] = Counter()
    for (bundle, kind, formal, others), count in statements.items():
        kept = formal[:1] if kind == "Membership" else formal
        found[bundle, kind, kept, others] += count
    return found


def _without_ids(statements: Counter[Statement], document: str) -> Counter[Statement]:
    """Attributes called `id`, which are left out of what ProvToolbox is given of PROV-XML."""
    found: Counter[Statement] = Counter()
    for (bundle, kind, formal, others), count in statements.items():
        kept = tuple(each for each in others if not each[0].endswith(("/id", "#id")))
        if kept != others:
            print(f"not compared: {document}: an attribute called id, an identifier to ProvToolbox")
        found[bundle, kind, formal, kept] += count
    return found


def _texts(statements: Counter[Statement], change: Callable[[str], str]) -> Counter[Statement]:
    found: Counter[Statement] = Counter()
    for (bundle, kind, formal, others), count in statements.items():
        changed = ((name, change(value)) for name, value in others)
        found[bundle, kind, formal, tuple(sorted(changed))] += count
    return found


def _assert_same(expected: Counter[Statement], found: Counter[Statement], name: str) -> None:
    missing = list((expected - found).elements())[:3]
    extra = list((found - expected).elements())[:3]
    for lacking, other in itertools.zip_longest(missing, extra):
        print(f"{name}: expected {lacking}\n  came {other}")
    assert (missing, extra) == ([], []), (name, missing, extra)
    assert expected.total() == found.total()


def _replace_context(scope: dict[str, object], context: object) -> None:
    entries = scope["@context"]
    assert isinstance(entries, list)
    assert entries[-1] == CONTEXT
    scope["@context"] = [context, *entries[:-1]]
    graph = scope["@graph"]
    assert isinstance(graph, list)
    for each in graph:
        if each["@type"] == "Bundle":
            _replace_context(each, context)
