"""Numbers that a sentence names and asks nothing about: only imagined, told of long ago, or the writer's own."""

import re

from workflows.ids.grammar import FoundId
from workflows.language.sifting import Sifted
from workflows.rules.clauses import Clause, Message

REACH = 300  # characters of the sentence on either side of a number
_CONDITION = re.compile(
    r"(?:\b(?:if|in\scase|suppos(?:e|ing)|imagin(?:e|ing)|assum(?:e|ing))\b|^\W{0,4}(?:should|had|were)\s)[^.;!?]{0,80}$",
    re.IGNORECASE,
)
_NOT_SO = re.compile(r"\b(?:ever|would|wouldn't)\b|\b(?:i|we|you)'d\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:please|pls|plz|kindly|(?<=would\s)like|(?<='d\s)like|love|want|need|know|tell|check|look|see|wonder\w*|(?:can|could|would|will)\syou|where(?:'s|\sis)|status|track\w*"
    r"|still|yet|hasn't|isn't)\b",
    re.IGNORECASE,
)
_LONG_AGO = Sifted(r"\b(?:back\sin|years?\sago|last\syear|in\s(?:19|20)\d\d)\b")
_TOLD = re.compile(
    r"\b(?:asked|wrote|called|rang|complained|contacted|reported|enquired|inquired|disputed|queried)\b", re.IGNORECASE
)
_NOW = re.compile(
    r"\?|n't\b|\b(?:still|yet|again|now|please|pls|today|never|not|no|nothing|check|look|want|need)\b", re.IGNORECASE
)
_OWN_NUMBER = re.compile(
    r"\b(?:(?:our|my|own|internal)\s(?:\w{2,10}\s)?(?:po|p\.o\.|purchase\sorder|ref(?:erence)?|file|project|job|requisition|cost\scent(?:er|re))"
    r"|po|p\.o\.|purchase\sorder)\b[\s.]{0,2}(?:(?:number|no|nr|num|id)\b)?[\s.:=#]{0,4}(?:(?:is|was)\s)?[\s#]{0,2}$",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\b(?:where|status|track\w*|when|eta|news|update|come|came|arriv\w*)\b", re.IGNORECASE)


def is_only_named(message: Message, clause: Clause, one: FoundId) -> bool:
    """Tell whether the sentence of ``one`` only imagines something of it, tells of long ago, or gives its own number.

    "If INV-1 had been wrong I'd have said so", "back in 2020 I asked you where A-1 was", "our PO 4500, your INV-1".
    """
    before, after = _sentence(message, clause, one)
    said = f"{before} {after}"
    if _CONDITION.search(before) and _NOT_SO.search(said) and not _ASKED.search(said):
        return True
    if _LONG_AGO.search(said) and _TOLD.search(before) and not _NOW.search(said):
        return True
    return _is_own_number(message, one, before, after)


def _sentence(message: Message, clause: Clause, one: FoundId) -> tuple[str, str]:
    """Return the words of the sentence near ``one``: before it, and after it, with the mark that ends it."""
    inside = [other for other in message.clauses if other.sentence == clause.sentence]
    start, end = max(inside[0].start, one.start - REACH), min(inside[-1].end + 1, one.end + REACH)
    return message.plain[start : one.start], message.plain[one.end : end]


def _is_own_number(message: Message, one: FoundId, before: str, after: str) -> bool:
    """Tell whether a number is the customer's own for what another number beside it is ours."""
    if not _OWN_NUMBER.search(before[-60:]) or _WHERE.search(f"{before[-60:]} {after[:40]}"):
        return False
    ours = (other for other in message.ids if other != one and other.kind in {"invoice", "order"})
    return any(not _OWN_NUMBER.search(message.plain[max(0, other.start - 60) : other.start]) for other in ours)
