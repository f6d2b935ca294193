"""Repairs: what a writer says in place of what they take back, and "not X" beside what they mean."""

import re
from dataclasses import dataclass, replace
from itertools import islice

from workflows.ids.grammar import FoundId
from workflows.language.lazy import lazy
from workflows.rules.clauses import Message
from workflows.rules.correction_words import ANOTHER, BUT, FILLER, LEAD, NOT, ON, REFUSES, WISH
from workflows.rules.nearby_things import Span, begin_of, is_wished, thing_at, things_before, written_at

MOST_REFUSED = 40
# A number that no word makes an id: it corrects one with as many digits.
_NUMBER = lazy(r"\#?(?=[a-z/-]{0,6}\d{3})[a-z]{0,5}[-/]?\d{3,14}(?![\w-])", re.IGNORECASE)
_THAT = lazy(r"\s(?:that|which)\s")
_THEN = lazy(r"[\s,;.\u2013\u2014-]{1,4}(?:but\s|rather\s|i\smeant?\s)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Repair:
    """An id or (``one`` None) a thing after an editing term, read up to ``upto``; ``refused``: what is named as wrong.

    ``is_cleft``: "it is the kettle that leaks", which does not say that the kettle is what is wished for. ``has_wish``:
    "I want to return the kettle". ``is_only``: "only the kettle", of several.
    """

    start: int
    end: int
    upto: int
    one: FoundId | None
    refused: Span | None = None
    is_cleft: bool = False
    has_wish: bool = False
    is_only: bool = False


def repair_at(message: Message, at: int, *, may_be_part: bool = False) -> Repair | None:
    """Return what stands right after an editing term that ends ``at``; None if a statement or anything else does."""
    plain = message.plain
    lead = LEAD.match(plain, at)
    at = lead.end() if lead else at
    found = _id_or_thing(message, at, may_be_part=may_be_part)
    if found is None:
        return None
    one, start, end = found
    filler = FILLER.match(plain, end)
    upto = filler.end() if filler else end
    refused = None
    if denied := NOT.match(plain, upto):
        refused = _refused(message, denied.end())
        if refused is None and not ON.match(plain, upto):
            return None
        upto = refused[1] if refused else upto
    if ANOTHER.match(plain, upto) or not ON.match(plain, upto):
        return None
    cleft = one is None and lead is not None and lead["cleft"] is not None and _THAT.match(plain, end) is not None
    has_wish = lead is not None and WISH.search(lead[0]) is not None
    is_only = lead is not None and lead["only"] is not None
    return Repair(start, end, upto, one, refused, cleft, has_wish, is_only)


def _id_or_thing(message: Message, at: int, *, may_be_part: bool = False) -> tuple[FoundId | None, int, int] | None:
    for one in message.ids_in(at, at + 1):
        return (one, one.start, one.end) if one.kind in {"order", "invoice", "unknown"} else None
    if number := _NUMBER.match(message.plain, at):
        return FoundId("unknown", number[0].lstrip("#").upper(), *number.span()), *number.span()
    name = thing_at(message, at, may_be_part=may_be_part)
    return (None, *written_at(message, name)) if name else None


def _refused(message: Message, at: int) -> Span | None:
    """Return where an id, or a thing of which nothing is said, stands after "not"."""
    lead = LEAD.match(message.plain, at)
    found = None if lead and lead["only"] else _id_or_thing(message, lead.end() if lead else at)
    if found is None or not ON.match(message.plain, found[2]) or _THAT.match(message.plain, found[2]):
        return None
    return at, found[2]


def refusals(message: Message) -> list[Span]:
    """Return where "not X but Y" and "Y, not X" refuse an id, or a thing that is wished for otherwise."""
    found: list[Span] = []
    plain = message.plain
    for no in islice(REFUSES.finditer(plain), MOST_REFUSED):
        span = _refused(message, no.end())
        if span is None:
            continue
        but = BUT.match(plain, span[1])
        if but and _id_or_thing(message, but.end()):
            found.append((no.start(), but.end()))
        elif _stands_beside(message, no.start(), span):
            found.append((begin_of(plain, no.start()), span[1]))
    return found


def refused_first(message: Message, at: int) -> Repair | None:
    """Return the repair of "not the toaster, the blender", if that is how the text goes on ``at``."""
    no = REFUSES.match(message.plain, at)
    refused = _refused(message, no.end()) if no else None
    comma = _THEN.match(message.plain, refused[1]) if refused else None
    repair = repair_at(message, comma.end(), may_be_part=True) if comma else None
    return replace(repair, refused=refused) if repair and refused else None


def _stands_beside(message: Message, at: int, refused: Span) -> bool:
    """Tell whether "not X" stands after a pause and after a wish for something of its kind."""
    plain = message.plain
    begin = begin_of(plain, at)
    if begin == at or plain[begin:at].isspace():
        return False
    ids = message.ids_in(*refused)
    if ids:
        near = message.ids_in(max(0, begin - 40), begin)
        return bool(near) and near[-1].kind == ids[0].kind and near[-1].value != ids[0].value
    things = things_before(message, begin)
    return bool(things) and things[-1].upto >= begin and is_wished(message, things[-1])
