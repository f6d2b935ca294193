"""What a message says against doing what it seems to ask for: taken back, settled, somebody else's, not sure yet.

An RMA or an investigation that nobody wanted is worse than a question: what is over and done with is left, and where
anything gives doubt it is asked about. Words after a request tell what its writer thinks of it now, those before it in
its clause who asks for it, and when.
"""

import re
from typing import NamedTuple

from workflows.language.lazy import lazy
from workflows.rules.clauses import Clause, Message
from workflows.rules.doubt_words import (
    ANOTHERS,
    AT_FIRST,
    DENIED,
    EXCEPT,
    HESITATES,
    IS_ELSE,
    KEEPS,
    NO_INVOICE,
    NOT_ABOUT,
    NOT_SAID,
    OVER,
    PLEASE,
    RIGHT_AFTER_ALL,
    SETTLED,
    TAKEN_BACK,
    WAVERS,
    Marks,
)
from workflows.rules.reasons import Span
from workflows.rules.statements import is_part
from workflows.rules.things import holds_goods, is_no_thing

SHORT = 600  # characters of a message that is all about what it asks for
SENTENCES_AFTER = 2  # of a longer one are read as said of a request
LONGEST_NAME = 80  # characters
_QUOTES = "\"'`"
_NEAR = 30  # characters before a word that a denial of it stands in
LONGEST = 1_000  # characters after a request
_BUT = lazy(r"\b(?:but|now|keep)\b", re.IGNORECASE)


class Doubt(NamedTuple):
    """What becomes of a request: it is left, or (``asks``) asked about; ``instead``: of which other thing."""

    asks: bool
    instead: Span | None = None


LEFT, ASKED = Doubt(asks=False), Doubt(asks=True)


def doubt_of(message: Message, at: int, named: Span | None, *, invoice: bool) -> Doubt | None:
    """Return what is to become of a request that stands ``at``, of what is ``named`` there; None: nothing is doubted.

    ``at`` of an invoice is where its number stands.
    """
    own = next((one for one in reversed(message.clauses) if one.start <= at), None)
    if own is None:
        return None
    said = max(at, named[1]) if named else at  # "the kettle, no wait, the pot": what is named last is meant
    before, after = message.plain[max(own.start, at - LONGEST) : at], _after(message, own, said)
    around = _around(message, own)
    name = message.plain[slice(*named)].lower() if named and not invoice else ""
    struck = bool(name) and _is_struck(name, after)
    left = (
        struck or _is_left(own, before, after, around, invoice=invoice) or (named and _is_excepted(message, at, named))
    )
    other = _another(message, at, name, may_be_part=bool(left)) if name else None
    if left:
        return Doubt(asks=True, instead=other) if other else ASKED if struck else LEFT
    if other or WAVERS.search(after) or HESITATES.search(after):
        return ASKED
    return ASKED if _is_at_first(before) else None


def leaves_order(message: Message, at: int) -> bool:
    """Tell whether the order named ``at`` is not to be looked up after all: taken back, or somebody else asks."""
    own = next((one for one in reversed(message.clauses) if one.start <= at), None)
    if own is None:
        return False
    around = _around(message, own)
    return _holds_undenied(TAKEN_BACK, _after(message, own, at)) or bool(
        ANOTHERS.search(around) and not PLEASE.search(around)
    )


def _is_left(own: Clause, before: str, after: str, around: str, *, invoice: bool) -> bool:
    """Tell whether words around a request say that nothing is to be done."""
    if _holds_undenied(TAKEN_BACK, after) or _holds_undenied(OVER, after):
        return True
    if invoice and NO_INVOICE.search(around):
        return True
    if (NOT_ABOUT.match(after) and DENIED.search(before)) or NOT_SAID.search(before):
        return True
    if ANOTHERS.search(around) and not PLEASE.search(around):
        return True
    if not (own.question or PLEASE.search(after)) and (
        SETTLED.search(around) or (invoice and RIGHT_AFTER_ALL.search(after))
    ):
        return True
    return _is_at_first(before) and RIGHT_AFTER_ALL.search(after) is not None


def _is_at_first(before: str) -> bool:
    """Tell whether words before a request say that it was wished for at first: "first I wanted to return the lamp"."""
    found = AT_FIRST.search(before)
    return found is not None and _BUT.search(before, found.end()) is None


def _after(message: Message, own: Clause, at: int) -> str:
    """Return what is said after a request: all of a short message, of a longer one what stands near."""
    later = [one for one in message.clauses if one.start >= own.start]
    near = [one for one in later if one.sentence <= own.sentence + SENTENCES_AFTER]
    end = len(message.plain) if len(message.plain) <= SHORT else near[-1].end + 1
    return message.plain[at : min(end, at + LONGEST)]


def _around(message: Message, own: Clause) -> str:
    inside = [one for one in message.clauses if one.sentence == own.sentence]
    return message.plain[max(inside[0].start, own.start - LONGEST) : inside[-1].end + 1][: 2 * LONGEST]


def _holds_undenied(pattern: Marks, words: str) -> bool:
    """Tell whether ``pattern`` finds something that no "not" right before denies: "I don't think I'll keep it"."""
    return any(not _denies(words, one.start(), one.end()) for one in pattern.finditer(words))


def _denies(words: str, start: int, end: int) -> bool:
    """Tell whether a "not" stands in what is found from ``start`` to ``end``, or right before it in its sentence."""
    before = words[max(0, start - _NEAR) : start]
    return _NOT.search(before[1 + max(map(before.rfind, ".!?;")) :] + words[start:end]) is not None


_NOT = lazy(
    r"\b(?:(?:should|shall|can|could|may|do|did)\s(?:i|we)|not|never|can't|cannot|won't|wont|don't|dont|doesn't|wouldn't|nor|if|whether|unless|instead\sof|than)\b|n't\b",
    re.IGNORECASE,
)


def _is_excepted(message: Message, at: int, named: Span) -> bool:
    """Tell whether all but what is named goes back: "return everything except the lamp"."""
    return at < named[0] and EXCEPT.search(message.plain[max(at, named[0] - 60) : named[0]]) is not None


def _is_struck(name: str, after: str) -> bool:
    """Tell whether a thing is named again as one that is not meant or stays: "not the tank" strikes the fish tank."""
    last = name[-LONGEST_NAME:].split()[-1:]
    if not last:
        return False
    again = rf"(?:the|my|our|that|this)\s(?:\w+\s){{0,2}}?{re.escape(last[0].strip(_QUOTES))}\b"
    struck = re.compile(rf"\bnot\s{again}(?!\s(?:itself|that|which|i\s))|{KEEPS}\s{again}", re.IGNORECASE)
    return any(not _denies(after, one.start(), one.start()) for one in struck.finditer(after))


def _another(message: Message, at: int, name: str, *, may_be_part: bool) -> Span | None:
    """Return the other thing that is then said to be the one at fault: "it's the pump that rattles"."""
    for one in IS_ELSE.finditer(message.plain, at, at + LONGEST):
        words = one["thing"].lower()
        is_thing = not is_no_thing(words) and (may_be_part or (holds_goods(words) and not is_part(words)))
        if is_thing and words not in name and name not in words:
            return one.span("thing")
    return None
