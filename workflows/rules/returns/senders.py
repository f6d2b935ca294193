"""Who is to send a thing: its buyer to us, which is a return, or we to them: "please send back the glasses I left"."""

import re
from collections.abc import Iterator

from workflows.language.lazy import lazy
from workflows.rules.returns.asking import ANCHOR
from workflows.rules.returns.reasons import Span
from workflows.rules.syntax.clauses import Clause, Message

_NEAR = 60  # characters before a verb or a thing
_BY_US = lazy(
    r"(?:(?:\b(?:please|pls|plz|kindly)|^|[.!?;:,\n\u2013-]|\b(?:and|so|then|but))\s{0,4}(?:(?:please|pls|just)\s)?"
    r"|\b(?:can|could|would|will|won't|may|might)\s(?:you|someone|somebody)\s(?:please\s|kindly\s|also\s|just\s|ever\s){0,2}"
    r"|\b(?:want|need|ask|like|expect|when\s(?:will|can|do)|why\sdon't)\syou\s(?:to\s)?)\Z",
    re.IGNORECASE,
)
_ASKS_US = lazy(r"\b(?:please|pls|plz|kindly|you|someone|somebody)\b", re.IGNORECASE)
_SENDS = lazy(r"(?:send|sned|ship|mail|post)", re.IGNORECASE)
_BRINGS = lazy(r"bring", re.IGNORECASE)
_TO_ME = lazy(r"\s(?:me|us)\b", re.IGNORECASE)
_BACK_TO_ME = lazy(r"[^.!?;\n]{0,60}?\bto\s(?:me\b|us\b|(?:my|our)\s)", re.IGNORECASE)
_LEFT = r"(?:left|forgot(?:ten)?|packed|lost|put|(?:sent|handed)\sin|returned|sent\s(?:you|back))"
_LEFT_BEFORE = lazy(
    rf"\b(?:i|we)(?:'ve|\shave|\smust\shave)?\s(?:(?:accidentally|mistakenly|also|just|stupidly)\s)?{_LEFT}\s(?:my|our|the|a)\s(?:[\w-]{{1,15}}\s){{0,2}}\Z",
    re.IGNORECASE,
)
_LEFT_AFTER = lazy(
    rf"\s?,?\s(?:(?:that|which)\s)?(?:i|we)(?:'ve|\shave)?\s(?:(?:accidentally|mistakenly|just)\s)?{_LEFT}\b",
    re.IGNORECASE,
)
# Who can be sent and cannot go back.
_PERSON = lazy(
    r"\b(?:fitter|technician|engineer|electrician|plumber|installer|mechanic|builder|carpenter|joiner|handyman|handymen|repairm[ae]n|serviceman"
    r"|courier|(?:delivery\s)(?:driver|man|men|guy|person|team)|colleague|agent|expert|specialist|team|assistant|fitters?|crew)s?$",
    re.IGNORECASE,
)


def comes_to_writer(message: Message, product: Span, used: tuple[Clause, ...]) -> bool:
    """Tell whether what is to be sent is a person, or a thing that its writer wants to have."""
    plain = message.plain
    if _PERSON.search(plain, *product):
        return True
    for anchor in _by_us(message, used):
        verb = anchor["verb"] or anchor["around"]
        if _BRINGS.match(verb):
            return True  # "will you bring back the old soap?"
        if not _SENDS.match(verb):
            continue
        if _TO_ME.match(plain, anchor.start() + len(verb.split()[0])) or _BACK_TO_ME.match(plain, anchor.end()):
            return True
        if any(_is_left(message, start, end) for start, end in _named(message, product)):
            return True
    return False


def is_sent_by_us(message: Message, used: tuple[Clause, ...]) -> bool:
    """Tell whether we are asked to send something back: "please send back the lamp" may be meant either way."""
    asked = (anchor for anchor in _by_us(message, used) if _SENDS.match(anchor["verb"] or anchor["around"]))
    return any(_ASKS_US.search(message.plain, max(0, one.start() - _NEAR), one.start()) for one in asked)


def _by_us(message: Message, used: tuple[Clause, ...]) -> Iterator[re.Match[str]]:
    """Yield the words "send back" and their like of which we are the ones to do it."""
    for clause in used:
        for anchor in ANCHOR.finditer(message.plain, clause.start, clause.end):
            if not anchor["noun"] and _BY_US.search(
                message.plain, max(clause.start, anchor.start() - _NEAR), anchor.start()
            ):
                yield anchor


def _named(message: Message, product: Span) -> Iterator[Span]:
    """Yield where the last word of a name stands."""
    last = message.low[slice(*product)].split()[-1:]
    for one in re.finditer(rf"(?<!\w){re.escape(last[0])}(?!\w)", message.low) if last else ():
        yield one.span()


def _is_left(message: Message, start: int, end: int) -> bool:
    before = _LEFT_BEFORE.search(message.plain, max(0, start - _NEAR), start)
    return before is not None or _LEFT_AFTER.match(message.plain, end, end + _NEAR) is not None
