"""Reasons that are in the clauses around a request, not in it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from workflows.language.lazy import lazy
from workflows.rules.products.products import Name
from workflows.rules.returns.antecedents import Mention, find_mention
from workflows.rules.returns.asking import ANCHOR
from workflows.rules.returns.reasons import (
    CAUSE,
    Span,
    begins_reason,
    clip,
    in_next,
    is_asked_for,
    is_neutral,
    is_reason,
)
from workflows.rules.syntax.clauses import Clause, Message

_GOT_WRONG = lazy(r"\s*(?:i\s)?(?:got|received|ordered|bought)\s(?:the\s)?(?=wrong\b)", re.IGNORECASE)
_BOUGHT = lazy(r"\s*(?:i|we)\b.{0,30}\b(?:ordered|got|received|bought|purchased)\b", re.IGNORECASE)
_AND_THE = lazy(r",?\s(?:and|but|while)\s(?=(?:the|my)\s)", re.IGNORECASE)
_SUBJECT = lazy(r"\s*(?:(?:and|but|also)\s)?(?:the|my|our)\s(?P<words>[\w' -]{2,60})", re.IGNORECASE)
_LONGEST = 3  # words of a subject
_SO = lazy(r"\b(?:so|therefore|hence|thus|that'?s why|which is why)\b", re.IGNORECASE)
_LEADING_CAUSE = lazy(rf"\s*+(?:hi|hello|hey)?+[\s,]*+(?P<cause>{CAUSE})\s+", re.IGNORECASE)


def _same(message: Message, name: Name, names: list[Name]) -> bool:
    """Tell whether ``name`` is one of ``names``, as written or as the end of it ('the desk lamp', 'the lamp')."""
    word = _text(message, name)
    return any(word.endswith(other) or other.endswith(word) for other in (_text(message, one) for one in names))


def reason_after(message: Message, number: int, names: list[Name]) -> tuple[Span | None, list[Clause]]:
    """Look for the reason in what follows the request: the rest of its sentence, then the next sentence."""
    clause = message.clauses[number]
    following = [c for c in message.clauses[number + 1 : number + 2] if c.sentence <= clause.sentence + 3]
    named = [one for one in message.clauses[number + 2 : number + 6] if _about(message, one, names)]
    for later in [*following, *named]:
        if not ANCHOR.search(message.plain, later.start, later.end) and (reason := in_next(message, later)):
            return reason, [later]
    return None, []


def own_reasons(message: Message, number: int, names: list[Name]) -> dict[Name, tuple[Span, Clause]]:
    """Return what the next sentences say of each of several products ('The monitor flickers. The dock overheats.')."""
    own: dict[Name, tuple[Span, Clause]] = {}
    subject = False
    for clause in message.clauses[number + 1 : number + 1 + len(names)] if len(names) > 1 else ():
        for part in _halves(message, clause):
            about = _about(message, part, names)
            asks = ANCHOR.search(message.plain, part.start, part.end)
            if len(about) == 1 and not asks and (reason := in_next(message, part)):
                own[about[0]] = (reason, clause)
                subject = subject or _opens_with(message, part, about[0])
    return own if len(own) > 1 or subject else {}


def is_of_another(message: Message, reason: Span, own: Span, others: Sequence[Span]) -> bool:
    """Tell whether a reason is said of one of ``others`` and not of its ``own`` thing: "The chair wobbles"."""
    said = _SUBJECT.match(message.plain, *reason)
    words = said["words"].lower().split()[:_LONGEST] if said else []
    last = [message.low[slice(*one)].split()[-1] for one in (own, *others)]
    return last[0] not in message.low[slice(*reason)].split() and any(one in words for one in last[1:])


def _opens_with(message: Message, clause: Clause, name: Name) -> bool:
    """Tell whether ``name`` is what a clause is about: "The chair wobbles", not "it does not match the chair"."""
    opened = _SUBJECT.match(message.plain, clause.start, clause.end)
    return opened is not None and _text(message, name).split()[-1] in opened["words"].lower().split()[:_LONGEST]


def _halves(message: Message, clause: Clause) -> list[Clause]:
    """Return the statements of 'The ball leaks and the bands are too stiff'."""
    cut = _AND_THE.search(message.plain, clause.start, clause.end)
    if not cut:
        return [clause]
    return [replace(clause, end=cut.start()), *_halves(message, replace(clause, start=cut.end()))]


def _about(message: Message, clause: Clause, names: list[Name]) -> list[Name]:
    """Return those of ``names`` that ``clause`` speaks of."""
    words = message.plain[clause.start : clause.end].lower()
    return [name for name in names if re.search(rf"\b{re.escape(_text(message, name).split()[-1])}\b", words)]


def _text(message: Message, name: Name) -> str:
    return message.plain[name.start : name.end].lower()


def reason_before(message: Message, number: int, at: int, names: list[Name]) -> tuple[Span | None, list[Clause]]:
    """Look for the reason before the request: 'since it arrived scratched, …', 'the zip broke, so …'."""
    clause = message.clauses[number]
    if lead := _LEADING_CAUSE.match(message.plain, clause.start, at):
        comma = message.plain.find(",", lead.end(), at)
        return (clip(message, lead.end(), comma), []) if comma > 0 else (None, [])
    if not number:
        return None, []
    previous = message.clauses[number - 1]
    joined = previous.sentence == clause.sentence
    if lead := _LEADING_CAUSE.match(message.plain, previous.start, previous.end):
        return (clip(message, lead.end(), previous.end), [previous]) if joined else (None, [])
    if joined and (wrong := _GOT_WRONG.match(message.plain, previous.start, previous.end)):
        return clip(message, wrong.end(), previous.end), [previous]
    stated = _said_before(message, number, names) if names else None
    if stated and (stated.reason or stated.name.flaw):
        return stated.reason or stated.name.flaw, [
            one for one in message.clauses if one.start in {c.start for c in stated.clauses}
        ]
    return _so_clause(message, previous, clause, names)


def _said_before(message: Message, number: int, names: list[Name]) -> Mention | None:
    """Return what was said of the same product in the few clauses before."""
    before = message.clauses[max(0, number - 4) : number]
    earlier = [one for one in before if not ANCHOR.search(message.plain, one.start, one.end)]
    stated = find_mention(message, earlier)
    while stated and not _same(message, stated.name, names):
        home = stated.clauses[-1]
        cut = Clause(home.start, stated.at, home.sentence, home.lead, question=False)
        earlier = earlier[: earlier.index(home)] + ([cut] if stated.at > home.start else [])
        stated = find_mention(message, earlier)
    return stated


def _so_clause(
    message: Message, previous: Clause, clause: Clause, names: list[Name]
) -> tuple[Span | None, list[Clause]]:
    """Return the clause before a "so", or one that speaks of the product, as the reason."""
    text = message.plain[previous.start : previous.end]
    linked = previous.sentence == clause.sentence and bool(_SO.search(clause.lead))
    same = bool(_about(message, previous, names))
    bought_wrong = names and clause.sentence - previous.sentence <= 1 and _BOUGHT.match(text) and begins_reason(text)
    if ANCHOR.search(message.plain, previous.start, previous.end) and same:
        return None, []
    if not (linked or same or bought_wrong) or previous.question or message.ids_in(previous.start, previous.end):
        return None, []
    comma = text.rfind(", ") + 1
    start = previous.start + (comma if comma and is_reason(text[comma:]) else text.rfind(": ") + 1)
    return (None if is_neutral(text) or is_asked_for(text) else clip(message, start, previous.end)), [previous]
