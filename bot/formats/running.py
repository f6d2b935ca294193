"""Running headers and footers of a PDF: what stands apart at the edge of most of its pages, at the same height."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Protocol

from bot.formats.columns import placed

EDGE_LINES = 4  # of a header or footer
APART = 2.0  # times the size of most letters: how far it stands from the text
LARGE = 1.12  # times that size: a title, which is no header
_NUMBER = re.compile(r"\d+")
Running = frozenset[tuple[str, int]]


class Drawn(Protocol):
    """A line with the size of its letters and its height on the page."""

    text: str
    size: float
    height: float


def running_of(pages: Sequence[Sequence[Drawn]]) -> Running:
    """Return what is alike at the edges of most of these pages but for its numbers: of three at least, or of both."""
    counts = Counter(one for page in pages for one in set(_at_edges(page)))
    least = max(min(len(pages), 3), len(pages) // 2 + 1, 2)
    return frozenset(one for one, count in counts.items() if count >= least)


def is_running(line: Drawn, running: Running) -> bool:
    """Say whether a line is one of those that most pages have."""
    return (_key(line.text), round(line.height)) in running


def without_running(laid: Sequence[str], running: Running) -> list[str]:
    """Return a page that is laid out without the lines at its edges that hold nothing else."""
    keys = {key for key, _ in running}
    filled = [at for at, line in enumerate(laid) if line.strip()]
    edges = {*filled[:EDGE_LINES], *filled[-EDGE_LINES:]}
    return [
        "" if at in edges and (_key(line) in keys or all(_key(text) in keys for _, text in placed(line))) else line
        for at, line in enumerate(laid)
    ]


def _at_edges(lines: Sequence[Drawn]) -> Iterator[tuple[str, int]]:
    shown = [line for line in lines if line.text.strip() and line.size]
    if not shown:
        return
    usual = median(line.size for line in shown for _ in range(1 + len(line.text) // 10))
    heights = sorted({round(line.height) for line in shown})
    edges = {*_edge(heights, APART * usual), *_edge(heights[::-1], APART * usual)}
    yield from (
        (_key(line.text), round(line.height))
        for line in shown
        if round(line.height) in edges and line.size <= LARGE * usual
    )


def _edge(heights: Sequence[int], apart: float) -> Iterable[int]:
    """Return the heights before the first gap; none, if it comes late."""
    for at, (one, other) in enumerate(pairwise(heights[: EDGE_LINES + 1]), start=1):
        if abs(one - other) > apart:
            return heights[:at]
    return ()


def _key(text: str) -> str:
    return _NUMBER.sub("#", "".join(text.split()))
