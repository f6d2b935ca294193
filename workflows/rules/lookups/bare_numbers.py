"""Numbers that no word calls an order's: alone in a sentence, alone in a message, or spelled digit by digit.

"WHERE IS MY ORDER. 88213. answer me", "📦❓ 12345", "four four one two nine". Which order is meant is told elsewhere.
"""

import re

from workflows.language.lazy import lazy
from workflows.rules.escalation.complaints import complains
from workflows.rules.syntax.clauses import Clause, Message

LONGEST = 60  # characters of a message that is nothing but a number
READ_CHARS = 4_000
LEAST_FIGURES = 2  # words of a number that are no cry: "oh, oh, oh, oh no"
_NUMBER = r"\#?(?P<number>(?!(?:19|20)\d\d(?!\d))[1-9]\d{3,9})"
_LEAD = (
    r"(?:(?:and|so|ok|okay|oh|um|uh|well|sorry|yeah|yes|hi|hello|hey|here|please|pls)[\s,.!:-]{1,3}){0,3}"
    r"(?:(?:it'?s|it\sis|that'?s|that\sis|this\sis|it\swas(?=\s(?:(?:the|my|its)\s)?(?:number|no\b|nr\b|ref))|i\sthink|i\sguess|namely)\s){0,2}(?:(?:the|my|its)\s)?(?:numbers?|no\.?|nr\.?|ref\.?)?\s?(?:is|was|:|=)?\s?"
)
_ALONE = lazy(rf"\W{{0,3}}{_LEAD}{_NUMBER}(?:[\s,]{{1,2}}(?:please|pls|thanks|thx|i\sthink))?\W{{0,3}}", re.IGNORECASE)
# "I think the number was 44129 or something".
_TOLD = lazy(
    rf"\b(?:the|my|its)\snumbers?\s(?:is|was)\s(?:(?:like|maybe|perhaps|about|something\slike|i\sthink)\s)?{_NUMBER}(?![\d,.]*\d)",
    re.IGNORECASE,
)
_CALL = lazy(r"\b(?:call(?:s|ing)?|phone|telephone|ring|text|mobile|cell|whats\s?app|reach)\b", re.IGNORECASE)
_ORDERED = lazy(r"\b(?:orders?|ordered|parcels?|packages?|delivery)\b", re.IGNORECASE)
_FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS = {**{word: str(number) for number, word in enumerate(_FIGURES)}, "oh": "0", "nought": "0"}
_DIGIT = rf"(?:(?:double|triple)\s)?(?:{'|'.join(_DIGITS)})"
_SPELLED = lazy(rf"\b{_DIGIT}(?:[\s,-]{{1,2}}{_DIGIT}){{3,14}}\b", re.IGNORECASE)
_SPELLED_WORD = lazy(r"[a-z]+", re.IGNORECASE)
_TIMES = {"double": 2, "triple": 3}


def number_alone(message: Message) -> tuple[str, Clause] | None:
    """Return the one number that stands in a clause of its own, or is told as "the number", and its clause."""
    found = [(match["number"], one) for one in message.clauses if (match := _in(message, one)) is not None]
    return found[0] if len({number for number, _ in found}) == 1 else None


def _in(message: Message, clause: Clause) -> re.Match[str] | None:
    if any(one.kind != "unknown" for one in message.ids_in(clause.start, clause.end)):
        return None
    alone = None if clause.end - clause.start > LONGEST else _ALONE.fullmatch(message.plain, clause.start, clause.end)
    found = alone or _TOLD.search(message.plain, clause.start, clause.end)
    return None if found and _is_telephone(message.plain, found) else found


def _is_telephone(plain: str, match: re.Match[str]) -> bool:
    """Tell whether "my number" may be a telephone's: a call is spoken of near it."""
    near = plain[max(0, match.start() - LONGEST) : match.end() + LONGEST]
    return "my number" in match[0].lower() and _CALL.search(near) is not None


def number_told(message: Message) -> tuple[str, Clause] | None:
    """Return the number that is told of an order that something is wrong with, and the clause in which it stands.

    "I ordered a kettle, I think the number was 44129, and it never came".
    """
    if message.ids or not _ORDERED.search(message.plain) or not complains(message.plain):
        return None
    told = [one for one in _TOLD.finditer(message.plain) if not _is_telephone(message.plain, one)]
    inside = [one for one in message.clauses if told and one.start <= told[0].start() < one.end]
    return (told[0]["number"], inside[0]) if len(told) == 1 and inside else None


def is_number_only(message: Message) -> bool:
    """Tell whether a message holds nothing but one number: emoji and polite words do not count."""
    plain = " ".join(message.plain.split())
    return len(plain) <= LONGEST and _ALONE.fullmatch(plain) is not None


def with_figures(text: str) -> str:
    """Return ``text`` (untrusted) with numbers in figures that are spelled digit by digit, four digits at least."""
    return text[:READ_CHARS] and _SPELLED.sub(_figures, text[:READ_CHARS]) + text[READ_CHARS:]


def _figures(match: re.Match[str]) -> str:
    figures, times = "", 1
    words = _SPELLED_WORD.findall(match[0].lower())
    if len([word for word in words if word in _FIGURES]) < LEAST_FIGURES:
        return match[0]
    for word in words:
        if word in _TIMES:
            times = _TIMES[word]
        else:
            figures += _DIGITS[word] * times
            times = 1
    return figures
