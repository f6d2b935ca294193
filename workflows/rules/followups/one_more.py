"""Returns asked for by ellipsis, right after another one: "and the kettle too", "same for the kettle, it leaks".

Each thing is named, and named as one more: "what about the kettle?" and "and the kettle?" only ask. "Another one for my
desk" may ask for a thing for it: it is no return without the word.
"""

import re
from dataclasses import replace

from workflows.answers import Task
from workflows.language.lazy import lazy
from workflows.rules.followups.pending import return_task
from workflows.rules.frame.smalltalk import is_small_talk
from workflows.rules.products.products import Name, is_generic, is_goods, names_from
from workflows.rules.products.things import is_thing
from workflows.rules.returns.reasons import after_name, in_next
from workflows.rules.syntax.clauses import Clause, Message, read
from workflows.rules.syntax.statements import says_something

LONGEST = 300  # characters
# Without one of these words nothing is asked for as one more.
_MUST_HOLD = frozenset(["same", "likewise", "ditto", "another", "more", "also", "plus", "too", "well"])
_HELLO = (
    r"\s{0,4}(?:(?:oh|ah|hi|hey|hello|ok|okay|great|perfect|thanks|thank you|yes|sorry|wait"
    r"|actually|one more thing|please)\b"
    r"[\s,:.!-]{0,5}){0,3}"
)
# Before the thing. These name it as one more by themselves; after the others "too" has to follow it.
_SAME = lazy(
    rf"{_HELLO}(?:and\s|also\s|then\s|plus\s){{0,2}}"
    r"(?:(?:(?:can|could|would)\s(?:you|we|i)\s)?(?:please\s|pls\s)?(?:also\s)?(?:do\s|i\s(?:want|need)\s)?(?:exactly\s)?"
    r"(?:the\s|that\s)?same\s(?:thing\s|again\s|goes\s|procedure\s)?(?:(?:for|with)\s)"
    r"|(?:likewise|ditto)[\s,]{1,5}(?:(?:for|with)\s)?"
    r"|(?:i\s(?:also\s)?(?:need|want|would\slike)\s|(?:can|could|may)\si\s(?:also\s)?(?:get|have)\s|please\s)?"
    r"(?:(?:another|one\smore)\s(?:rma|return)|an?\s(?:rma|return)\salso)\sfor\s)",
    re.IGNORECASE,
)
_ALSO = lazy(rf"{_HELLO}(?:(?:and|oh|then)\s)?(?:also|plus)\b[\s,:]{{0,5}}(?:for\s)?", re.IGNORECASE)
_AND = lazy(rf"{_HELLO}(?:and\b[\s,]{{0,5}})?(?:for\s)?", re.IGNORECASE)
_TOO = lazy(r"[\s,]*(?:too|as\swell|also|likewise)\b", re.IGNORECASE)
_POLITE = lazy(r"[\s,]*(?:please|pls|plz)(?=\s?[,:;(\u2013\u2014-])", re.IGNORECASE)
_LED_POLITELY = lazy(r"\s*(?:please|pls|plz)\s?[,:;.\u2013\u2014-]\s{0,2}", re.IGNORECASE)
_DONE = lazy(r"[\s,]*+(?:(?:please|pls|thanks|thank\syou|then|now)\b[\s,!.]*+)*+[\s,.!]*+", re.IGNORECASE)


def more_returns(text: str) -> tuple[Task, ...]:
    """Return the returns that ``text`` (untrusted) asks for as more of the same; () if it asks for anything else."""
    if len(text) > LONGEST:
        return ()
    message = read(text)
    if message.vocabulary.isdisjoint(_MUST_HOLD):
        return ()
    clauses = [one for one in message.clauses if not is_small_talk(message.original(one.start, one.end))]
    if not clauses or len(clauses) > 2 or message.ids:
        return ()
    clause, rest = clauses[0], clauses[1:]
    for pattern, asks_by_itself in ((_SAME, True), (_ALSO, True), (_AND, False)):
        lead = pattern.match(message.plain, clause.start, clause.end)
        if lead and (found := _named(message, clause, rest, lead.end(), more=asks_by_itself)):
            # "Can you do the same for the kettle?" asks to do it; "also the kettle?" only asks.
            return found if pattern is _SAME or not clause.question else ()
    return ()


def _named(message: Message, clause: Clause, rest: list[Clause], at: int, *, more: bool) -> tuple[Task, ...]:
    names = names_from(message, at, clause.end)
    if not names or not all(_is_product(message, name) for name in names):
        return ()
    upto = names[-1].upto
    too = _TOO.match(message.plain, upto, clause.end)
    if not (too or more):
        return ()
    at = too.end() if too else upto
    if polite := _POLITE.match(message.plain, at, clause.end):
        at = polite.end()
    reason = after_name(message, at, clause.end)
    done = _DONE.fullmatch(message.plain, at, clause.end)
    if reason is None and not done:
        return ()
    if reason is None and rest:
        said = _LED_POLITELY.match(message.plain, rest[0].start, rest[0].end)
        reason, rest = in_next(message, replace(rest[0], start=said.end()) if said else rest[0]), rest[1:]
        if reason is None:
            return ()
    if rest:
        return ()
    why = message.original(*reason) if reason else ""
    return tuple(return_task(message.original(name.start, name.end), why) for name in names)


def _is_product(message: Message, name: Name) -> bool:
    """Tell whether ``name`` is a thing that can go back, and not a statement about one ("the kettle leaks")."""
    words = message.plain[name.start : name.end]
    stated = says_something(message.plain, name.start, name.upto, len(message.plain))
    return not is_generic(words) and is_goods(words) and is_thing(message, name) and not stated
