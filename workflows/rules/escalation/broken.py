"""Things that are broken as things are: in pieces, cracked, torn. No restart mends them; a person sees to it."""

import re

from workflows.language.lazy import lazy
from workflows.rules.products.renewals import wish_for_new

READ_CHARS = 2_000
_HOW = (
    r"(?:broken|smashed|shattered|cracked|snapped|torn|ripped|dented|bent|chipped|crushed"
    r"|(?:in|into|to)\s(?:\w{1,8}\s){0,2}(?:pieces|bits|halves)|(?:fell|came|falls)\sapart|broke)"
)
_BROKEN = lazy(rf"\b{_HOW}\b", re.IGNORECASE)
_RUNS = lazy(
    r"\b(?:apps?|websites?|pages?|links?|software|updates?|log\s?in|buttons?|screens?|features?|online|servers?|accounts?|feeds?|sync|api|sites?|downloads?|forms?|exports?)\b",
    re.IGNORECASE,
)
# No software is that: a screen or a button that is, is a thing.
_HARD = lazy(
    r"\b(?:screens?|buttons?)\s(?:\w{1,12}\s){0,5}?(?:smashed|shattered|cracked|snapped|chipped|broke\soff|fell\soff|came\soff|broken\soff|in\spieces)\b"
    r"|\b(?:smashed|shattered|cracked|snapped|chipped|cracks?\sin\sthe)\s(?:\w{1,12}\s){0,2}?(?:screens?|buttons?)\b",
    re.IGNORECASE,
)
_CAME = lazy(
    rf"\b(?:arrived|came|was\sdelivered|were\sdelivered|turned\sup|reached\s(?:me|us))\s(?!apart)(?:(?!not\b|never\b|nothing\b)[\w',]{{1,12}}\s){{0,3}}?{_HOW}\b",
    re.IGNORECASE,
)

_FAILS = lazy(
    r"\b(?:stopped|quit|ceased)\s(?:\w{3,14}ing|to\s\w{3,10})\b|\bno\slonger\s\w{3,12}s\b"
    r"|\b(?:doesn'?t|does\snot|won'?t|will\snot|don'?t|do\snot)\s(?:even\s|really\s|properly\s)?(?:work|turn\son|start|charge|heat|switch|run|light\sup|power|open|close|fit)\b",
    re.IGNORECASE,
)


def is_broken(text: str) -> bool:
    """Tell whether ``text`` (untrusted) speaks of a thing that is broken, and of nothing that runs on a screen."""
    read = text[:READ_CHARS]
    return has_broken_part(read) or (_BROKEN.search(read) is not None and _RUNS.search(read) is None)


def has_broken_part(text: str) -> bool:
    """Tell whether ``text`` (untrusted) says of a screen or a button that it is cracked or off: no restart mends it."""
    return _HARD.search(text[:READ_CHARS]) is not None


def came_broken(text: str) -> bool:
    """Tell whether ``text`` (untrusted) says that something came broken: "it arrived in four pieces"."""
    return _CAME.search(" ".join(text[:READ_CHARS].split())) is not None


def wants_new_one(text: str) -> bool:
    """Tell whether ``text`` (untrusted) wishes for another in place of a thing that is broken or does not work."""
    read = " ".join(text[:READ_CHARS].replace("\u2019", "'").split())
    return (is_broken(read) or fails(read)) and wish_for_new(read, 0, len(read)) is not None


def fails(text: str) -> bool:
    """Tell whether ``text`` (untrusted) says that a thing does not do any more what it is for."""
    return _FAILS.search(" ".join(text[:READ_CHARS].split())) is not None
