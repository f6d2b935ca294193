"""Complaints about an order: damaged, incomplete, never came, not what its status says. The words are data."""

import re
import tomllib
from functools import cache
from importlib import resources

from workflows.rules.beyond import Beyond
from workflows.rules.clauses import read
from workflows.rules.returns import find_returns
from workflows.rules.route import Terms, words_of

COMPLAINT = Beyond("a complaint about an order", "I am sorry about this. I cannot settle it myself.", urgent=False)
READ_CHARS = 2_000
_SENTENCE = re.compile(r"[.!?;\n]+")
_WHOLE_SENTENCE = re.compile(r"[.!?\n]+")  # a semicolon stands within "you packed a toaster; I ordered a kettle"
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a\sdozen|half|\d{1,3})"
_CAME = (
    r"(?:came|arrived|got\shere|turned\sup|showed\sup|reached\sme|landed|was\sdelivered|were\sdelivered|delivered|received"
    r"|recieved|got|sent|contained|packed)"
)
_THINGS = r"(?:[\w',;#-]{1,20}\s){1,9}?"
_NO_GOODS = (
    r"(?:no|an?|the|my|your|any)\s(?:email|e-mail|mail|message|update|notification|link|code|sms|text|call|reply|answer|invoice"
    r"|confirm\w*|track\w*|number)"
)
_ORDERED = r"(?:ordered|chose|picked|bought|selected|asked\sfor|paid\sfor)"
# Fewer than ordered, another thing than ordered, and figures of speech for broken things. Each reach is bounded.
_UNLIKE_ORDERED = re.compile(
    rf"\b(?<!ordered\s)(?<!want\s)(?<!need\s)(?<!bought\s){_NUMBER}\s(?:\w{{2,15}}\s)?"
    rf"(?:out\s)?of\s(?:(?:the|my|our|those|these)\s)?{_NUMBER}\b"
    rf"|\bonly\s(?:\w{{2,12}}\s)?{_NUMBER}\s(?:\w{{2,15}}\s)?(?:{_CAME}|in\sthere|in\sit|inside|in\sthe\s(?:box|parcel|package)|of\sthem)\b"
    rf"|\b{_CAME}\s(?:me\s|us\s)?only\s{_NUMBER}\b(?!\s(?:hour|day|week|minute|email|message|mail)s?\b)"
    rf"|\b{_NUMBER}\s(?:\w{{2,15}}\s)?(?:short\b|instead\sof\s(?:the\s)?{_NUMBER}\b)"
    rf"|\b{_CAME}\s(?!{_NO_GOODS}){_THINGS}instead\b"
    r"|^\W{0,3}(?:(?:order|in|from|my|for|\#?\w-\d{1,9}|hi|hello)[\s,:.-]{1,3}){0,6}(?:[\w'-]{1,20}\s){1,5}?instead\sof\b"
    rf"|\b(?:{_CAME}|gave|shipped|(?<!where\s)(?<!when\s)(?<!what\s)(?:is|was|are))\s(?!{_NO_GOODS}|no\b|confirm){_THINGS}"
    rf"(?:but\s)?(?:i|we)\s(?:had\s|have\s)?{_ORDERED}\b"
    r"(?!\s(?:on|in|at|it|this|from|last|yesterday|through|via|online|\#?\w-\d))"
    rf"|\b(?:gave|sent|shipped|packed|delivered|contained)\s{_THINGS}(?:(?:i|we)\s)?(?:had\s)?{_ORDERED}\b"
    rf"|\b(?:got|received)\s(?!{_NO_GOODS}){_THINGS}(?<=[,;]\s)(?:but\s)?{_ORDERED}\b"
    rf"|\b{_ORDERED}\s{_THINGS}(?:but|and|yet|they|you)\s(?:i\s|we\s|you\s|they\s|only\s){{0,2}}"
    rf"(?:got|received|recieved|sent|came|arrived|shipped|packed)\s"
    rf"(?!{_NO_GOODS}|no\b|confirm|charged|your|it\b|yet\b|to\b)"
    r"|\b(?:came|arrived|got\shere|turned\sup|showed\sup|landed|delivered)\s(?:as|like|looking\slike)\san?\s"
    r"(?!gift|present|surprise|set|letter|parcel|package|pair|bundle|whole|return|replacement|priority)"
    r"|\blooks?\slike\s(?:(?:an?|the)\s\w{2,15}\s(?:sat|stood|drove|ran|went|stepped|jumped|chewed|hit|exploded|fell)"
    r"|someone|somebody|it\s(?:was|has\sbeen|had\sbeen)\s(?!shipped|sent|dispatched|delayed))",
    re.IGNORECASE,
)
# A wish for something else, or a question about what is to come, is no complaint.
_WISHED = re.compile(
    r"\b(?:can|could|would|will|may|please|pls|want|like\sto|need|change|swap|switch|exchange|prefer|wish|possible|if)\b"
    r"[^.!?;\n]{0,80}\binstead\b"
    r"|\bjust\scurious\b",
    re.IGNORECASE,
)


@cache
def _lists() -> dict[str, Terms]:
    text = (resources.files("workflows.rules.words") / "complaints.toml").read_text(encoding="utf-8")
    return {name: Terms(terms) for name, terms in tomllib.loads(text).items()}


def complains_of_order(text: str, *, named: bool) -> bool:
    """Tell whether ``text`` complains about an order; ``named``: it is clear already that an order is meant.

    What is said of a product that goes back is the reason of its return, and no complaint beside it.
    """
    lists = _lists()
    if not (named or lists["order"].find(words_of(text))) or not complains(text, named=named):
        return False
    message = read(text)
    returned = {clause.start: clause.end for back in find_returns(message) for clause in back.used}
    rest = message.plain
    for start, end in returned.items():
        rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
    return complains(rest, named=named)


def complains(text: str, *, named: bool) -> bool:
    """Tell whether a sentence of ``text`` complains about what came, or did not come; ``named``: an order's number."""
    lists = _lists()
    for sentence in _SENTENCE.split(text):
        words = _meant(words_of(sentence))
        if lists["terms"].find(words) or (named and lists["of_order"].find(words)):
            return True
    sentences = _WHOLE_SENTENCE.split(text[:READ_CHARS])
    unlike = any(_UNLIKE_ORDERED.search(one) and not _WISHED.search(one) for one in sentences)
    return unlike or _is_denied(words_of(text))


def _is_denied(words: list[str]) -> bool:
    """Tell whether ``words`` deny what is claimed: "the tracking says I signed for it, I did not"."""
    lists = _lists()
    if not lists["handed"].find(words):
        return False
    off = {at for span in lists["to_come"].spans(words) for at in range(span.start, span.end)}
    off |= {at for span in lists["not"].spans(words) for at in range(span.start, span.end)}
    left = ["-" if at in off else word for at, word in enumerate(words)]
    handed = list(lists["handed"].spans(left))
    if not handed or not lists["claims"].find(left):
        return False
    return any(span.start > handed[0].start - 3 for span in lists["denied"].spans(left))


def _meant(words: list[str]) -> list[str]:
    off = {at for span in _lists()["not"].spans(words) for at in range(span.start, span.end)}
    return ["-" if at in off else word for at, word in enumerate(words)]
