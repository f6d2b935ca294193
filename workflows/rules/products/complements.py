"""Things that are named only to say what another one is for, of or with: of "a lamp for my desk" it is the lamp."""

import re

from workflows.language.lazy import lazy
from workflows.rules.products.products import Name, is_generic, is_goods, is_quoted, name_at
from workflows.rules.products.things import has_model_number, holds_goods
from workflows.rules.syntax.clauses import Message
from workflows.rules.syntax.statements import is_part

MOST_HEADS = 6  # things before a preposition are looked at
NEAR = 60  # characters before a thing in which its preposition stands
_ARTICLE = r"(?:the|my|our|an?|this|that|these|those|your|his|her|their|both|one|two|three|some)"
_LINK = lazy(
    rf"(?<!together\s)(?<!along\s)\b(?P<link>for|from|to|of|with)\s{{1,2}}(?:{_ARTICLE}\s)?(?:(?:new|old|other)\s)?[\"'`]?\Z",
    re.IGNORECASE,
)
_HEAD = lazy(
    rf"(?<![\w']){_ARTICLE}\s(?=\S)|\b(?:bought|got|received|ordered|purchased|opened|tried|own|have|returning|return)\s(?=[a-z])",
    re.IGNORECASE,
)
_BOUGHT = lazy(rf"\b(?:bought|ordered|purchased)\s(?:me\s|us\s)?{_ARTICLE}\s(?:new\s)?\Z", re.IGNORECASE)
_GAP = lazy(
    r"(?:\s(?:that\s|which\s)?(?:i|we)\s(?:bought|got|ordered|received|purchased))?(?:\s(?:yesterday|here|online|(?:last|this)\s\w{2,9}|in\s\w{2,9}|on\s\w{2,9}))?(?:\s?,\s[^,.;:]{2,25},)?\s{0,4}",
    re.IGNORECASE,
)
_IN = lazy(rf"\b(?:in|on|at|by|near|into|under)\s(?:{_ARTICLE}\s)?\Z", re.IGNORECASE)
_FOR = lazy(r"\s{1,4}(?:for|from|to|with)\s(?=\S)", re.IGNORECASE)
# "A bag of the coffee": the coffee; "the cover of the sofa": the cover.
_MEASURE = lazy(
    r"\b(?:bag|box|pack(?:et|age)?|set|pair|bottle|jar|can|tin|tub|tube|case|crate|roll|bunch|piece|part|half|kind|type|sort|one|couple|lot|photo|picture)s?$",
    re.IGNORECASE,
)
# "A label for the lamp", "my card for the lamp" are not what is spoken of.
_PAPER = lazy(
    r"\b(?:labels?|slips?|forms?|receipts?|box(?:es)?|card|vouchers?|bills?|replacements?|warranty|insurance|subscription|payment|e?mails?|messages?|coupons?|money|packaging|refund|order|app|manual|catalogue|website|store|shop|room|house|home|kitchen)$",
    re.IGNORECASE,
)


def head_before(message: Message, start: int, at: int) -> Name | None:
    """Return the thing named since ``start`` of which the one ``at`` only says what it is for or with; None: of none.

    It stands right before the preposition: "a lamp (I bought) for my desk"; ``at`` may be before or behind an article.
    """
    plain = message.plain
    link = _LINK.search(plain, max(start, at - NEAR), at)
    if link is None:
        return None
    begins = [lead.end() for lead in _HEAD.finditer(plain, max(start, link.start() - NEAR), link.start())][-MOST_HEADS:]
    for begin in reversed([start, *begins]):
        name = name_at(message, begin, link.start())
        if name is None or not _GAP.fullmatch(plain, name.upto, link.start()):
            continue
        if whole := head_before(message, start, name.start):
            return whole
        words = plain[name.start : name.end]
        of_what = link["link"].lower() == "of" and (is_part(words) or _MEASURE.search(words))
        if of_what or _PAPER.search(words) or _IN.search(plain, max(start, name.start - NEAR), name.start):
            return None
        return name if _may_be_head(message, name) else None
    return None


def complement_of(message: Message, name: Name, end: int) -> Name | None:
    """Return what stands behind ``name`` and says what it is for or with: "the charger for my phone"."""
    link = _FOR.match(message.plain, name.upto, end)
    other = name_at(message, link.end(), end) if link else None
    return other if other and is_goods(message.plain[other.start : other.end]) else None


def _may_be_head(message: Message, name: Name) -> bool:
    """Tell whether ``name`` is an everyday thing, or whatever was bought: "I bought a case for my phone"."""
    words = message.plain[name.start : name.end]
    if is_quoted(message, name) or holds_goods(words) or has_model_number(words):
        return True
    bought = _BOUGHT.search(message.plain, max(0, name.start - NEAR), name.start)
    return bought is not None and is_goods(words) and not is_generic(words)
