"""What every document of the corpus is, whatever reads it."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

import rdflib

from tests.prov import corpus, toolbox
from tests.prov.checks import violations
from tests.prov.conftest import FORMATS, Documents

LARGEST_VALIDATED = 2_000  # the validator takes a minute for four times as many


def test_are_of_every_kind_of_execution(corpus_server: str) -> None:
    """Whoever takes a golden file away that is the only one of its kind learns of it here."""
    statuses = _count(corpus_server, "status", "dataflow_execution")
    assert set(statuses) == {"FINISHED", "FAILED", "ABORTED", "RUNNING"}
    for what, condition in {
        "resumed": "dataflow_execution WHERE resumed_execution IS NOT NULL",
        "several ranks": "execution_program WHERE rank_of > 1",
        "adaptations": "training_adaptation",
        "domain transformations": "data_transformation x JOIN public.task t ON t.dt_id = x.id "
        "WHERE x.tag = 'denseblock'",
        "missing values": "task WHERE EXISTS "
        '(FROM "made-df".ds_itrainingmodel WHERE optimizer_name IS NULL)',
        "NaN": "training_metric WHERE isnan(number)",
        "odd characters": "dataflow WHERE NOT regexp_full_match(name, '[A-Za-z0-9_.-]*')",
        "without an end": "task WHERE ended_at IS NULL",
        "files": "file WHERE role = 'input'",
        "errors": "dataflow_execution WHERE error_type IS NOT NULL",
    }.items():
        assert _count(corpus_server, "1", condition), what
    doors = _count(corpus_server, "door", "dataflow_execution")
    assert len(doors) >= 2, doors
    dialects = {file.parent.name for file in corpus.dialects()}
    assert dialects >= {"original", "keras-prov", "dlprov", "text"}


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


def _count(url: str, by: str, of: str) -> dict[Any, int]:
    question = {"sql": f"SELECT {by}, count(*) FROM public.{of} GROUP BY ALL"}
    request = urllib.request.Request(
        f"{url}/api/v1/sql",
        json.dumps(question).encode(),
        {"Content-Type": "application/json"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return dict(json.loads(answer.read())["rows"])
