"""Whether a document is a conversation of some people, a mail or a thread: what it says holds for them. Linear."""

import re
from collections import Counter
from functools import lru_cache

from workflows.faq.documents import Document
from workflows.language.lazy import lazy

CONVERSATION = "Conversation: "  # before the title of a document that is a thread of several messages
LETTER_SIGNS = 2  # of a greeting, an ending, a head: what a mail has
SPEAKERS = 2  # who say something twice or more each

_WROTE = lazy(
    r"^.{0,80}\b(?:wrote|schrieb|a \u00e9crit|escribi\u00f3)\b[^:\n]{0,40}:\s*$"
    r"|^>?[ \t]{0,3}(?:on|am|le|el) .{2,80}\b(?:wrote|schrieb|a \u00e9crit|escribi\u00f3)\b[^:\n]{0,40}$"
    r"|^-{2,} ?(?:original|forwarded) message",
    re.IGNORECASE | re.MULTILINE,
)
_GREETS = lazy(
    r"^[ \t]{0,9}(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|day)|hallo|liebe[rs]?|sehr geehrte[rs]?"
    r"|guten (?:tag|morgen)"
    r"|bonjour|ch\u00e8re?|hola|estimad[oa])(?: (?:all|team|mr|mrs|ms|herr|frau"
    r"|[A-Z\u00c0-\u00de][\w.-]{0,30})\.?){1,3}|hi|hello|hey|hallo|bonjour|hola)"
    r"[ \t]{0,3}[,!.]?[ \t]{0,9}$",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNS = lazy(
    r"^[ \t]{0,9}(?:(?:best|kind|warm|with kind|many)? ?(?:regards|wishes)|best|cheers|thanks|thank you"
    r"|yours(?: (?:sincerely|faithfully|truly))?"
    r"|(?:viele|liebe|sch\u00f6ne|mit freundlichen|beste) gr\u00fc\u00dfen?|mfg|cordialement"
    r"|bien \u00e0 (?:vous|toi)|saludos|un saludo)"
    r"[ \t]{0,3}(?:,|!|$)[ \t]{0,3}(?:[A-Z\u00c0-\u00de][\w .-]{0,40})?$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADED = lazy(
    r"^[ \t>*]{0,9}(?:from|to|sent|subject|cc|von|an|gesendet|betreff|de|objet|asunto|para): ?\S",
    re.IGNORECASE | re.MULTILINE,
)
_SPEAKS = lazy(
    r"^[ \t]{0,9}(?:\[?\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[ap]m)?\]?[ \t-]{0,3})?"
    r"([A-Z\u00c0-\u00de][\w.-]{1,30}(?: [A-Z\u00c0-\u00de][\w.-]{0,30})?)"
    r"(?:[ \t]{0,3}[\[(]?\d{1,2}[:.]\d\d[^:\n]{0,12})?: ?(\S[^\n]*)$",
    re.MULTILINE,
)
_NO_SPEAKER = lazy(
    r"(?:q|a|question|answer|frage|antwort|pregunta|respuesta|r\u00e9ponse|notes?|tip|hinweis|step"
    r"|please note)\d{0,3}$",
    re.IGNORECASE,
)


@lru_cache(maxsize=16)
def is_conversation(document: Document) -> bool:
    """Say whether a document (untrusted) is a mail, a chat or a thread, by its title or its form."""
    text = document.text
    if document.title.startswith(CONVERSATION) or _WROTE.search(text):
        return True
    signs = bool(_GREETS.search(text)) + bool(_SIGNS.search(text)) + (len(_HEADED.findall(text)) >= LETTER_SIGNS)
    said = [found for found in _SPEAKS.findall(text) if not _NO_SPEAKER.match(found[0])]
    speakers = [name for name, times in Counter(name for name, _ in said).items() if times > 1]
    asks = any(name in speakers and line.rstrip().endswith("?") for name, line in said)  # labels of a list ask nothing
    return signs >= LETTER_SIGNS or (asks and len(speakers) >= SPEAKERS)
