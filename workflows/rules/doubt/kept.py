"""What is said to stay after a return was asked for: the thing itself, another one, or it only if all else fails."""

import re
from typing import Literal

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.returns.weighing import named_things
from workflows.rules.syntax.clauses import Message

Kept = Literal["it", "another", "otherwise"]
LONGEST = 1_000  # characters after a request
# Who writes so after a wish has found it meanwhile: don't need to return it any more.
_NOT_NEEDED = Sifted(
    r"(?<!if\s)(?:\b(?:(?:i|we)\s)?(?:don'?t|do\snot|needn'?t|won'?t|will\snot|no\slonger)\s(?:need|have|want|wish)?\s?(?:to\s)?|\bno\s(?:need|reason)\s(?:for\sme\s)?to\s)"
    r"(?:be\s)?(?:return(?:ing)?|send(?:ing)?)\s(?:it|them)\b(?:\sback)?(?:\s(?:any\s?more|any\slonger|after\sall|now|then|at\sall))*\s?(?=[.!;,)]|$)"
    r"|\b(?:i|we)(?:'m|'re|'ll|\sam|\sare|\swill)\s(?:just\s)?keep(?:ing)?\s(?:it|them)\b(?:\s(?:after\sall|now|then))?\s?(?=[.!;,)]|$)",
)
# "We will keep it, in its box, ready for the courier": until it goes.
_UNTIL = lazy(
    r",?\s(?:safe|packed|ready|in\s(?:its|their|the)\s(?:\w+\s)?(?:box|boxes|packaging|carton)|for\sthe\s(?:courier|driver|pick-?up|collection)|until|till)\b",
    re.IGNORECASE,
)
_OTHERWISE = lazy(r"\b(?:if|otherwise|unless|or\selse|failing\sthat|in\sthat\scase)\b[^.!?]*$", re.IGNORECASE)
_ONE = lazy(r"\b(?:the|my|our)\s(?P<which>(?!same\b|only\b|first\b)[\w-]{2,15})\sones?\b", re.IGNORECASE)


def kept_after(message: Message, start: int, end: int) -> Kept | None:
    """Tell what is kept, if anything, after the return of what stands from ``start`` to ``end`` was asked for."""
    said = _NOT_NEEDED.search(message.plain, end, end + LONGEST)
    if said is None or _UNTIL.match(message.plain, said.end()):
        return None
    if _OTHERWISE.search(message.plain, end, said.start()):
        return "otherwise"
    if "keep" not in said[0].lower():
        return "it"
    name = message.plain[start:end].lower()
    between = [words.lower() for _, words in named_things(message, end, said.start())]
    ones = [one["which"].lower() for one in _ONE.finditer(message.plain, end, said.start())]
    is_another = any(one not in name.split() for one in ones) or (
        bool(between) and not (between[-1].endswith(name) or name.endswith(between[-1]))
    )
    return "another" if is_another else "it"
