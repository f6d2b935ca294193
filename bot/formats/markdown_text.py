"""Markdown as a person reads it: marko makes HTML of it, which is walked as any page is.

Front matter gives the title; comments, tags of site generators and marks are no text. Long texts, and those with
footnotes, are read in a process of their own.
"""

import re

from bot.formats.admonitions import without_admonitions
from bot.formats.front_matter import split_front_matter
from bot.formats.html_text import nested_too_deep, walk_html
from bot.formats.outline import Outline

DEEPEST = 12  # quotes and lists in one another; marko recurses
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TEMPLATE = re.compile(r"\{%[^%\n]{0,200}%\}|[ \t]\{[#.:][^{}\n]{0,80}\}[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]{0,3}(?:```|~~~)", re.MULTILINE)
_DEEP = re.compile(rf"^(?:[ \t]{{0,8}}(?:>|[-*+](?=\s)|\d{{1,9}}[.)](?=\s))){{{DEEPEST},}}+", re.MULTILINE)
# What makes a text Markdown; a star or a hash alone may be anything.
_SIGNS = re.compile(
    r"^#{1,6}[ \t]+\S|^[ \t]{0,3}```|\*\*[^*\n]{1,80}\*\*|\]\([^()\s]{1,300}\)|^\|?[ \t]*:?-{3,}:?[ \t]*\|",
    re.MULTILINE,
)


def is_markdown(text: str) -> bool:
    """Say whether a typed text is written in Markdown."""
    return _SIGNS.search(text) is not None


def read_markdown(text: str) -> Outline:
    """Read Markdown of any common flavour (CommonMark, tables, footnotes, front matter, admonitions)."""
    from marko import Markdown  # noqa: PLC0415 - only where it is needed
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - likewise

    outline = Outline()
    outline.title, text = split_front_matter(text)
    # What is read of footnotes is written plainly first: marko (2.2.4) does not end at all of them.
    text = _DEEP.sub("> ", _outside_code(text)).expandtabs(4)
    page = Markdown(extensions=["gfm", "footnote"]).convert(text)
    if nested_too_deep(page):
        outline.add("paragraph", text)
        return outline
    body = LexborHTMLParser(page).body
    if body is not None:
        walk_html(body, outline)
    return outline


def _outside_code(text: str) -> str:
    """Take out comments and tags of generators; what stands in fences stays as it is."""
    pieces, at, inside = [], 0, False
    for fence in _FENCE.finditer(text):
        pieces.append(text[at : fence.start()] if inside else _bare(text[at : fence.start()]))
        at, inside = fence.start(), not inside
    pieces.append(text[at:] if inside else _bare(text[at:]))
    return "".join(pieces)


def _bare(text: str) -> str:
    text = _TEMPLATE.sub("", _COMMENT.sub("", text))
    text = without_admonitions(text)
    return "\n".join(map(_without_open_label, text.split("\n")))


def _without_open_label(line: str) -> str:
    """Return a line in which no label of a footnote begins that ends in another one."""
    end = line.rfind("]") + 1
    return line[:end] + line[end:].replace("[^", "\\[^")
