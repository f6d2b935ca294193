"""Reasons that stand in the clauses around a request, not in it."""

import re

from workflows.rules.antecedents import Mention, find_mention
from workflows.rules.asking import ANCHOR
from workflows.rules.clauses import Clause, Message
from workflows.rules.products import Name
from workflows.rules.reasons import CAUSE, Span, clip, in_next, is_neutral

_GOT_WRONG = re.compile(r"\s*(?:i\s)?(?:got|received|ordered|bought)\s(?:the\s)?(?=wrong\b)", re.IGNORECASE)
_SO = re.compile(r"\b(?:so|therefore|hence|thus|that'?s why|which is why)\b", re.IGNORECASE)
_LEADING_CAUSE = re.compile(rf"\s*(?:hi|hello|hey)?[\s,]*(?P<cause>{CAUSE})\s+", re.IGNORECASE)


def _same(message: Message, name: Name, names: list[Name]) -> bool:
    """Tell whether ``name`` is one of ``names``, as written or as the end of it ('the desk lamp', 'the lamp')."""
    word = message.plain[name.start : name.end].lower()
    return any(
        word.endswith(other) or other.endswith(word)
        for other in (message.plain[n.start : n.end].lower() for n in names)
    )


def reason_after(message: Message, number: int) -> tuple[Span | None, list[Clause]]:
    """Look for the reason in what follows the request: the rest of its sentence, then the next sentence."""
    clause = message.clauses[number]
    following = [c for c in message.clauses[number + 1 : number + 3] if c.sentence <= clause.sentence + 3]
    for next_one in following[:1]:
        if not ANCHOR.search(message.plain, next_one.start, next_one.end) and (reason := in_next(message, next_one)):
            return reason, [next_one]
    return None, []


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
    said = _said_before(message, number, names) if names else None
    if said and said.reason:
        return said.reason, list(said.clauses)
    return _so_clause(message, previous, clause, names)


def _said_before(message: Message, number: int, names: list[Name]) -> Mention | None:
    """Return what was said of the same product in the few clauses before."""
    before = message.clauses[max(0, number - 4) : number]
    earlier = [one for one in before if not ANCHOR.search(message.plain, one.start, one.end)]
    said = find_mention(message, earlier)
    while said and not _same(message, said.name, names):
        earlier = earlier[: earlier.index(said.clauses[-1])]
        said = find_mention(message, earlier)
    return said


def _so_clause(
    message: Message, previous: Clause, clause: Clause, names: list[Name]
) -> tuple[Span | None, list[Clause]]:
    """Return the clause before a "so", or one that speaks of the product, as the reason."""
    text = message.plain[previous.start : previous.end]
    linked = previous.sentence == clause.sentence and bool(_SO.search(clause.lead))
    same = any(
        re.search(rf"\b{re.escape(message.plain[name.start : name.end])}\b", text, re.IGNORECASE) for name in names
    )
    if not (linked or same) or previous.question or message.ids_in(previous.start, previous.end):
        return None, []
    return (None if is_neutral(text) else clip(message, previous.start, previous.end)), [previous]
