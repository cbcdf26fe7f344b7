"""Values that look like secrets, made unreadable before anything is written."""

from __future__ import annotations

import re
from collections.abc import Sequence

MASK = "***"

_ALWAYS = r"pass(?:word|wd|phrase)|pwd"
_WHEN_LONG = (
    r"(?:auth|access|bearer)?[_-]?token|secret|credentials?|(?:api|access|private|secret)[_-]?key"
)
_NAME = re.compile(rf"(?<![a-z])(?:{_ALWAYS}|{_WHEN_LONG}|apikey)(?![a-z])", re.IGNORECASE)
_QUOTED = r"[\"']?\s*[:=]\s*[bru]{0,2}[\"']?"
_END = r"[^\s\"',;)}\]]"
_ASSIGNED = [
    re.compile(rf"((?<![a-z])(?:{_ALWAYS})(?![a-z])[\w-]*{_QUOTED})({_END}+)", re.IGNORECASE),
    re.compile(
        rf"((?<![a-z])(?:{_WHEN_LONG}|apikey)(?![a-z])[\w-]*{_QUOTED})({_END}{{8,}})",
        re.IGNORECASE,
    ),
]
_FORMS = [
    re.compile(r"(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(-----END|\Z)", re.DOTALL),
    re.compile(r"(://[^/\s:@]*:)[^/\s@]+(@)"),
    re.compile(r"(\b(?:Bearer|Basic)\s+)[\w.~+/=-]{8,}()"),
    re.compile(r"(/t/)[\w-]{8,}()"),
]
_KEYS = re.compile(
    r"\b(?:A[KS]IA[0-9A-Z]{16}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|hf_\w{20,}"
    r"|sk-[\w-]{20,}|xox[abprs]-[\w-]{10,}|AIza[\w-]{30,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+)"
)


def is_secret(name: str) -> bool:
    """Whether a value under this name is one that nobody should read."""
    return _NAME.search(name) is not None


def masked(text: str) -> str:
    """The text without what looks like passwords, tokens and keys.

    It goes by names (`password=…`, `"api_key": "…"`), by the forms of well-known keys, and by
    places where secrets stand (before the @ of an address, between the lines of a private key).
    """
    for form in _FORMS:
        text = form.sub(rf"\g<1>{MASK}\g<2>", text)
    text = _KEYS.sub(MASK, text)
    for assigned in _ASSIGNED:
        text = assigned.sub(rf"\g<1>{MASK}", text)
    return text


def masked_command(arguments: Sequence[str]) -> list[str]:
    """The command line, also without the value that follows an option such as `--api-key`."""
    shown: list[str] = []
    hide = False
    for argument in arguments:
        shown.append(MASK if hide else masked(argument))
        hide = argument.startswith("-") and "=" not in argument and is_secret(argument)
    return shown
