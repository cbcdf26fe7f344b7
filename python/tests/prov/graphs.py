"""What RDF graphs say by PROV-O, as statements."""

from __future__ import annotations

from collections import Counter
from typing import Any

import rdflib
from rdflib import RDF, RDFS
from rdflib.namespace import PROV

from tests.prov.statements import (
    ELEMENTS,
    FORMAL,
    KINDS,
    PROV_IRI,
    TIMES,
    Statement,
    literal,
    made,
    time,
)

# The properties of the qualified form that hold the arguments behind the subject, in their order.
PROPERTIES = {
    "Generation": ("activity", "atTime"),
    "Usage": ("entity", "atTime"),
    "Communication": ("activity",),
    "Start": ("entity", "hadActivity", "atTime"),
    "End": ("entity", "hadActivity", "atTime"),
    "Invalidation": ("activity", "atTime"),
    "Derivation": ("entity", "hadActivity", "hadGeneration", "hadUsage"),
    "Attribution": ("agent",),
    "Association": ("agent", "hadPlan"),
    "Delegation": ("agent", "hadActivity"),
    "Influence": ("influencer",),
}


def from_graph(graph: rdflib.Graph, bundle: str = "") -> Counter[Statement]:
    """What an RDF graph says by PROV-O."""
    found: Counter[Statement] = Counter()
    nodes = {node for kind in PROPERTIES for node in graph.objects(None, PROV["qualified" + kind])}
    for kind in ELEMENTS:
        for subject in graph.subjects(RDF.type, PROV[kind]):
            found[_graph_element(graph, subject, kind, bundle)] += 1
    for keyword, kind in KINDS.items():
        if kind in ELEMENTS:
            continue
        covered = set()
        if kind in PROPERTIES:
            for subject, node in graph.subject_objects(PROV["qualified" + kind]):
                statement, pair = _graph_relation(graph, subject, node, kind, bundle)
                found[statement] += 1
                covered.add(pair)
        for subject, target in graph.subject_objects(PROV[keyword]):
            if subject not in nodes and (str(subject), str(target)) not in covered:
                pair = str(subject), str(target)
                found[made(bundle, kind, dict(zip(FORMAL[kind], pair, strict=False)), [])] += 1
    return found


def without_implied(statements: Counter[Statement]) -> Counter[Statement]:
    """Leaves out plain relations beside a qualified one, which says the same and more.

    PROV-O has both forms of one statement; prov reads some of them as two.
    """
    fuller = {
        (bundle, kind, *_pair(kind, formal))
        for bundle, kind, formal, others in statements
        if kind in PROPERTIES and (others or len(formal) > 2)
    }
    return Counter(
        {
            (bundle, kind, formal, others): count
            for (bundle, kind, formal, others), count in statements.items()
            if kind not in PROPERTIES
            or others
            or len(formal) > 2
            or (bundle, kind, *_pair(kind, formal)) not in fuller
        }
    )


def _pair(kind: str, formal: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    arguments = dict(formal)
    return arguments.get(FORMAL[kind][0], ""), arguments.get(FORMAL[kind][1], "")


def _graph_element(graph: rdflib.Graph, subject: Any, kind: str, bundle: str) -> Statement:
    formal = {"id": str(subject)}
    others = []
    for name, value in graph.predicate_objects(subject):
        if name == PROV.startedAtTime:
            formal["startTime"] = time(str(value))
        elif name == PROV.endedAtTime:
            formal["endTime"] = time(str(value))
        elif (
            value != PROV[kind]
            and not str(name).startswith(PROV_IRI + "qualified")
            and str(name).removeprefix(PROV_IRI) not in KINDS
        ):
            others.append((_property(name), _graph_value(value)))
    return made(bundle, kind, formal, others)


def _graph_relation(
    graph: rdflib.Graph, subject: Any, node: Any, kind: str, bundle: str
) -> tuple[Statement, tuple[str, str]]:
    formal = {FORMAL[kind][0]: str(subject)}
    others = []
    arguments: dict[Any, str] = {
        PROV[value]: key for key, value in zip(FORMAL[kind][1:], PROPERTIES[kind], strict=True)
    }
    for name, value in graph.predicate_objects(node):
        if name in arguments:
            argument = arguments[name]
            formal[argument] = time(str(value)) if argument in TIMES else str(value)
        elif value != PROV[kind]:
            others.append((_property(name), _graph_value(value)))
    pair = (str(subject), formal.get(FORMAL[kind][1], ""))
    return made(bundle, kind, formal, others), pair


def _property(name: Any) -> str:
    known = {
        str(RDF.type): PROV_IRI + "type",
        str(RDFS.label): PROV_IRI + "label",
        str(PROV.hadRole): PROV_IRI + "role",
        str(PROV.atLocation): PROV_IRI + "location",
    }
    return known.get(str(name), str(name))


def _graph_value(value: Any) -> str:
    if isinstance(value, rdflib.Literal):
        return literal(str(value), str(value.datatype or ""), value.language or "")
    return str(value)
