"""The report as one HTML file: the few forms of Markdown that it uses, figures inside."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2em .6em;text-align:left}"
    "svg{max-width:100%}"
)


def page(markdown: str, folder: Path) -> str:
    """A page of headings, paragraphs, lists, tables and figures, which lie in the folder."""
    blocks = [_block(block, folder) for block in re.split(r"\n\s*\n", markdown.strip())]
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><style>{STYLE}</style>'
    title = re.search(r"^# (.*)", markdown, re.MULTILINE)
    return f"{head}<title>{escape(title[1]) if title else ''}</title>{''.join(blocks)}</html>\n"


def _block(block: str, folder: Path) -> str:
    heading = re.match(r"(#+) (.*)", block)
    if heading:
        level = len(heading[1])
        return f"<h{level}>{_inline(heading[2])}</h{level}>\n"
    figure = re.match(r"!\[.*\]\((.*)\)", block)
    if figure:
        return (folder / figure[1]).read_text()
    if block.startswith("| "):
        return _table(block.splitlines())
    if block.startswith("- "):
        items = (f"<li>{_inline(line[2:])}</li>" for line in block.splitlines())
        return f"<ul>{''.join(items)}</ul>\n"
    return f"<p>{_inline(block)}</p>\n"


def _table(lines: list[str]) -> str:
    rows = [line.strip("|").split("|") for line in lines if not line.startswith("| ---")]
    kinds = ["th", *["td"] * (len(rows) - 1)]
    return "<table>" + "".join(
        "<tr>" + "".join(f"<{kind}>{_inline(cell.strip())}</{kind}>" for cell in row) + "</tr>"
        for kind, row in zip(kinds, rows, strict=True)
    ) + "</table>\n"  # fmt: skip


def _inline(text: str) -> str:
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", escape(text))
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    return re.sub(r"`(.+?)`", r"<code>\1</code>", text)
