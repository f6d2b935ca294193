"""What becomes of each thing and number that a message names, by all readings of it at once.

The rules, the tagger, the reader of wishes and the close reader each say what they see of it. A logistic weighing of
what they say, learnt from plans that none of them was taught, tells how likely it is to be done, asked about or left
(docs/decisions/0101-all-readings-weighed-at-once.md). Guards say what is never done, however likely.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from workflows.language.lazy import lazy
from workflows.rules.doubt.alone import may_be_asked
from workflows.rules.doubt.third_reading import (
    Told,
    is_never_asked,
    is_never_done,
    return_of_place,
    wished,
    wishes_else,
)
from workflows.rules.evidence import Kind, certainty_of
from workflows.rules.syntax.clauses import Message
from workflows.understanding import closely
from workflows.understanding.wanted import Verdict

NAME, NAME_OF_BASE = "all_readings.json", "base_readings.json"  # with a close reader, and without
DONE = 0.8  # What is sure is done from here on, else asked about ...
LEFT, LEFT_ORDER = 0.9, 0.6  # ... and left where it is as likely to be none; an order, which is only looked up, sooner.
MADE_SURE = 0.85  # What is likely, or what nobody else sees, is done from here on ...
ASKED = 0.6  # ... and asked about where it is as likely to be done or asked about; the rest is left.
ASKED_ALONE = 0.6  # Without a close reader: from where on a thing that nobody else sees is asked about.
MOST_BEFORE = 40  # characters before a thing in which "one of the two" stands
LEAST = 1e-4  # of a likelihood, whose logarithm is weighed
MOST_WORDS = 150  # of a message, which all longer ones count as
# These keep their question whatever is read: an exchange, a condition, a doubt, one of several, another's words.
KEEP_ASKED: frozenset[Kind] = frozenset(
    {"swap", "conditional", "hedged", "leaning", "about", "one_of_several", "choice", "passed_on"}
)
# These are never made sure, but may be left.
NEVER_SURE: frozenset[Kind] = frozenset({"doubted", "bare_question", "model_alone"})


# "one of the two suitcases": which, is not said.
_ONE_OF = lazy(r"\bone\sof\s(?:the|my|our|these|those|your)\s(?:\w+\s){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing or number with what the close reader says of it, and by what the others see it (None: they do not)."""

    told: Told
    kind: Kind | None = None

    @property
    def is_sure(self) -> bool:
        """Whether the others would do it at once."""
        return self.kind is not None and certainty_of(self.kind) == "sure"


def weighed(message: Message, seen: Sequence[Seen]) -> list[Kind | None]:
    """Return by what each of ``seen`` is seen now; None: it is left."""
    else_wished = wishes_else(message)
    given = zip(seen, readings(message, seen, else_wished=else_wished), strict=True)
    if _is_base():
        return [one.kind or _kind_alone(message, one, told) for one, told in given]
    return [_kind(message, one, _likely(told), else_wished=else_wished) for one, told in given]


def _kind_alone(message: Message, one: Seen, told: Mapping[str, float]) -> Kind | None:
    """Return by what is seen, without a close reader, what nobody else sees: a return is asked about at most."""
    if one.told.place.asked != "return" or _likely(told).leave > 1 - ASKED_ALONE:
        return None
    return "read_likely" if may_be_asked(message, one.told.place, one.told.read) else None


def _kind(message: Message, one: Seen, likely: Verdict, *, else_wished: bool) -> Kind | None:
    if one.is_sure:
        return _kind_of_sure(one, likely)
    if one.kind in KEEP_ASKED:
        return one.kind
    if likely.act >= MADE_SURE and not else_wished and _may_be_done(message, one):
        return "read"
    if likely.act + likely.ask < ASKED or _is_void(message, one):
        return None
    return one.kind or "read_likely"


def _is_base() -> bool:
    return closely.load() is None


def _kind_of_sure(one: Seen, likely: Verdict) -> Kind | None:
    if one.told.place.asked == "order":
        return None if likely.leave >= LEFT_ORDER else one.kind
    if likely.act >= DONE:
        return one.kind
    return None if likely.leave >= LEFT else "doubted"


def _may_be_done(message: Message, one: Seen) -> bool:
    """Tell whether what the others would ask about, or do not see, may be done at all: not an invoice so unseen."""
    if _ONE_OF.search(message.plain, max(0, one.told.place.start - MOST_BEFORE), one.told.place.start):
        return False
    if one.kind is not None:
        return one.kind not in NEVER_SURE
    return one.told.place.asked != "invoice" and not _is_held_against(message, one)


def _is_held_against(message: Message, one: Seen) -> bool:
    """Tell whether the rules have something against doing a return that nobody else sees."""
    is_alone = one.kind is None and one.told.place.asked == "return"
    return is_alone and is_never_done(message, one.told, return_of_place(message, one.told.place, one.told.read))


def _is_void(message: Message, one: Seen) -> bool:
    """Tell whether the rules know why a return that nobody else sees is none, so that it is not even asked about."""
    is_alone = one.kind is None and one.told.place.asked == "return"
    return is_alone and is_never_asked(message, one.told.place, return_of_place(message, one.told.place, one.told.read))


def readings(message: Message, seen: Sequence[Seen], *, else_wished: bool) -> Iterator[dict[str, float]]:
    """Yield by name what is weighed of each of ``seen``."""
    words = min(len(message.plain.split()), MOST_WORDS) / 100
    for one in seen:
        asked, named = one.told.place.asked, one.told.verdict
        state = "sure" if one.is_sure else "likely" if one.kind else "none"
        found = {f"{asked}, {state}": 1.0, f"kind {one.kind}": 1.0, asked: 1.0, state: 1.0}
        wish = wished(message, one.told)
        for label in Verdict._fields:
            found[f"named {label}"] = found[f"named {label}, {asked}"] = math.log(max(getattr(named, label), LEAST))
            found[f"wished {label}"] = math.log(max(getattr(wish, label), LEAST))
        others = [other for other in seen if other is not one]
        found["tagged"] = one.told.read.sure if one.told.read else 0.0
        found["left"] = float(not _is_base() and _is_held_against(message, one))
        found |= {"else": float(else_wished), "words": words}
        found["another is sure"] = float(any(other.is_sure for other in others))
        found["another is likely"] = max((other.told.verdict.act for other in others), default=0.0)
        yield found


def _likely(read: Mapping[str, float]) -> Verdict:
    weights = _weights(NAME_OF_BASE if _is_base() else NAME)
    scores = list(weights["all"])
    for name, value in read.items():
        for label, weight in enumerate(weights.get(name, ())):
            scores[label] += value * weight
    most = max(scores)
    shares = [math.exp(score - most) for score in scores]
    return Verdict(*(share / sum(shares) for share in shares))


@cache
def _weights(name: str) -> Mapping[str, Sequence[float]]:
    file = resources.files("workflows.understanding.weights") / name
    learnt: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return dict(learnt["weights"])
