"""More rows from one: the same message about other things, and written in another case."""

import random
import re
from dataclasses import replace

from workflows.language.lazy import lazy
from workflows.understanding.returns.names import is_generic
from workflows.understanding.returns.training.markup import Row, Span

# Everyday things of the rows that nobody sends back: without other names for them, a lamp would mean "leave it".
_THINGS = lazy(
    r"\b(?:the|my|our|this|a|his|her|your)\s(amp|lamp|kettle|rug|globe|mat|drone|jug|shirt|camera|blanket|remote|watch|tent|mixer"
    r"|blender|keyboard|phone|jacket|toaster|chair|sofa|shoes|bed|desk|table|mug|tv|fan|scarf|filter|handbag|pillow|skates|headphones"
    r"|runner|coat|heater|router|ladle|ladles|couch|bike|printer|grill|boots|vase|guitar|oven|speaker|jeans|stool)\b",
    re.IGNORECASE,
)


class Variation:
    """Draws variants of rows, the same each time for the same ``seed``."""

    def __init__(self, products: list[str], seed: int) -> None:
        self._products = products
        self._random = random.Random(seed)  # noqa: S311 - nothing secret is drawn

    def of(self, row: Row) -> Row:
        """Return ``row`` with other products, and one time in three in lower or upper case or with curly quotes."""
        return self._dressed(self._with_others(row))

    def _other(self, name: str) -> str:
        drawn = [self._random.choice(self._products) for _ in range(12)]
        return next((one for one in drawn if _is_plural(one) == _is_plural(name)), drawn[0])

    def _with_others(self, row: Row) -> Row:
        marked = [one for one in row.spans if one.kind in "PL"]
        names = {row.text[one.start : one.end] for one in marked}
        others = {name.lower(): self._other(name) for name in sorted(names) if not is_generic(name)}
        cuts: list[tuple[int, int, str]] = []
        for one in marked:
            old = row.text[one.start : one.end]
            if new := others.get(old.lower()):
                cuts.append((one.start, one.end, new.upper() if old.isupper() and len(old) > 2 else new))
        for match in _THINGS.finditer(row.text):
            if not any(one.start < match.end(1) and match.start(1) < one.end for one in marked):
                new = others.setdefault(match[1].lower(), self._other(match[1]))
                cuts.append((*match.span(1), new))
        return _cut(row, sorted(set(cuts)))

    def _dressed(self, row: Row) -> Row:
        chance = self._random.random()
        if chance < 0.25:
            text = row.text.lower()
        elif chance < 0.29:
            text = row.text.upper()
        else:
            text = row.text.replace("'", "\u2019") if chance < 0.34 else row.text
        return replace(row, text=text) if len(text) == len(row.text) else row


def _is_plural(name: str) -> bool:
    return name.rsplit(maxsplit=1)[-1].endswith("s") and not name.endswith(("ss", "dress", "glass", "compass"))


def _cut(row: Row, cuts: list[tuple[int, int, str]]) -> Row:
    """Return ``row`` with each piece of ``cuts`` replaced, and its spans where they then stand."""
    text, at = "", 0
    moves: list[tuple[int, int, int]] = []  # a piece of the old text, and where the new one begins
    for start, end, new in cuts:
        if start < at:
            continue
        text += row.text[at:start]
        moves.append((start, end, len(text)))
        text += new
        at = end
    text += row.text[at:]
    ends = [
        (start, end, begin, begin + len(new))
        for (start, end, begin), (_, _, new) in zip(moves, _kept(cuts), strict=True)
    ]

    def moved(place: int, *, is_end: bool) -> int:
        shift = 0
        for start, end, begin, finish in ends:
            if place < start or (place == start and not is_end):
                break
            if place < end or (place == end and is_end):
                return finish if is_end else begin
            shift = finish - end
        return place + shift

    spans = tuple(
        Span(one.kind, one.numbers, moved(one.start, is_end=False), moved(one.end, is_end=True)) for one in row.spans
    )
    return Row(text, spans)


def _kept(cuts: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for one in cuts:
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept
