"""What every document of the corpus is, whatever reads it."""

from __future__ import annotations

import json
import urllib.request

import rdflib

from tests.prov import corpus, toolbox
from tests.prov.checks import violations
from tests.prov.conftest import FORMATS, Documents

LARGEST_VALIDATED = 2_000  # the validator takes a minute for four times as many


def test_satisfy_prov_constraints(documents: Documents) -> None:
    small = [name for name, held in documents.statements.items() if len(held) <= LARGEST_VALIDATED]
    assert len(small) > 100
    found = toolbox.ask("validate", [documents.path(name, "provn") for name in small])
    assert {path.name: told for path, told in found.items() if told} == {}


def test_pass_the_checks_of_the_stream(documents: Documents) -> None:
    largest = max(len(held) for held in documents.statements.values())
    assert largest > LARGEST_VALIDATED
    for name, held in documents.statements.items():
        assert violations(held) == [], name


def test_are_the_same_bytes_twice(documents: Documents, corpus_server: str) -> None:
    for number, execution in enumerate(corpus.executions(corpus_server)):
        for form in FORMATS:
            again = corpus.exported(corpus_server, execution["id"], form)
            assert documents.path(f"{number}-element", form).read_bytes() == again


def test_hold_what_the_store_holds(documents: Documents, corpus_server: str) -> None:
    executions = corpus.executions(corpus_server)
    for number, execution in enumerate(executions):
        held = documents.statements[f"{number}-element"]
        activities = [dict(formal)["id"] for _, kind, formal, _ in held if kind == "Activity"]
        tasks = sum("/task." in name for name in activities)
        assert tasks == _count(corpus_server, "task WHERE execution_id = ?", execution["id"])
        files = sum(
            "/file." in dict(formal)["id"] for _, kind, formal, _ in held if kind == "Entity"
        )
        assert files == _count(
            corpus_server,
            "file WHERE task_id IN (SELECT id FROM task WHERE execution_id = ?)",
            execution["id"],
        )
    made = next(i for i, each in enumerate(executions) if each["tag"] == "epochs-300")
    held = documents.statements[f"{made}-element"]
    rows = 1 + 300 + 30 + 1  # settings, epochs, adaptations, the test
    assert rows == sum("/element." in dict(f)["id"] for _, k, f, _ in held if k == "Entity")
    assert sum("/epoch." in dict(f)["id"] for _, k, f, _ in held if k == "Activity") == 300


def test_the_ontology_is_owl_with_labels_and_comments(corpus_server: str) -> None:
    graph = rdflib.Graph()
    graph.parse(data=corpus.get(corpus_server + "/ns/cnn.ttl"), format="turtle")
    own = {s for s in graph.subjects() if str(s).startswith("https://w3id.org/cnnprov/ns/1#")}
    assert len(own) > 80
    for term in own:
        for told in (rdflib.RDFS.label, rdflib.RDFS.comment):
            texts = list(graph.objects(term, told))
            assert [getattr(text, "language", None) for text in texts] == ["en"], term


def _count(url: str, of: str, execution: int) -> int:
    question = {"sql": f"SELECT count(*) FROM public.{of}", "parameters": [execution]}
    request = urllib.request.Request(
        f"{url}/api/v1/sql",
        json.dumps(question).encode(),
        {"Content-Type": "application/json"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        count: int = json.loads(answer.read())["rows"][0][0]
    return count
