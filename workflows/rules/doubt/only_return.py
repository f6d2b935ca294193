"""Clauses that say no more than that their writer wants to return a thing: nobody needs to read them twice."""

import re

from workflows.language.lazy import lazy

_PLAIN = lazy(
    r"\s*(?:(?:hi|hello|hey|and|but|so|also|please|pls|no|yes)\b[\s,:]*+)*+"
    r"(?:(?:(?:i|we)(?:'?d|\swould)?\s(?:also\s)?(?:want|like|lik|liek|wnat|need|wish|have)\sto|(?:i|we)\shave\s(?:made\sup\s(?:my|our)\sminds?|decided)\sto)\s)?+"
    r"(?:return|retrun|send\sback|sned\sback|give\sback|take\sback|refund|(?:i|we)\s(?:want|need|demand)\smy\smoney\sback\sfor)\s(?:(?:the|my|our|this|these|those)\b|[\"'A-Z])",
    re.IGNORECASE,
)
# "Please process returns for the pan and the lid", "Two returns: a bag and a mat".
_ISSUED = lazy(
    r"\s*(?:(?:hi|hello|hey|also|please|pls|kindly|@\w{1,20}|(?:can|could|would)\syou)[\s,]+){0,3}(?:(?:process|issue|initiate|start|open|arrange|set\sup|make|register)\s"
    r"(?:me\s)?(?:the\s|an?\s|my\s|two\s|three\s)?returns?\s(?:for|of)\s|(?:two|three|four|[234])\sreturns?\s?[:,-])",
    re.IGNORECASE,
)


def says_no_more(plain: str, begin: int, end: int, start: int) -> bool:
    """Tell whether a clause from ``begin`` to ``end`` only says that what is named from ``start`` on is to go back."""
    if _ISSUED.match(plain, begin, end):
        return True
    found = _PLAIN.match(plain, begin, end)
    return found is not None and found.end() <= start + 1
