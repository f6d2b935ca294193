"""How likely what a message seems to ask for is to be done, asked about, or left: what all readings say, weighed.

There are three: by what the rules see it, how sure the tagger of returns is of it, and what the reader of wishes says.
What each weighs is data (``words/likelihood.toml``), fitted on rows that no rule was written for (docs/decisions/0058).
"""

import math
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from workflows.rules.clauses import Message
from workflows.rules.statements import is_part, says_something
from workflows.rules.things import has_model_number, holds_goods
from workflows.understanding.returns.reader import ReadReturn, read_returns
from workflows.understanding.returns.words import words
from workflows.understanding.wanted import Place, Verdict, judge

LEAST = 0.003  # a share below it says no more
_MOST_LESS = 3.0
_MADE = ("n06", "n13", "n20", "n27")  # WordNet's artifacts, foods, plants and substances
_OWN = re.compile(r"\b(?:the|my|our|this|that|these|those)\s[\"']?$", re.IGNORECASE)
_BEFORE = 10  # characters before a name in which its determiner stands

Weights = dict[str, tuple[float, float, float]]


@cache
def _weights() -> dict[str, Weights]:
    text = (resources.files("workflows.rules.words") / "likelihood.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def likelihood(message: Message, place: Place, seen_by: str) -> Verdict:
    """Return how likely it is that what stands at ``place`` is to be done, asked about, or left.

    ``seen_by``: the kind of evidence (``rules/evidence.py``) of the rules, "none" where they see nothing.
    """
    weights = _weights()[place.asked]
    scores = [0.0, 0.0, 0.0]
    for name, value in evidence(message, place, seen_by):
        for n, weight in enumerate(weights.get(name, ())):
            scores[n] += weight * value
    most = max(scores)
    shares = [math.exp(one - most) for one in scores]
    return Verdict(*(share / sum(shares) for share in shares))


def evidence(message: Message, place: Place, seen_by: str) -> Iterator[tuple[str, float]]:
    """Yield what is weighed: its name, and how much of it there is."""
    read = judge(message.plain, place)
    yield "base", 1.0
    yield from ((name, math.log(share + LEAST)) for name, share in read._asdict().items())
    yield f"kind {seen_by}", 1.0
    if place.asked == "return" and place.end > place.start:
        yield from _of_tagger(read_returns(message.plain), place)
        yield from _of_name(message, place)


def _of_tagger(read: Iterable[ReadReturn], place: Place) -> Iterator[tuple[str, float]]:
    """Yield how sure the tagger is of a thing, and how much less than of another."""
    most = max((one.sure for one in read), default=0.0)
    mine = [one for one in read if one.product[0] < place.end and place.start < one.product[1]]
    if not mine:
        yield "less", _MOST_LESS
        return
    sure = max(one.sure for one in mine)
    yield "sure", _log_odds(sure)
    yield "likely", _log_odds(max(one.likely for one in mine))
    yield "less", min(_MOST_LESS, _log_odds(most) - _log_odds(sure))


def _log_odds(share: float) -> float:
    share = min(max(share, LEAST), 1 - LEAST)
    return math.log(share / (1 - share))


def _of_name(message: Message, place: Place) -> Iterator[tuple[str, float]]:
    """Yield what the name of a thing is like: an everyday thing, a part of one, named again, the writer's own."""
    name = message.original(place.start, place.end).lower()
    last = name.split()[-1] if name else ""
    kind, _ = words().look_up(last)
    yield "goods", float(holds_goods(name) or has_model_number(name))
    yield "part", float(is_part(name))
    yield "thing", float(kind in ("", "?") or any(one in kind for one in _MADE))
    yield "verb", float(says_something(message.plain, place.start, place.end, len(message.plain)))
    yield "det", float(_OWN.search(message.plain, max(0, place.start - _BEFORE), place.start) is not None)
    yield "again", float(bool(last) and len(re.findall(rf"(?<!\w){re.escape(last)}(?!\w)", message.low)) > 1)
