"""What is printed for people: as wide as their terminal, coloured only on one."""

from __future__ import annotations

import os
import shutil
import sys

_NARROWEST = 40


class Style:
    """Colours, where standard output is a terminal and NO_COLOR is not set."""

    def __init__(self) -> None:
        self.coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def bold(self, text: str) -> str:
        """Headings."""
        return self._in("1", text)

    def dim(self, text: str) -> str:
        """What matters less."""
        return self._in("2", text)

    def good(self, text: str) -> str:
        """The best of several."""
        return self._in("32", text)

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.coloured and text else text


def width() -> int | None:
    """Columns of the terminal; None where standard output goes elsewhere and may be wide."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return None
    return max(_NARROWEST, shutil.get_terminal_size().columns)


def shortened(text: str, columns: int | None) -> str:
    """The text, its middle left out where it is longer than that."""
    text = text.replace("\n", "\\n")
    if columns is None or len(text) <= columns:
        return text
    if columns < 2:
        return "…"[:columns]
    head = (columns - 1 + 1) // 2
    tail = columns - 1 - head
    return text[:head] + "…" + (text[-tail:] if tail else "")
