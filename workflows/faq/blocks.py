"""What a document is made of as a person sees it: headings, paragraphs, lists, steps, rows, values. Spans, no words.

Readers of files find them; a text that is only typed has them found in it (``plain``). They are kept with the text.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args

Kind = Literal["heading", "question", "paragraph", "item", "step", "row", "pair"]
KINDS: tuple[Kind, ...] = get_args(Kind)
AFTER_ANSWER = -1  # the level of the first block behind the answer to a question
NOTE = -2  # the level of a footnote: it belongs to no heading that it stands under
QUESTION_LEVEL = 9  # a question with its answer is inside whatever heading it stands under


@dataclass(frozen=True, slots=True)
class Block:
    """``text[start:end]`` of its document. ``level``: of a heading from 1, of an item how deep it is nested, from 1.

    ``cells``: of a pair its label and value; of a row header and cell in turns, from its label on.
    """

    kind: Kind
    start: int
    end: int
    level: int = 0
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replaced:
    """A span of a text that another text takes the place of."""

    start: int
    end: int
    text: str


def packed(blocks: Iterable[Block]) -> list[list[Any]]:
    """Return blocks as JSON can hold them."""
    return [[one.kind, one.start, one.end, one.level, *([list(one.cells)] if one.cells else [])] for one in blocks]


def unpacked(rows: Iterable[Sequence[Any]]) -> tuple[Block, ...]:
    """Return the blocks that ``packed`` made rows of."""
    return tuple(
        Block(cast("Kind", row[0]), row[1], row[2], row[3], tuple(row[4]) if len(row) > 4 else ()) for row in rows
    )


def blocks_of(rows: Iterable[Sequence[Any]] | None) -> tuple[Block, ...] | None:
    """Return the blocks of a stored document; None: it was kept before they were."""
    return None if rows is None else unpacked(rows)


def moved(blocks: Sequence[Block], spans: Sequence[Replaced]) -> tuple[Block, ...]:
    """Return blocks as they stand after ``spans``, in order and apart, were replaced; one that is inside a span goes.

    Cells are left as they are.
    """
    starts, ends, grown = [one.start for one in spans], [one.end for one in spans], [0]
    for one in spans:
        grown.append(grown[-1] + len(one.text) - (one.end - one.start))

    def place(at: int) -> int:
        inside = bisect_right(starts, at) - 1
        if inside >= 0 and at < ends[inside]:
            return starts[inside] + grown[inside]
        return at + grown[inside + 1]

    found = (replace(one, start=place(one.start), end=place(one.end)) for one in blocks)
    return tuple(one for one in found if one.start < one.end)
