"""What a mail client puts below a reply: the mails before it, and their header lines. None of it is said now.

Only where the new words send their reader on ("see below, please handle") is what stands there passed on and read,
without its header lines.
"""

import re

from workflows.ids.grammar import find_ids
from workflows.language.lazy import lazy
from workflows.rules.lookups.lookups import order_wanted
from workflows.rules.syntax.clauses import read

READ_CHARS = 20_000
MOST_HEADERS = 8  # lines of a header
LEAST_HEADERS = 3  # an invoice that is pasted says from whom and of when it is, too
MOST_BEHIND = 4  # lines from "wrote:" on in which a quotation begins
MOST_POINTING = 12  # words that only send on
_DASHES = r"[-_=\u2013\u2014]{2,20}"
_BANNER = lazy(
    rf"{_DASHES}\s?(?:original(?:\s|-)?(?:message|nachricht|mail|e-mail)|urspr\u00fcngliche\snachricht|message\sd'origine|mensaje\soriginal|messaggio\soriginale|oorspronkelijk\sbericht|mensagem\soriginal)\s?{_DASHES}",
    re.IGNORECASE,
)
_FORWARD = lazy(
    rf"(?:{_DASHES}\s?(?:forwarded\smessage|weitergeleitete\snachricht|message\stransf\u00e9r\u00e9)\s?{_DASHES}|begin\sforwarded\smessage:)",
    re.IGNORECASE,
)
_WROTE = lazy(
    r"(?:on\s[^\n]{4,160}\swrote|am\s[^\n]{4,160}\sschrieb[^\n]{0,80}|le\s[^\n]{4,160}\sa\s\u00e9crit|el\s[^\n]{4,160}\sescribi\u00f3|il\s[^\n]{4,160}\sha\sscritto|op\s[^\n]{4,160}\sschreef[^\n]{0,80})\s?:",
    re.IGNORECASE,
)
_HEADER = lazy(
    r"\*{0,2}(?P<name>from|sent|to|cc|bcc|date|subject|reply-to|importance|von|gesendet|an|datum|betreff|de|envoy\u00e9|\u00e0|objet|para|enviado|asunto|da|inviato|oggetto|van|verzonden|aan|onderwerp)\s?:\*{0,2}(?P<value>\s[^\n]{0,300})?",
    re.IGNORECASE,
)
_FIGURE = lazy(r"\d")
_GREETING = lazy(
    r"(?:hi|hello|hey|dear|good\s(?:morning|afternoon|evening|day)|hallo|bonjour|hola)(?:[\s,]{1,2}[\w.-]{1,20}){0,3}[\s,.!]{0,3}",
    re.IGNORECASE,
)
_FROM = frozenset({"from", "von", "de", "da", "van"})
_SENT = frozenset({"sent", "date", "gesendet", "datum", "envoyé", "enviado", "inviato", "verzonden"})
_SUBJECT = frozenset({"subject", "betreff", "objet", "asunto", "oggetto", "onderwerp"})
_PREFIX = lazy(r"(?:\s{0,2}(?:re|aw|fwd?|wg|tr|rv|sv|antw|r)\s?:)+", re.IGNORECASE)
_POINTS_ON = lazy(
    r"\b(?:below|underneath|following|forward(?:ed|ing)?|fwd?|fyi|attached|handle|take\scare|sort\s(?:it|this|that)|deal\swith|this\s(?:mail|e-?mail|message)|see\s(?:mail|thread)|look\sinto\sthis|look\sat\sthis)\b",
    re.IGNORECASE,
)
_OF_ORDERS = lazy(
    r"\b(?:arriv\w*|deliver\w*|parcel|package|order(?!ed\sby)|shipment|shipped|tracking)\b", re.IGNORECASE
)


def newest_words(text: str) -> str:
    """Return what the writer of ``text`` (untrusted) says now, without the mails that a client put below it.

    Where they speak of an order without a number, and the mails below name one, it is that one.
    """
    lines = text[:READ_CHARS].split("\n")
    at = next((n for n, line in enumerate(lines) if _begins_history(lines, n, line)), None)
    if at is None:
        return text
    own, below = "\n".join(lines[:at]).strip(), lines[at:]
    if _GREETING.fullmatch(own):
        return text
    if not own or _FORWARD.match(below[0].strip()) or (len(own.split()) <= MOST_POINTING and _POINTS_ON.search(own)):
        rest = text[READ_CHARS:]
        return "\n".join(filter(None, (own, "\n".join(_without_headers(below)) + rest))).strip()
    return f"Order {number}: {own}" if (number := _meant(own, below)) else own


def _begins_history(lines: list[str], at: int, line: str) -> bool:
    plain = line.strip(" \t>*")
    if not plain:
        return False
    if _BANNER.fullmatch(plain) or _FORWARD.match(plain):
        return True
    if _WROTE.fullmatch(plain) or (at + 1 < len(lines) and _WROTE.fullmatch(f"{plain} {lines[at + 1].strip()}")):
        near = lines[at : at + MOST_BEHIND]  # people say "On Friday you wrote:" too; a mail client says when, or quotes
        return any(map(_FIGURE.search, near[:2])) or any(one.lstrip().startswith((">", "&gt;")) for one in near[1:])
    names = [found["name"].lower() for one in lines[at : at + 4] if (found := _HEADER.fullmatch(one.strip(" \t>*")))]
    return (
        len(names) >= LEAST_HEADERS
        and names[0] in _FROM
        and bool(_SENT & set(names[1:]))
        and _HEADER.fullmatch(plain) is not None
    )


def _without_headers(lines: list[str]) -> list[str]:
    """Leave out the lines that say who wrote when, and of a subject what it is about."""
    kept: list[str] = []
    for at, line in enumerate(lines):
        plain = line.strip(" \t>*")
        found = _HEADER.fullmatch(plain)
        if found is None or not _is_in_header(lines, at):
            kept += [] if at == 0 and (_BANNER.fullmatch(plain) or _FORWARD.match(plain)) else [line]
        elif found["name"].lower() in _SUBJECT and found["value"]:
            kept.append(_PREFIX.sub("", found["value"], count=1).strip())
    return kept


def _is_in_header(lines: list[str], at: int) -> bool:
    near = lines[max(0, at - MOST_HEADERS) : at + MOST_HEADERS]
    return sum(_HEADER.fullmatch(one.strip(" \t>*")) is not None for one in near) > 1


def _meant(own: str, below: list[str]) -> str:
    """Return the number of the one order below that ``own`` speaks of; "" if it names one itself, or of none."""
    message = read(own)
    if message.ids or not (_OF_ORDERS.search(own) or order_wanted(message)):
        return ""
    numbers = {one.value for one in find_ids("\n".join(below)) if one.kind == "order"}
    return numbers.pop() if len(numbers) == 1 else ""
