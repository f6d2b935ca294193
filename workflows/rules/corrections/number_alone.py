"""Messages that are nothing but the right number, with an apology behind it: "Ah. A-52091, sorry"."""

import re

from workflows.ids.grammar import find_ids
from workflows.language.lazy import lazy

LONGEST = 80  # characters
_BEFORE = lazy(
    r"\W{0,3}(?:(?:oh|ah|oops|whoops|argh+|ugh+|sorry|no|wait|hm+|damn|it'?s|it\sis|that'?s|make\sthat|should\sbe|order|number)\b[\s,.:!\u2013-]{0,3}){0,5}\#?",
    re.IGNORECASE,
)
_BEHIND = lazy(
    r"(?:[\s,.!\u2013-]{1,3}(?:of\scourse|i\smean|i\smeant|that\sis|even))?[\s,.!\u2013-]{1,3}(?:(?:so|very|my)\s)?(?:sorry|oops|whoops|apologies|mistake|bad|typo|fault|pardon)"
    r"(?:\s(?:about\sthat|again|for\sthat))?\W{0,3}",
    re.IGNORECASE,
)


def only_corrects(text: str) -> bool:
    """Tell whether ``text`` (untrusted) is one number with an apology behind it, and no more."""
    ids = find_ids(text) if len(text) <= LONGEST else []
    if len(ids) != 1:
        return False
    return bool(_BEFORE.fullmatch(text[: ids[0].start]) and _BEHIND.fullmatch(text[ids[0].end :]))
