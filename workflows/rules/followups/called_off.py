"""Which words of a wish to cancel a return say which one: "cancel the cool box, the blanket can still go back"."""

import re

from workflows.language.lazy import lazy

LONGEST = 400  # characters
_PARTS = lazy(
    r"[,;:.!?\n\u2013\u2014]+|\s-\s|\s(?:but|and|while|whereas|though|only)\s|\s(?=not\s(?:the|my|our)\s)",
    re.IGNORECASE,
)
_CANCELS = lazy(r"\b(?:cancel\w*|call\w*\soff|withdraw\w*|undo|void|scrap|drop|stop)\b", re.IGNORECASE)
_DOES_NOT = lazy(
    r"\b(?:not|never|without|don'?t|do\snot)\s(?:\w+\s)?(?:cancel\w*|call\w*\soff|withdraw\w*)", re.IGNORECASE
)
_STAYS = lazy(
    r"\bnot\b|\b(?:still\s(?:go|goes|going|on|valid|stands)|stay\w*|stands|remain\w*|leave|leaving|go(?:es|ing)?\sback|can\sgo|as\s(?:it|planned)|goes\sahead|go\sahead"
    r"|still\sgoes)\b",
    re.IGNORECASE,
)
_KEEPS = lazy(r"\b(?:keep\w*|hold(?:ing)?\son\sto|need|want|love)\b", re.IGNORECASE)


def called_off(text: str) -> str:
    """Return the parts of ``text`` (untrusted) that say what is to be cancelled; all of it where none says what stays.

    "Keep the cool box" calls its return off; beside a "cancel" for another, "keep the return of the cool box" does not.
    """
    parts = [part for part in _PARTS.split(text[:LONGEST]) if part and part.strip()]
    is_said = any(_CANCELS.search(part) and not _DOES_NOT.search(part) for part in parts)
    kept, is_off = list[str](), True
    for part in parts:
        if _STAYS.search(part) or _DOES_NOT.search(part) or (is_said and _KEEPS.search(part)):
            is_off = False
        if (_CANCELS.search(part) and not _DOES_NOT.search(part)) or (not is_said and _KEEPS.search(part)):
            is_off = True
        if is_off:
            kept.append(part)
    return " ".join(kept) if kept and len(kept) < len(parts) else text
