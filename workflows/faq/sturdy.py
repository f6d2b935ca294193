"""Whether a statement is turned round to a question that people ask: of all made ones this kind goes wrong most."""

import re

from workflows.language.lazy import lazy

_YES_OR_NO = lazy(
    r"(?:am|are|can|could|did|do|does|has|have|is|may|might|must|shall|should|was|were|will|would)\b"
    r"|(?:bin|darf|d\u00fcrfen|gibt|habe|haben|hat|hatte|ist|kann|k\u00f6nnen|muss|m\u00fcssen|sind|soll|sollen|war|waren"
    r"|werden|wird|wurden?)\b",
    re.IGNORECASE,
)
_ASKED = lazy(
    r"(?:can|may) |(?:is|are) there |(?:do|does) (?!.* have to\b).{1,60}? need "
    r"|do you (?:accept|deliver|have|offer|provide|sell|ship|take) "
    r"|(?:is|are) .*\b(?:accepted|allowed|available|covered|free|included|insured|permitted|possible|refundable"
    r"|refunded|required|transferable|welcome)\b"
    r"|(?:darf|d\u00fcrfen|kann|k\u00f6nnen|gibt es) "
    r"|(?:ist|sind) .*\b(?:enthalten|erlaubt|erstattungsf\u00e4hig|gestattet|im preis|inbegriffen|kostenfrei|kostenlos"
    r"|m\u00f6glich|n\u00f6tig|\u00fcbertragbar|verf\u00fcgbar|versichert)\b",
    re.IGNORECASE,
)


def is_asked_often(question: str) -> bool:
    """Say whether a question that rules made of a statement asks what people want to know before all else.

    It may be asked for a measure, a way, a time or a reason; but for a yes or no only whether something may be done, is
    included, is there or is needed. What else is stated is rarely asked in these words, and read wrongly more often.
    """
    return _YES_OR_NO.match(question) is None or _ASKED.match(question) is not None
