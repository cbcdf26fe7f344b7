"""What every document of the corpus is, whatever reads it."""

from __future__ import annotations

import json
import re
import urllib.request

import rdflib

from tests.prov import corpus, toolbox
from tests.prov.checks import violations
from tests.prov.conftest import FORMATS, Documents

LARGEST_VALIDATED = 2_000  # the validator takes a minute for four times as many


def test_satisfy_prov_constraints(documents: Documents) -> None:
    small = [name for name, held in documents.statements.items() if len(held) <= LARGEST_VALIDATED]
    assert len(small) > 40
    found = toolbox.ask("validate", [documents.path(name, "provn") for name in small])
    assert {path.name: told for path, told in found.items() if told} == {}


def test_pass_the_checks_of_the_stream(documents: Documents) -> None:
    largest = max(len(held) for held in documents.statements.values())
    assert largest > LARGEST_VALIDATED
    for name, held in documents.statements.items():
        assert violations(held) == [], name


def test_are_the_same_bytes_twice(documents: Documents, corpus_server: str) -> None:
    for number, execution in enumerate(corpus.executions(corpus_server)):
        for form in FORMATS if execution["tag"] in corpus.MADE else ():
            again = corpus.exported(corpus_server, execution["id"], form)
            assert documents.path(f"{number}-element", form).read_bytes() == again


def test_hold_what_the_store_holds(documents: Documents, corpus_server: str) -> None:
    executions = corpus.executions(corpus_server)
    tasks_of = _count(corpus_server, "execution_id", "task")
    files_of = _count(
        corpus_server, "execution_id", "file f JOIN public.task t ON t.id = f.task_id"
    )
    for number, execution in enumerate(executions):
        held = documents.statements[f"{number}-element"]
        activities = [dict(formal)["id"] for _, kind, formal, _ in held if kind == "Activity"]
        tasks = sum("/task." in name for name in activities)
        assert tasks == tasks_of.get(execution["id"], 0)
        entities = [dict(formal)["id"] for _, kind, formal, _ in held if kind == "Entity"]
        files = sum("/run/" in name and "/file." in name for name in entities)
        assert files == files_of.get(execution["id"], 0)
    made = next(i for i, each in enumerate(executions) if each["tag"] == "epochs-300")
    held = documents.statements[f"{made}-element"]
    rows = 1 + 300 + 30 + 1  # settings, epochs, adaptations, the test
    assert rows == sum("/element." in dict(f)["id"] for _, k, f, _ in held if k == "Entity")
    assert sum("/epoch." in dict(f)["id"] for _, k, f, _ in held if k == "Activity") == 300


def test_use_the_terms_of_the_ontology_alone(documents: Documents, corpus_server: str) -> None:
    ontology = corpus.get(corpus_server + "/ns/cnn.ttl").decode()
    defined = set(re.findall(r"^cnn:(\w+) a ", ontology, re.MULTILINE))
    used = set()
    for name, _ in documents.names:
        text = documents.path(name, "xml").read_text()
        used |= set(re.findall(r"<cnn:(\w+)", text)) | set(re.findall(r">cnn:(\w+)<", text))
    assert len(used) > 40
    assert used <= defined


def test_the_ontology_is_owl_with_labels_and_comments(corpus_server: str) -> None:
    graph = rdflib.Graph()
    graph.parse(data=corpus.get(corpus_server + "/ns/cnn.ttl"), format="turtle")
    own = {s for s in graph.subjects() if str(s).startswith("https://w3id.org/cnnprov/ns/1#")}
    assert len(own) > 80
    for term in own:
        for told in (rdflib.RDFS.label, rdflib.RDFS.comment):
            texts = list(graph.objects(term, told))
            assert [getattr(text, "language", None) for text in texts] == ["en"], term


def _count(url: str, by: str, of: str) -> dict[int, int]:
    question = {"sql": f"SELECT {by}, count(*) FROM public.{of} GROUP BY ALL"}
    request = urllib.request.Request(
        f"{url}/api/v1/sql",
        json.dumps(question).encode(),
        {"Content-Type": "application/json"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return dict(json.loads(answer.read())["rows"])
