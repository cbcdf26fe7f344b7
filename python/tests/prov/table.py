"""The table of docs/reference/prov-mapping.md: which reader finds the same in which format."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "prov-mapping.md"
HEAD = "| format | reader | result |"

PROVTOOLBOX = "ProvToolbox 2.2.1"
PROV = f"prov {version('prov')}"
RDFLIB = f"rdflib {version('rdflib')}"

SAME = "the same"
DECODED = "it decodes `%3C`, `%3E` and `%5C` in local names, which no IRI may hold so"
# What each finds, beyond which a test fails.
RESULTS = {
    ("provn", PROVTOOLBOX): (
        "the same, but that it leaves every escape in a text except that of a quotation mark, and"
        f" that {DECODED}"
    ),
    ("json", PROVTOOLBOX): (
        "the same once each bundle repeats its name as `@id`, which Python's `prov` refuses and"
        f" PROV-JSON does not have, but that {DECODED}"
    ),
    ("jsonld", PROVTOOLBOX): f"{SAME}, but that {DECODED}",
    ("xml", PROVTOOLBOX): (
        "not as it is: it knows a prefix only once an identifier has used it, and loses the"
        " members of `hadMember`. With an entity of each prefix put first, all else is the same,"
        " but that it decodes names as above, leaves `_x005F_` in them, makes one underscore of"
        " several and none of those that come first, and fails on an attribute called `id`, of"
        " whatever namespace, which is left out"
    ),
    ("provn", PROV): SAME,
    ("json", PROV): SAME,
    ("jsonld", PROV): SAME,
    ("xml", PROV): SAME,
    ("ttl", PROV): (
        "the same of those outside the plan; documents of up to 1,500 statements, it takes long"
        " for more"
    ),
    ("trig", PROV): "the same, up to 1,500 statements",
    ("ttl", RDFLIB): "the same of those outside the plan",
    ("trig", RDFLIB): SAME,
}


@dataclass
class Readings:
    """What was read, and found to say what it should."""

    counts: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def add(self, form: str, reader: str, statements: int) -> None:
        """One more document."""
        documents, before = self.counts.get((form, reader), (0, 0))
        self.counts[form, reader] = documents + 1, before + statements

    def lines(self) -> list[str]:
        """The table of what was read."""
        rows = [
            f"| {form} | {reader} | {result} |"
            for (form, reader), result in RESULTS.items()
            if (form, reader) in self.counts
        ]
        return [HEAD, "|---|---|---|", *rows]


def written(lines: list[str]) -> str:
    """The page with the table."""
    page = PAGE.read_text(encoding="utf-8").split("\n")
    begin = page.index(HEAD)
    end = next(at for at in range(begin, len(page)) if not page[at].startswith("|"))
    return "\n".join([*page[:begin], *lines, *page[end:]])
