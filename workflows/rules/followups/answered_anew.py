"""Whether an answer to "which product?" is taken back within itself, and where the one that is meant begins.

"The printer. No wait, that one's staying. The laminator!" A thing is taken back only where it is said to stay, or where
its writer wants to look first; "no, really, it leaks" takes nothing back. Text in, a place out; no thing is read here.
"""

import re

from workflows.language.lazy import lazy

LONGEST = 400  # characters of an answer that are read
MOST_PARTS = 6
_SOUND = r"(?:(?:oh|ah|hm+|mm+|um+|uh|er+m?|ugh|oops|argh|well|but|and|sorry|actually)\b[\s,.!:\u2026-]{1,4}){0,3}"
_AGAIN = (
    r"(?:wait|hang\son|hold\son|scratch\sthat|strike\sthat|sorry|actually|cancel\sthat|forget\sthat"
    r"|not\sthat(?:\sone)?)"
)
_TAKES_BACK = lazy(
    rf"(?:[.!?;,:\n\u2026\u2013\u2014)]|\s-)\s{{0,4}}{_SOUND}"
    rf"(?:(?:no+|nope|nah)(?:[\s,]{{1,3}}{_AGAIN}){{0,2}}|{_AGAIN}(?:[\s,]{{1,3}}(?:no+|{_AGAIN})){{0,2}})"
    r"(?:(?=[\s,.!;:\u2026\u2013\u2014-])[\s,.!;:\u2026\u2013\u2014-]{1,6}|$)",
    re.IGNORECASE,
)
_REFUSES = lazy(r"\b(?:not|scratch|strike|cancel|forget)\sthat\b", re.IGNORECASE)
_IT = (
    r"(?:it|them|that|this|those|these|that\sone|this\sone|those\sones|the\s(?:same|first)(?:\sone)?"
    r"|(?:the|my|our)\s[\w-]{2,20}(?:\s[\w-]{2,20})?)(?![\w'-])"
)
_WHO = (
    r"(?:i|we|he|she|they|someone|somebody|everyone|everybody|(?:my|our|the|his|her)\s[\w'-]{2,15}(?:\s[\w'-]{2,15})?"
    r"|(?:mr|mrs|ms|dr|miss)\.?\s[\w'-]{2,20}|(?!(?:nobody|no|none|never|not)\b)[\w'-]{2,15})"
)
# Somebody keeps, needs or likes it; or it stays, is fine, is somebody's.
_STAYS = lazy(
    rf"{_SOUND}(?:{_WHO}(?:'s|'m|'re|'ll|'d|'ve)?\s(?:(?!(?:not|never|no)\b)\w{{2,10}}\s){{0,3}}?"
    rf"(?:keep(?:s|ing)?|kept|wants?|wanted|needs?|needed|likes?|loves?|uses?|using|grew\son|fixed|mended|repaired)\s(?:to\skeep\s)?{_IT}"
    r"|(?:it|that|this|they|those|these|that\sone|this\sone|those\sones|(?:the|my|our)\s[\w-]{2,20}(?:\s[\w-]{2,20})?)"
    r"(?:'s|'re|'ll|\s(?:is|are|was|were|can|will|has\sto|have\sto|should|must|may))?\s"
    r"(?:(?!(?:not|never|no)\b)\w{2,10}\s){0,2}?"
    r"(?:stay(?:s|ing)?|fine|ok(?:ay)?|all\sright|good|great|perfect|works?|working|mine|ours|his|hers|(?:my|our|the)\s[\w-]{2,15}'s"
    r"|a\s(?:gift|present|keeper)|in\suse|needed|wanted|spoken\sfor|kept|not\s(?:it|going\sback|the\sone))(?![\w-])"
    rf"|(?:keep(?:ing)?|leave)\s{_IT}|not\s(?:the|my|our|that|this)\s[\w-]{{2,20}})",
    re.IGNORECASE,
)
_LOOKS_FIRST = lazy(
    rf"{_SOUND}(?:let\sme\s(?:just\s|quickly\s)?(?:check|look|see|ask|think|have\sa\s(?:look|think))"
    r"|(?:i'?ll|i\swill|i\s(?:need|have|want)\sto|i'?d\sbetter|i\sshould|gotta|have\sto|need\sto)\s(?:just\s|quickly\s|first\s)?(?:check|look|ask|see|think)"
    r"|(?:one|a|just\sa)\s(?:sec|second|moment|minute|mo)\b|checking\b|asking\b)",
    re.IGNORECASE,
)
_DENIED = lazy(r"n't\b|\b(?:never|cannot|nobody)\b", re.IGNORECASE)
_PARTS = lazy(r"[.!?;\n\u2026]+\s*|\s[-\u2013\u2014]+\s")
# The thing itself behind a comma: "we need it in June, the airbed".
_LAST = lazy(
    r",\s(?:so\s|then\s)?(?=(?:it'?s\s|i\smeant?\s|make\s(?:it|that)\s|take\s)?(?:the|my|our)\s[\w-]{2,20}(?:\s[\w-]{2,20}){0,2}$)",
    re.IGNORECASE,
)


def meant_from(plain: str) -> int | None:
    """Return where the thing begins that is meant instead; the end if none is named. None if nothing is taken back."""
    text = plain[:LONGEST]
    for back in _TAKES_BACK.finditer(text):
        if not text[: back.start()].strip():
            continue
        if (at := _behind(text, back.end(), is_back=_REFUSES.search(back[0]) is not None)) is not None:
            return len(plain) if at >= len(text) else at
    return None


def _behind(text: str, at: int, *, is_back: bool) -> int | None:
    """Return what ``meant_from`` does, of what follows the words that take back."""
    if _LOOKS_FIRST.match(text, at) or not text[at:].strip():
        return len(text)
    for _ in range(MOST_PARTS):
        ends = _PARTS.search(text, at)
        end, after = (ends.start(), ends.end()) if ends else (len(text), len(text))
        if not _STAYS.match(text, at, end) or _DENIED.search(text, at, end):
            return at if is_back else None
        if last := _LAST.search(text[at:end]):
            return at + last.end()
        is_back, at = True, after
        if at >= len(text):
            return at
    return at
