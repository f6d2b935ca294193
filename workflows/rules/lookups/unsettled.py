"""Whether trouble with an invoice is only weighed, denied, somebody else's or to be looked at by the writer first.

Then it is asked whether we are to look into it; who asks for a look in so many words gets one. What is denied is left.
"""

import re

from workflows.ids.grammar import FoundId
from workflows.language.lazy import lazy
from workflows.rules.syntax.clauses import Message
from workflows.understanding.wanted import Place

NEAR = 200  # characters around a number that are read
_WISHED = lazy(
    r"\b(?:please|pls|plz|kindly|(?:can|could|would|will)\syou|look\sinto|(?<!do\s)i\s(?:want|need|demand|expect|dispute|contest)|i(?:'d|\swould)\slike)\b",
    re.IGNORECASE,
)
_DENIED = lazy(
    r"\s(?:is|was|looks?|seems?)(?:n't|\snot)\s(?:actually\s|really\s|at\sall\s)?(?:too\s(?:high|much|low)|wrong|incorrect|off|a\s(?:problem|mistake))\b",
    re.IGNORECASE,
)
_LIKE = lazy(r"\b(?:like|such\sas)\s(?:(?:invoice|my|number)\s)*\#?$", re.IGNORECASE)
_OWN_LOOK = lazy(
    r"\b(?:i|we)(?:'ll|\swill|'m\sgoing\sto|\sam\sgoing\sto|\sstill\s(?:have|need|want)\sto)\s(?:first\s|just\s)?(?:check|look|read|compare|review|go\sthrough)\b"
    r"|\b(?:don'?t|do\snot)\s(?:yet\s)?know\s(?:yet\s)?(?:whether|if)\b",
    re.IGNORECASE,
)
_HOW = lazy(
    r"\s*(?:how|where)\s(?:do|can|would|should|could)\s(?:i|we|one)\s(?:dispute|contest|challenge|query)\b",
    re.IGNORECASE,
)
_MEANS = lazy(r"\s.{0,20}?\btoo\s(?:high|much)\sfor\s(?:my|our|me|us)\b", re.IGNORECASE)
_HANDLED = lazy(
    r"\b(?:opened|deleted|clicked|printed|lost|threw|binned)\b[^.;!?]{0,40}\bby\s(?:mistake|accident)\b", re.IGNORECASE
)
_UNDECIDED = lazy(
    r"\b(?:not\s(?:quite\s|really\s)?sure|unsure|undecided|(?:don'?t|do\snot)\sknow|(?:can'?t|cannot)\sdecide)\s(?:yet\s)?(?:if|whether)\s"
    r"(?:i|we)\s(?:even\s|really\s)?(?:want|need|should|would\slike|wish)\b",
    re.IGNORECASE,
)
_IF = lazy(
    r"\b(?:if|in\scase|should|suppose|supposing)\s(?:(?:the|my|our|an?|invoice|bill|number)\s)*\#?$", re.IGNORECASE
)
_OTHERS = lazy(
    r"\b(?:(?:his|her|their)|(?:my|our)\s[\w-]{2,15}'s|(?:neighbou?r|friend|colleague|brother|sister)s?')\s"
    r"(?:own\s|last\s|new\s)?(?:invoice|bill)\s(?:number\s)?\#?$",
    re.IGNORECASE,
)


def is_trouble_denied(message: Message, one: FoundId) -> bool:
    """Tell whether the words right behind an invoice's number say that it is not wrong."""
    return _DENIED.match(message.plain, one.end) is not None


def is_unsettled(message: Message, one: Place) -> bool:
    """Tell whether it is not yet said that something is wrong with an invoice, and no look is asked for."""
    plain = message.plain
    sentence = [two for two in message.clauses if two.sentence == _sentence_of(message, one)]
    start, end = max(sentence[0].start, one.start - NEAR), min(sentence[-1].end, one.end + NEAR)
    if _LIKE.search(plain, start, one.start) or _UNDECIDED.search(plain, start, end):
        return True
    if _WISHED.search(plain):
        return False
    asks_how = _HOW.match(plain, sentence[0].start, end) and sentence[-1] == message.clauses[-1]
    return bool(
        _IF.search(plain, start, one.start)
        or _OTHERS.search(plain, start, one.start)
        or asks_how
        or _OWN_LOOK.search(plain, start, end)
        or _MEANS.match(plain, one.end, end)
        or _HANDLED.search(plain, start, end)
    )


def _sentence_of(message: Message, one: Place) -> int:
    return next((two.sentence for two in message.clauses if two.start <= one.start < two.end), 0)
