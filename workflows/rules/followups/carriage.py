"""Questions about how a return travels: a pick-up, a label, the postage. No record of ours holds that."""

import re

from workflows.ids.grammar import fold
from workflows.language.lazy import lazy
from workflows.language.sentences import sentences
from workflows.rules.frame.smalltalk import is_small_talk

LONGEST = 160  # characters: who writes more says something else, too
_IT = r"(?:it|them|this|that|(?:the|my)\s[\w-]{2,20}(?:\s[\w-]{2,20})?)"
_LABEL = r"(?:(?:an?|the|my|any)\s)?(?:(?:return|prepaid|shipping|postage)\s){0,2}labels?"
_LEAD = r"\W{0,3}(?:(?:and|so|ok|but|thanks|please|hi|also)\b[\s,.!]{1,3}){0,3}"
_ASKS = lazy(
    rf"{_LEAD}(?:(?:will|can|could|would|do|does)\s(?:you|someone|somebody|a\scourier|the\scourier)\s(?:please\s|come\s(?:and|to)\s)?(?:(?:pick\s{_IT}\sup|pick\sup\s{_IT}|collect\s{_IT})"
    rf"|(?:send|email|mail|give|provide)\s(?:me\s|us\s)?{_LABEL})|(?:do|can|will)\s(?:i|we)\s(?:get|need|have)\s{_LABEL}|is\s(?:there|the)\s{_LABEL}"
    r"|who\s(?:pays|covers|bears)|(?:do|must|should|will)\s(?:i|we)\s(?:have\sto\s|need\sto\s)?pay\s(?:for\s)?(?:the\s)?(?:return\s)?(?:postage|shipping|carriage)|is\s(?:the\s)?(?:return\s)?(?:postage|shipping)\s(?:free|paid)"
    r"|how\smuch\s(?:is|does|will)\s(?:the\s)?(?:return\s)?(?:postage|shipping))\b(?:(?!\s(?:and|but|also|then)\s)[^.!?,;]){0,40}\??",
    re.IGNORECASE,
)
_POSTAGE = lazy(r"\bwho\b(?!.*\b(?:postage|shipping|carriage|send\w*|parcel|return)\b)", re.IGNORECASE)
_WHY = lazy(r"\W*(?:it|they|that|this)(?:'s|'re|\sis|\sare)\s[^.!?]{2,40}[.!?\s]*", re.IGNORECASE)


def asks_about_carriage(text: str) -> bool:
    """Tell whether ``text`` (untrusted) asks how a return gets to us, and nothing else: "will you pick it up?"."""
    read = fold(text)
    if len(read) > LONGEST:
        return False
    each = [read[one.start : one.upto].strip() for one in sentences(read)]
    asking = [one for one in each if _ASKS.fullmatch(one) and not _POSTAGE.search(one)]
    return bool(asking) and all(one in asking or is_small_talk(one) or _WHY.fullmatch(one) for one in each)
