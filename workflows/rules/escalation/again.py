"""Whether more that is said of a danger tells of something that happens, or only adds to what was told before."""

import re

from workflows.language.lazy import lazy

READ_CHARS = 2_000
_HAPPENS = lazy(
    r"\b(?:smok(?:e|es|ing)|fire|flames?|burn(?:s|t|ed|ing)?|spark(?:s|ed|ing)?|shock(?:s|ed)?|zap(?:s|ped)?|electrocuted|explod\w*|explosion|bang|popp(?:ed|ing)|hiss(?:es|ing)|bleed\w*|blood|hurts?|injur\w*|wound\w*|scald\w*"
    r"|ambulance|hospital|doctor|fainted|unconscious|collapsed|breath\w*|chok\w*|swallow\w*|vomit\w*|dizzy|sick|ill|pain|rash|gas|fumes|smell(?:s|ing)?|stinks?|melt\w*|swell\w*|swollen|leak\w*|hot|hotter|heating|worse|spread\w*|numb|help)\b",
    re.IGNORECASE,
)
_IS_OVER = lazy(
    r"(?:\b(?:no|not|nobody|none|never|nothing|without|stopped|no\slonger|isn'?t|wasn'?t|aren'?t|didn'?t|doesn'?t|hasn'?t|don'?t|put\sout)\s(?:\w{1,12}\s){0,3})$",
    re.IGNORECASE,
)
_IS_OUT = lazy(r"\s(?:(?:is|was|has)\s)?(?:\w{1,8}\s)?(?:out|over|gone|stopped|fine|cooled)\b", re.IGNORECASE)
_BEFORE = 50  # characters in which it is said that something is over


def happens_still(text: str) -> bool:
    """Tell whether ``text`` (untrusted), of a case in which a danger was told, names a sign or a harm that is not over.

    "It's unplugged and on the balcony now" only adds to it; "it is smoking again" is told anew.
    """
    plain = " ".join(text[:READ_CHARS].replace("\u2019", "'").split())
    return any(
        not _IS_OVER.search(plain[max(0, one.start() - _BEFORE) : one.start()]) and not _IS_OUT.match(plain, one.end())
        for one in _HAPPENS.finditer(plain)
    )
