"""What a message says is to be returned and why, and how sure that is: only sentences near a cue are read."""

from dataclasses import dataclass
from functools import lru_cache

from workflows.ids.grammar import REMEMBERED
from workflows.understanding.returns.crf import tagger
from workflows.understanding.returns.cues import RETURNING, cue_of
from workflows.understanding.returns.features import features_of
from workflows.understanding.returns.spans import Chances, Product, Span, products_in
from workflows.understanding.returns.tokens import Token, may_hold, sentences_of, tokens_of

MOST_TOKENS = 120
"""Of a message are read; a token costs about 0.08 ms."""
MOST_CHARS = 6000
_BEFORE, _AFTER = 4, 2  # sentences around one with a cue
_LONG = 30  # tokens: a longer sentence is taken in parts


@dataclass(frozen=True, slots=True)
class ReadReturn:
    """A product that may be to go back, with spans in the text; ``sure`` that it is, ``likely`` that it at least may.

    ``places`` are where it is named or meant.
    """

    product: Span
    reason: Span | None
    sure: float
    likely: float
    places: tuple[Span, ...]


@lru_cache(maxsize=REMEMBERED)
def read_returns(text: str) -> tuple[ReadReturn, ...]:
    """Return the products that ``text`` may ask to return, in its order; () without a cue.

    Untrusted text of any length: the first 6,000 characters count, and of them at most 120 tokens near cues.
    """
    tokens = tokens_to_read(text)
    if not tokens:
        return ()
    crf = tagger()
    chances = Chances(crf.labels, crf.chances(features_of(tokens)))
    return tuple(
        ReadReturn(one.span, one.reason, one.sure, one.likely, _places(tokens, one))
        for one in products_in(tokens, text, chances)
    )


def _places(tokens: list[Token], one: Product) -> tuple[Span, ...]:
    return tuple((tokens[a].start, tokens[b - 1].end) for a, b in sorted(one.places))


def tokens_to_read(text: str) -> list[Token]:
    """Return the tokens of the sentences with a cue and of those around them, as many as are read; [] without a cue."""
    text, cues = text[:MOST_CHARS], tagger().cues
    if not may_hold(cues, text):
        return []
    tokens = tokens_of(text)
    sentences = [part for one in sentences_of(tokens) for part in _parts(one)]
    cued = [n for n, one in enumerate(sentences) if any(tokens[at].low in cues for at in one)]
    if not cued or len(tokens) <= MOST_TOKENS:
        return tokens if cued else []
    strong = [n for n in cued if any(cue_of(tokens[at]) in RETURNING for at in sentences[n])]
    wanted = list(strong)
    for distance in range(1, _BEFORE + 1):
        wanted += [n - distance for n in strong]
        wanted += [n + distance for n in strong if distance <= _AFTER]
    wanted += cued
    chosen: set[int] = set()
    left = MOST_TOKENS
    for n in dict.fromkeys(n for n in wanted if 0 <= n < len(sentences)):
        if len(sentences[n]) <= left:
            chosen.add(n)
            left -= len(sentences[n])
    return [tokens[at] for n in sorted(chosen) for at in sentences[n]]


def _parts(sentence: range) -> list[range]:
    return [sentence[at : at + _LONG] for at in range(0, len(sentence), _LONG)]
