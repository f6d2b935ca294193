"""Typed text as a person reads it: what its lines are, without the marks that people make lists and headings with."""

import re
from collections.abc import Mapping, Sequence

from bot.formats.outline import Outline
from workflows.faq.blocks import Block
from workflows.faq.plain import plain_blocks

_MARKS = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,200}?)(?<=\S)\1")


def read_plain(text: str, headings: Mapping[int, int] | None = None) -> Outline:
    """Read a text; ``headings`` as ``plain_blocks`` takes them."""
    outline = Outline()
    rows: list[Block] = []
    for block in plain_blocks(text, headings):
        if block.kind == "row":
            rows.append(block)
            continue
        _table(outline, rows)
        rows = []
        _write(outline, block, _MARKS.sub(r"\2", text[block.start : block.end]))
    _table(outline, rows)
    return outline


def _write(outline: Outline, block: Block, text: str) -> None:
    if block.kind == "item":
        outline.item(text, block.level)
    elif block.kind == "pair":
        outline.pair(*block.cells)
    else:
        outline.add(block.kind, text, block.level)


def _table(outline: Outline, rows: Sequence[Block]) -> None:
    if rows:
        cells = [list(row.cells) for row in rows]
        outline.table(cells, headed=False)
