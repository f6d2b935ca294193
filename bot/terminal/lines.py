"""Lines for a terminal: wrapped at its width under where their text begins; piped, each is whole, one a line."""

import re
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

LEAST = 20  # characters a column of text needs: where there are fewer, lines hang by two
# Where a line's own text begins: after the bar of a quotation and a bullet, or after a label, its mark, its time.
_QUOTED = re.compile(r" *│ ?(?P<bullet>• )?")
_LABELLED = re.compile(r" *\S(?:\S| (?! )){0,24} {2,}(?=\S)")
_PLAIN = re.compile(r" *(?P<bullet>[•>→] )?")


def print_lines(lines: Iterable[Text], console: Console | None = None) -> None:
    """Print lines; in a terminal what does not fit stands under the text it goes on with."""
    out = console or Console(highlight=False)
    for line in lines:
        if out.is_terminal:
            out.print(*_wrapped(line, out), sep="\n")
        else:
            out.print(line, soft_wrap=True)


def _wrapped(line: Text, console: Console) -> list[Text]:
    first, later = _indents(line.plain)
    if console.width - len(later) < LEAST:
        first, later = "", "  "
    pieces = list(line[len(first) :].wrap(console, max(console.width - len(later), 1))) or [Text()]
    for piece in pieces:
        piece.rstrip()
    head = line[: len(first)]
    return [head + pieces[0], *(Text(later, line.style) + piece for piece in pieces[1:])]


def _indents(text: str) -> tuple[str, str]:
    """Return the beginning of a line, and what stands before each further line of it.

    A quotation keeps its bar on each line: nothing in it may pass for a line of ours.
    """
    if quoted := _QUOTED.match(text):
        bullet = quoted["bullet"] or ""
        return quoted.group(), quoted.group().removesuffix(bullet) + " " * len(bullet)
    if labelled := _LABELLED.match(text):
        return labelled.group(), " " * len(labelled.group())
    start = _PLAIN.match(text)
    assert start is not None  # noqa: S101 - it matches any text, if only its beginning
    return start.group(), " " * len(start.group()) + ("" if start["bullet"] else "  ")
