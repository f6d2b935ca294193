"""Requests about one's own personal data: what is kept of the writer, a copy of it, its erasing. A person settles them.

What an app or a device did with somebody's data, and how one deletes a file, is no such request.
"""

import re

from workflows.ids.grammar import fold
from workflows.language.lazy import lazy
from workflows.language.sentences import sentences_of_piece

READ_CHARS = 2_000
LONGEST = 300  # characters of a sentence

_DATA = (
    r"(?:(?:personal|private|customer|own|stored|saved|contact)\s)?(?:data|information|infos?|details|records?|profile)"
)
_HOLD = r"(?:have|hold|keep|store|stored|collect|collected|know|got|save|saved|process|own|possess)"
_ERASE = r"(?:delet|eras|remov|wip|destroy|forg[eo]t|purg|scrub)\w{0,5}"
_REQUESTS = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:what|which|how\smuch|the|all|any|whatever|everything)\s(?:\w{{1,9}}\s)?{_DATA}\s(?:that\s)?(?:do\s|have\s|did\s|are\s|is\s)?(?:you|your\scompany|they)(?:'ve)?\s(?:guys\s|still\s|currently\s|actually\s)?{_HOLD}\b",
        r"\b(?:what|everything|all|whatever|anything)\s(?:that\s)?(?:do\s|have\s)?you(?:'ve)?\s(?:guys\s|still\s|actually\s)?(?:have|hold|keep|store|stored|collect|collected|know|got|saved)\s(?:stored\s|saved\s|on\sfile\s)?(?:about|on|of|regarding)\s(?:me|us|my)\b",
        rf"\b(?:copy|export|overview|list|extract|access)\s(?:of|to)\s(?:all\s|any\s)?(?:of\s)?(?:my|our)\s(?:\w{{1,9}}\s)?{_DATA}\b",
        rf"\b{_ERASE}\s(?:(?:all|any|everything|every|just|also)\s)?(?:(?:of|about|on)\s)?(?:my|our)\s(?:\w{{1,9}}\s)?(?:{_DATA}|name\sfrom|address\sfrom|e-?mail\sfrom|account\sand\sall)\b",
        rf"\b{_ERASE}\s(?:all|everything|anything|whatever)\s?(?:(?:of\s)?(?:it|that)\s?)?(?:(?:that\s)?you(?:'ve)?\s(?:ever\s)?{_HOLD}\s?)?(?:about|on|of)\s(?:me|us)\b",
        rf"\b{_ERASE}\sme\s(?:(?:from|out\sof)\s(?:your|the|all)\s(?:\w{{1,12}}\s)?(?:data\s?bases?|systems?|records?|files?|lists?|memory|servers?)|completely|entirely|please)\b",
        rf"\b(?:my|our)\s(?:\w{{1,9}}\s)?{_DATA}\s(?:to\sbe\s|should\sbe\s|must\sbe\s|be\s)?(?:deleted|erased|removed|wiped|forgotten)\b",
        rf"\b(?:do|did|have|are|will)\syou\s(?:still\s|now\s)?(?:keep|store|stored|save|saved|storing|keeping|hold)\s(?:my|our)\s(?:\w{{1,9}}\s)?(?:{_DATA}|card|address|number|e-?mail|name)\b",
    )
)
_EVERYTHING = lazy(rf"\b{_ERASE}\s(?:everything|it\sall|all\s(?:of\s)?(?:it|that|them))\b", re.IGNORECASE)
# Said of something else, or asked how it is done.
_ELSE = lazy(
    r"\b(?:how\s(?:do|can|to|does|would|should)|by\s(?:mistake|accident)|accidentally|backup|will\s(?:it|this|that|the)|does\s(?:it|this|that|the)|if\s(?:i|we)"
    r"|(?:it|app|update|reset|phone|device|system|i|he|she|they|nobody)\s(?:has\s|have\s|just\s|had\s)?(?:deleted|erased|removed|wiped|forgot))\b",
    re.IGNORECASE,
)
# Undoes only what comes behind it: "I never agreed to it" behind a request is its reason.
_UNDONE = lazy(r"\b(?:lost|don'?t|do\snot|never)\b[^,;:]*$", re.IGNORECASE)


def asks_about_own_data(text: str) -> bool:
    """Tell whether ``text`` (untrusted) asks what is kept of its writer, or wants it handed over or erased."""
    read = fold(text[:READ_CHARS])
    said = [" ".join(read[one.start : one.upto].split()) for one in sentences_of_piece(read)]
    short = [one for one in said if len(one) <= LONGEST]
    asked = [(one, found) for one in short if (found := _first(one))]
    if any(_is_meant(one, found) for one, found in asked):
        return True
    everything = ((one, found) for one in said if (found := _EVERYTHING.search(one)))
    return bool(asked) and any(_is_meant(one, found) for one, found in everything)


def _first(sentence: str) -> re.Match[str] | None:
    found = filter(None, (request.search(sentence) for request in _REQUESTS))
    return min(found, key=re.Match.start, default=None)


def _is_meant(sentence: str, request: re.Match[str]) -> bool:
    return _ELSE.search(sentence) is None and _UNDONE.search(sentence[: request.start()]) is None
