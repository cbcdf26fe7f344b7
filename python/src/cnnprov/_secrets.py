"""Values that look like secrets, made unreadable before anything is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

MASK = "***"


class _Form(NamedTuple):
    """A form that secrets have: a text in lower case without one of the marks has none of it.

    So the pattern, which takes a millisecond to compile, is compiled for a text that may need it.
    """

    marks: tuple[str, ...]
    pattern: str
    flags: int = 0
    shown: str = rf"\g<1>{MASK}\g<2>"
    """What takes the secret's place."""

    def is_in(self, text: str) -> bool:
        return self._may_be_in(text) and re.search(self.pattern, text, self.flags) is not None

    def hidden(self, text: str) -> str:
        if not self._may_be_in(text):
            return text
        return re.sub(self.pattern, self.shown, text, flags=self.flags)

    def _may_be_in(self, text: str) -> bool:
        lowered = text.lower()
        return any(mark in lowered for mark in self.marks)


_ALWAYS = r"pass(?:word|wd|phrase)|pwd"
_ALWAYS_MARKS = ("pass", "pwd")
_WHEN_LONG = (
    r"(?:auth|access|bearer)?[_-]?token|secret|credentials?"
    r"|(?:api|access|private|secret)[_-]?key|apikey"
)
_WHEN_LONG_MARKS = ("token", "secret", "credential", "key")
_NAME = _Form(
    _ALWAYS_MARKS + _WHEN_LONG_MARKS,
    rf"(?<![a-z])(?:{_ALWAYS}|{_WHEN_LONG})(?![a-z])",
    re.IGNORECASE,
)
_QUOTED = r"[\"']?\s*[:=]\s*[bru]{0,2}[\"']?"
_END = r"[^\s\"',;)}\]]"
_FORMS = (
    _Form(("-----begin ",), r"(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(-----END|\Z)", re.DOTALL),
    _Form(("://",), r"(://[^/\s:@]*:)[^/\s@]+(@)"),
    _Form(("bearer", "basic"), r"(\b(?:Bearer|Basic)\s+)[\w.~+/=-]{8,}()"),
    _Form(("/t/",), r"(/t/)[\w-]{8,}()"),
    _Form(
        ("akia", "asia", "gh", "glpat-", "hf_", "sk-", "xox", "aiza", "eyj"),
        r"\b(?:A[KS]IA[0-9A-Z]{16}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}"
        r"|hf_\w{20,}|sk-[\w-]{20,}|xox[abprs]-[\w-]{10,}|AIza[\w-]{30,}"
        r"|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+)",
        shown=MASK,
    ),
    _Form(
        _ALWAYS_MARKS,
        rf"((?<![a-z])(?:{_ALWAYS})(?![a-z])[\w-]*{_QUOTED})({_END}+)",
        re.IGNORECASE,
        rf"\g<1>{MASK}",
    ),
    _Form(
        _WHEN_LONG_MARKS,
        rf"((?<![a-z])(?:{_WHEN_LONG})(?![a-z])[\w-]*{_QUOTED})({_END}{{8,}})",
        re.IGNORECASE,
        rf"\g<1>{MASK}",
    ),
)


def is_secret(name: str) -> bool:
    """Whether a value under this name is one that nobody should read."""
    return _NAME.is_in(name)


def masked(text: str) -> str:
    """The text without what looks like passwords, tokens and keys.

    It goes by names (`password=…`, `"api_key": "…"`), by the forms of well-known keys, and by
    places where secrets stand (before the @ of an address, between the lines of a private key).
    """
    for form in _FORMS:
        text = form.hidden(text)
    return text


def masked_command(arguments: Sequence[str]) -> list[str]:
    """The command line, also without the value that follows an option such as `--api-key`."""
    shown: list[str] = []
    hide = False
    for argument in arguments:
        shown.append(MASK if hide else masked(argument))
        hide = argument.startswith("-") and "=" not in argument and is_secret(argument)
    return shown
