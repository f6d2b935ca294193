"""The words with which somebody goes over to English: "ok, then in English." They belong to no request."""

import re

from workflows.language.lazy import lazy

LONGEST = 90  # characters of the announcement
_SOUND = (
    r"(?:(?:ok|okay|oh|ah|sorry|fine|alright|all\sright|right|well|so|then|no\sproblem|understood|i\ssee|pity"
    r"|too\sbad|hello|hi|good)\b[\s,.!:\u2026-]{1,4}){0,4}"
)
_ENGLISH = (
    r"(?:(?:in\s)?english(?:\s(?:then|it\sis|instead|please|is\s(?:fine|ok|okay|no\sproblem)))?(?:,?\sthen)?"
    r"|(?:(?:i|let\sme|i'?ll|i\scan|i\swill|let\sus)\s(?:can\s|will\s|also\s|just\s|then\s)?(?:try|write|do|speak|go|continue|switch|ask|say\sit|say\sthis|repeat|use)(?:\s(?:it|this|again|on|over|to|you))*\s(?:(?:in|to)\s)?(?:(?:my|a)\s)?(?:bad\s|poor\s|little\s|bit\s(?:of\s)?|some\s)*english(?:\s(?:then|instead|too|as\swell|a\slittle))?)"
    r"|once\s(?:more|again)\sin\senglish|the\ssame\sin\senglish|same\sin\senglish)"
)
_ANNOUNCES = lazy(rf"\W{{0,3}}{_SOUND}{_ENGLISH}\s?(?:[.,:;!\n\u2026\u2013\u2014-]+\s*)", re.IGNORECASE)


def without_announcement(text: str) -> str:
    """Return ``text`` (untrusted) without the words that only say that it is in English; as it is if that is all."""
    found = _ANNOUNCES.match(text, 0, LONGEST)
    rest = text[found.end() :] if found else text
    return rest if rest.strip() else text
