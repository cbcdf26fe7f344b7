"""PROV documents as bags of comparable statements, from several readers.

A statement is (bundle, kind, formal arguments, other attributes), with whole IRIs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from typing import Any

import prov.model as pm
from prov.identifier import QualifiedName

Statement = tuple[str, str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]

PROV_IRI = "http://www.w3.org/ns/prov#"
XSD_IRI = "http://www.w3.org/2001/XMLSchema#"
ELEMENTS = ("Entity", "Activity", "Agent")
KINDS = {
    "entity": "Entity",
    "activity": "Activity",
    "agent": "Agent",
    "wasGeneratedBy": "Generation",
    "used": "Usage",
    "wasInformedBy": "Communication",
    "wasStartedBy": "Start",
    "wasEndedBy": "End",
    "wasInvalidatedBy": "Invalidation",
    "wasDerivedFrom": "Derivation",
    "wasAttributedTo": "Attribution",
    "wasAssociatedWith": "Association",
    "actedOnBehalfOf": "Delegation",
    "wasInfluencedBy": "Influence",
    "alternateOf": "Alternate",
    "specializationOf": "Specialization",
    "hadMember": "Membership",
}
FORMAL = {
    "Entity": (),
    "Activity": ("startTime", "endTime"),
    "Agent": (),
    "Generation": ("entity", "activity", "time"),
    "Usage": ("activity", "entity", "time"),
    "Communication": ("informed", "informant"),
    "Start": ("activity", "trigger", "starter", "time"),
    "End": ("activity", "trigger", "ender", "time"),
    "Invalidation": ("entity", "activity", "time"),
    "Derivation": ("generatedEntity", "usedEntity", "activity", "generation", "usage"),
    "Attribution": ("entity", "agent"),
    "Association": ("activity", "agent", "plan"),
    "Delegation": ("delegate", "responsible", "activity"),
    "Influence": ("influencee", "influencer"),
    "Alternate": ("alternate1", "alternate2"),
    "Specialization": ("specificEntity", "generalEntity"),
    "Membership": ("collection", "entity"),
}
TIMES = ("startTime", "endTime", "time")


def from_json(text: bytes) -> list[Statement]:
    """Reads PROV-JSON with nothing but the json module, in its order."""
    document = json.loads(text)
    found = list(_json_statements(document, "", document["prefix"]))
    for name, bundle in document.get("bundle", {}).items():
        prefixes = {**document["prefix"], **bundle["prefix"]}
        found += _json_statements(bundle, _iri(name, prefixes), prefixes)
    return found


def from_prov(document: pm.ProvDocument) -> Counter[Statement]:
    """What Python's prov has read."""
    found = Counter(_prov_statement(record, "") for record in document.get_records())
    for bundle in document.bundles:
        name = _name(bundle)
        found.update(_prov_statement(record, name) for record in bundle.get_records())
    return found


def from_toolbox(statements: Iterable[list[Any]]) -> Counter[Statement]:
    """What ProvToolbox has read, as `prov-readers` prints it."""
    return Counter(_toolbox_statement(*each) for each in statements)


def in_milliseconds(statements: Counter[Statement]) -> Counter[Statement]:
    """As ProvToolbox keeps times."""
    found: Counter[Statement] = Counter()
    for (bundle, kind, formal, others), count in statements.items():
        cut = ((key, _cut(value) if key in TIMES else value) for key, value in formal)
        found[bundle, kind, tuple(cut), others] += count
    return found


def _cut(text: str) -> str:
    return datetime.fromisoformat(text).isoformat(timespec="milliseconds")


def _json_statements(
    scope: dict[str, Any], bundle: str, prefixes: dict[str, str]
) -> Iterator[Statement]:
    for keyword, members_of in scope.items():
        if keyword in ("prefix", "bundle"):
            continue
        kind = KINDS[keyword]
        for name, members in _each(members_of):
            formal: dict[str, str] = {}
            others = []
            if not name.startswith("_:"):
                formal["id"] = _iri(name, prefixes)
            for key, value in members.items():
                argument = key.removeprefix("prov:")
                if argument in FORMAL[kind]:
                    single = value[0] if isinstance(value, list) else value
                    is_time = argument in TIMES
                    formal[argument] = time(single) if is_time else _iri(single, prefixes)
                else:
                    others += [(_iri(key, prefixes), _json_value(each, prefixes)) for each in value]
            yield made(bundle, kind, formal, others)


def _each(members_of: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Statements of one name are an array."""
    for name, members in members_of.items():
        for each in members if isinstance(members, list) else [members]:
            yield name, each


def _json_value(value: Any, prefixes: dict[str, str]) -> str:
    if isinstance(value, str):
        return literal(value)
    if "lang" in value:
        return literal(value["$"], language=value["lang"])
    if value["type"] in ("prov:QUALIFIED_NAME", "xsd:QName"):
        return _iri(value["$"], prefixes)
    return literal(value["$"], _iri(value["type"], prefixes))


def _prov_statement(record: pm.ProvRecord, bundle: str) -> Statement:
    kind = record.get_type().localpart
    formal: dict[str, str] = {}
    others = []
    if record.identifier is not None:
        formal["id"] = _name(record)
    for name, value in record.attributes:
        argument = name.uri.removeprefix(PROV_IRI)
        if argument in FORMAL[kind]:
            formal[argument] = _prov_value(value, is_time=argument in TIMES)
        else:
            others.append((name.uri, _prov_value(value)))
    return made(bundle, kind, formal, others)


def _name(record: pm.ProvRecord | pm.ProvBundle) -> str:
    assert record.identifier is not None
    return str(record.identifier.uri)


def _prov_value(value: Any, is_time: bool = False) -> str:
    if isinstance(value, datetime):
        return time(value.isoformat())
    if isinstance(value, QualifiedName):
        return str(value.uri)
    if isinstance(value, pm.Literal):
        if value.langtag:
            return literal(str(value.value), language=str(value.langtag))
        return literal(str(value.value), value.datatype.uri if value.datatype else "")
    if isinstance(value, bool):
        return literal(str(value).lower(), XSD_IRI + "boolean")
    if isinstance(value, float):
        return literal(repr(value), XSD_IRI + "double")
    if isinstance(value, int):
        return literal(str(value), XSD_IRI + "long")
    return time(value) if is_time else literal(value)


def _toolbox_statement(
    bundle: str, kind: str, arguments: list[str | None], attributes: list[Any]
) -> Statement:
    name = kind.capitalize()
    is_named = len(arguments) > len(FORMAL[name])
    keys = ("id", *FORMAL[name]) if is_named else FORMAL[name]
    formal = {}
    for key, argument in zip(keys, arguments, strict=True):
        if argument is not None:
            formal[key] = time(argument) if key in TIMES else argument
    return made(bundle, name, formal, [(key, _toolbox_value(value)) for key, value in attributes])


def _toolbox_value(value: Any) -> str:
    if isinstance(value, list):
        return str(value[0])
    return literal(value["text"], value.get("type", ""), value.get("language", ""))


def literal(text: str, datatype: str = "", language: str = "") -> str:
    """A literal, its number where it is one: readers write 0.5 in ways of their own."""
    name = datatype.removeprefix(XSD_IRI)
    if datatype in ("", XSD_IRI + "string", PROV_IRI + "InternationalizedString"):
        return f"text {text}" + (f"@{language}" if language else "")
    if name in ("double", "float", "decimal"):
        return f"number {float(text.replace('INF', 'inf').replace('Infinity', 'inf'))!r}"
    if name in ("long", "int", "integer"):
        return f"integer {int(text)}"
    return f"{datatype} {text}"


def time(text: str) -> str:
    """A time of any zone, in UTC."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    in_utc = at if at.tzinfo is None else at.astimezone(timezone.utc)
    return in_utc.isoformat(timespec="microseconds")


def made(
    bundle: str, kind: str, formal: dict[str, str], others: list[tuple[str, str]]
) -> Statement:
    """A statement of its parts."""
    return bundle, kind, tuple(sorted(formal.items())), tuple(sorted(others))


def _iri(name: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = name.rpartition(":") if ":" not in name else name.partition(":")
    return prefixes[prefix or "default"] + local
