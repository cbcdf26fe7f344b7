"""What holds for a document of any size, read statement by statement in its order.

Kinds come one after the other, names are declared before they are used and once, no statement
comes twice, nothing ends before it starts or is used before it was generated.
"""

from __future__ import annotations

from collections.abc import Iterable

from tests.prov.statements import ELEMENTS, FORMAL, KINDS, TIMES, Statement

# The order of docs/reference/prov-mapping.md.
_ORDER = {kind: place for place, kind in enumerate(KINDS.values())}


def violations(statements: Iterable[Statement]) -> list[str]:
    """What does not hold."""
    scopes: dict[str, _Scope] = {}
    found: list[str] = []
    for statement in statements:
        found += scopes.setdefault(statement[0], _Scope()).take(statement)
    return found


class _Scope:
    """The body of the document, or a bundle."""

    def __init__(self) -> None:
        self._declared: set[str] = set()
        self._seen: set[Statement] = set()
        self._generated: dict[str, str] = {}
        self._place = 0

    def take(self, statement: Statement) -> list[str]:
        _, kind, arguments, _ = statement
        formal = dict(arguments)
        broken = []
        if _ORDER[kind] < self._place:
            broken.append("out of order")
        self._place = _ORDER[kind]
        if statement in self._seen:
            broken.append("again")
        self._seen.add(statement)
        if kind in ELEMENTS:
            if formal["id"] in self._declared:
                broken.append("declared again")
            self._declared.add(formal["id"])
            if "9" > formal.get("startTime", "") > formal.get("endTime", "9"):
                broken.append("ends before it starts")
        else:
            broken += [
                f"{formal[argument]} is not declared"
                for argument in FORMAL[kind]
                if argument in formal
                and argument not in TIMES
                and formal[argument] not in self._declared
            ]
            broken += self._times(kind, formal)
        return [f"{what}: {statement}" for what in broken]

    def _times(self, kind: str, formal: dict[str, str]) -> list[str]:
        if kind == "Generation" and "time" in formal:
            if formal["entity"] in self._generated:
                return ["generated twice"]
            self._generated[formal["entity"]] = formal["time"]
        if kind == "Usage" and formal.get("time", "9") < self._generated.get(
            formal.get("entity", ""), ""
        ):
            return ["used before it was generated"]
        return []
