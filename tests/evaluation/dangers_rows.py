"""What the close reader of dangers is taught: messages, each with whether it speaks of a danger, by who wrote them.

All that ``frontdesk train danger`` is taught of dangers and of what sounds near to one, a part of what is plainly
ordinary, and messages made of several, as danger often stands in the midst of another matter.
"""

import random
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import NamedTuple

from workflows.understanding.dangers import NAME, ORDINARY

OF_SETS, OF_OTHERS, MADE = 1.5, 1.0, 0.5  # what each row counts
MOST_PLAIN, MOST_MADE = 1500, 1200
_SET = re.compile(r"# of the (\w+) set of ")
_TAUGHT = "# the promise in 600 rows"  # by one more hand, like the sets
_NEAR = re.compile(r"# (near: |sounds near|told by)")


class Told(NamedTuple):
    """A message, whether it speaks of a danger, what it counts, and the set it is of; "": of none."""

    text: str
    danger: bool
    weight: float
    of: str = ""


def all_rows(without: Sequence[str] = ()) -> list[Told]:
    """Return all rows but those of the sets named ``without``; ``taught``: those that were written to be taught."""
    draw = random.Random(0)  # noqa: S311 - nothing secret is drawn
    told, plain = list[Told](), list[Told]()
    for row, is_near in _rows():
        if row.of and row.of in without:
            continue
        (told if row.danger or row.of or is_near else plain).append(row)
    draw.shuffle(plain)
    made = [_made(draw, told, plain) for _ in range(MOST_MADE)]
    return [*told, *plain[:MOST_PLAIN], *made]


def _rows() -> Iterator[tuple[Told, bool]]:
    """Yield each row, and whether what is ordinary in its part of the file sounds near to danger."""
    lines = (resources.files("workflows.understanding.rows") / f"{NAME}.tsv").read_text(encoding="utf-8")
    of, is_near = "", False
    for line in lines.splitlines():
        if line.startswith("#"):
            found = _SET.match(line)
            of = found[1] if found else "taught" if line.startswith(_TAUGHT) else ""
            is_near = bool(_NEAR.match(line))
        elif line.strip():
            label, _, text = line.partition("\t")
            yield Told(text, label != ORDINARY, OF_SETS if of else OF_OTHERS, of), is_near


def _made(draw: random.Random, told: Sequence[Told], plain: Sequence[Told]) -> Told:
    """Return a message of one that is told among one or two plain ones."""
    one = draw.choice(told)
    others = [row.text for row in draw.sample(plain, draw.choice((1, 1, 2)))]
    parts = [*others, one.text]
    draw.shuffle(parts)
    return Told(" ".join(parts), one.danger, MADE)
