"""What one sentence of a later message in a thread does: it thanks, waits, says yes, asks when; learnt from rows.

Whether the case's records allow it is not known here.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, cast, get_args

from workflows.ids.grammar import REMEMBERED
from workflows.language.lazy import lazy
from workflows.language.sentences import sentences
from workflows.understanding.features import END, START, class_of, words_of
from workflows.understanding.linear import load_packed
from workflows.understanding.training import Example, Row

NAME = "turns"
LONGEST = 400  # characters: who writes more tells a story of their own
MOST_SENTENCES = 6
_SHORT = 3  # words of a sentence that is known as a whole
_END = 4  # letters of a word's beginning and end

Awaits = Literal["nothing", "yes", "cancel", "product", "number", "account"]
_MARKS: dict[str, Awaits] = {"0": "nothing", "y": "yes", "c": "cancel", "p": "product", "n": "number", "a": "account"}
_MARKED = lazy(r"\[([0ycpna])\] ")
# "… and which carrier has it": one more question without a mark between.
_ASKS_ON = lazy(
    r"(?:,\s*|\s)(?:and|also|&|or)\s(?=(?:and\s|also\s)?(?:who|what|which|when|where|how|by\swhom|by\swhen|is|are|has|have|did|do|does"
    r"|can|could|will)\b)",
    re.IGNORECASE,
)


Does = Literal[
    "thanks", "wait", "yes", "no", "works", "cancel", "unsure", "without", "value", "correct", "adds", "contradicts",
    "more", "human", "return_some", "look_up", "invoice_some", "payment", "other",
    "when", "where", "carrier", "tracking", "number", "number_return", "number_investigation", "send_to", "valid",
    "take", "done", "person",
]  # fmt: skip
LOOK_UPS: frozenset[Does] = frozenset(get_args(Does)[-12:])
SURE = 0.7  # below it a sentence is "other": of the held-out rows nine in ten of what is above it are right
SURE_OF_PERSON = 0.75  # a case that goes to a person for nothing costs one; nobody asks for one twice
# Where only the kind is sure, it stands for the one of its kind that says most.
_KINDS: tuple[tuple[Does, frozenset[Does]], ...] = (
    ("thanks", frozenset({"thanks", "wait"})),
    ("without", frozenset({"unsure", "without"})),
    ("where", frozenset({"when", "where", "carrier", "tracking"})),
    ("send_to", frozenset({"number_return", "send_to", "valid"})),
    ("done", LOOK_UPS - {"person"}),
)


_OF_WORDS = ("w ", "b ", "c ", "p ", "s ", "whole ")
_NO_WORDS = frozenset({"c ", "whole ", "whole 0", "w 0", "c 0", f"b 0 {END}"})


class Said(NamedTuple):
    """One sentence, what it does, and how likely that is."""

    text: str
    does: Does
    share: float


@lru_cache(maxsize=REMEMBERED)
def turn_of(text: str, awaits: Awaits) -> tuple[Said, ...]:
    """Return what the sentences of ``text`` (untrusted) do, in order; () for a text that is long or says nothing.

    ``awaits``: what the desk asked for last.
    """
    if len(text) > LONGEST:
        return ()
    pieces = [piece for one in sentences(text) for piece in _ASKS_ON.split(text[one.start : one.upto])]
    kept = [piece.strip() for piece in pieces if any(letter.isalnum() for letter in piece)]
    return tuple(_said(piece, awaits) for piece in kept) if len(kept) <= MOST_SENTENCES else ()


def words_say(sentence: str) -> Does | None:
    """Return what the words of ``sentence`` (untrusted) speak for by themselves; None if nobody has taught them.

    Where a sentence stands, and that it is short, does not count: of an unknown word that says nothing.
    """
    model = load_packed(NAME)
    words = filter(_is_of_words, features(sentence[:LONGEST], "nothing"))
    known = [weights for one in words if (weights := model.weights_of(one)) is not None]
    if not known:
        return None
    scores = dict(zip(model.labels, map(sum, zip(*known, strict=True)), strict=True))
    best = cast("Does", max(scores, key=scores.__getitem__))
    return best if scores[best] > 0 else None


def _is_of_words(feature: str) -> bool:
    return feature.startswith(_OF_WORDS) and feature not in _NO_WORDS and not feature.startswith(f"b {START} ")


def _said(sentence: str, awaits: Awaits) -> Said:
    shares = cast("dict[Does, float]", load_packed(NAME).probabilities(features(sentence, awaits)))
    likely = max(shares, key=shares.__getitem__)
    if shares[likely] >= SURE:
        return Said(sentence, likely, shares[likely])
    kinds = ((general, sum(shares[one] for one in some)) for general, some in _KINDS)
    return next((Said(sentence, *one) for one in kinds if one[1] >= SURE), Said(sentence, "other", shares[likely]))


def features(text: str, awaits: Awaits) -> frozenset[str]:
    """Return what the reader sees of one sentence and of what the desk waits for."""
    words = words_of(text)
    plain = [word for word in words if word[0].isalnum() or word[0] == "<"]
    seen = {f"w {word}" for word in words} | {f"b {one} {two}" for one, two in pairwise([START, *words, END])}
    seen |= {f"c {class_of(word)}" for word in words}
    for word in words:
        if word.isalpha() and len(word) > _END:
            seen |= {f"p {word[:_END]}", f"s {word[-_END:]}"}
    first = plain[0] if plain else ""
    seen |= {f"at {awaits}", f"at {awaits} first {first}", f"first {first}", f"length {min(len(plain), 12)}"}
    if len(plain) <= _SHORT:
        seen.add(f"whole {' '.join(plain)}")
    return frozenset(seen)


def examples(rows: list[Row]) -> list[Example]:
    """Return the rows as examples; one that names nothing awaited stands for nothing, and at times for something."""
    return [Example(row.label, features(text, awaits)) for row in rows for text, awaits in contexts(row)]


def contexts(row: Row) -> Iterator[tuple[str, Awaits]]:
    """Yield the text of a row with each thing that it is read as an answer to; ``[y] `` before it names the one."""
    marked = _MARKED.match(row.text)
    if marked:
        yield row.text[marked.end() :], _MARKS[marked[1]]
        return
    yield row.text, "nothing"
    number = sum(row.text.encode())
    if number % 9 == 0:
        others = get_args(Awaits)[1:]
        yield row.text, others[number // 9 % len(others)]
