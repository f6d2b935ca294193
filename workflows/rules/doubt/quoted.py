"""Words that a writer types but says to be somebody else's: what is asked for in them is asked about, not done."""

import re

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.syntax.clauses import Message
from workflows.rules.syntax.negation import speaks_for_another

REACH = 1_000  # characters between the words for who wrote it and what is asked for
LONGEST_POINTER = 80  # characters of a sentence that points at what is passed on
_WHO = r"(?!(?:i|we|you)\b)[\w'@.-]{1,20}"
_WROTE = r"(?:wrote|writes|written|says|said|asks|asked|texts|texted|messaged|mailed|emailed|posted|pinged|dm'?d)"
_PASSED_ON = r"(?:forward(?:ed|ing)?|fwd?|passed\son|pasted|copied|quot(?:ed|ing))"
_A_MESSAGE = r"(?:an?|the|this|another|his|her|their)\s(?:message|mail|e-?mail|note|text|sms|request|words)"
# "Forwarded from Tom:", "Fwd: ", "a note from Ann:", "Tom from sales wrote to me yesterday:", "From: Tom".
_HEAD = Sifted(
    rf"\b{_PASSED_ON}\b(?:\s(?!(?:i|we|my\sown)\b)[\w'@.-]{{1,20}}){{0,6}}\s?(?::|\s[-\u2013\u2014]\s|(?=\s?[\"\u201c\u201e\u00ab]))"
    rf"|\b{_A_MESSAGE}\s(?:from|by|of)(?:\s{_WHO}){{1,4}}\s?(?::|\s[-\u2013\u2014]\s|(?=\s?[\"\u201c\u201e\u00ab]))"
    rf"|(?<![\w'])(?!(?:i|we|you)\b){_WHO}(?:\s(?!(?:i|we|you|which|that|what|as)\b)[\w'@.-]{{1,20}}){{0,4}}?\s(?:(?:has|have|just)\s){{0,2}}{_WROTE}"
    r"(?:\s(?!(?:you|to|that|if|whether|for)\b)[\w'@.-]{1,20}){0,4}(?:\s?[:,](?=\s?[\"\u201c\u201e\u00ab'\u2018])|\s?:|(?=\s[\"\u201c\u201e\u00ab]))"
    r"|^\s{0,4}(?:message\s)?from(?:\s(?!(?:my\sorder|order)\b)[\w'@.-]{1,20}){1,4}\s?:(?=\s?[\"\u201c\u201e\u00ab'\u2018])",
    re.IGNORECASE | re.MULTILINE,
)
# "As I wrote: …", "my earlier message said: …", "the tracking page says: …": the writer's own words, or a machine's.
_OWN = lazy(
    r"\bas\s(?!follows)|\b(?:i|we|my\sown|myself|ourselves|my\s(?:last|earlier|first|previous|other)"
    r"|(?:page|site|website|system|app|screen|display|manual|label|box|error|invoice|policy|ad|banner)\s(?:\w+\s)?(?:says|said|asks|asked))\b",
    re.IGNORECASE,
)
# What stands before such words where they are the writer's own: "I already wrote:", "As Sam asked:".
_OWN_BEFORE = lazy(r"\b(?:as|(?:i|we)(?:'ve|\shave)?(?:\s(?:just|already|also|once|then|had))?)\s$", re.IGNORECASE)
_OPENING = lazy(r"\s{0,4}(?P<mark>[\"\u201c\u201e\u00ab'\u2018])")
# "Can you handle that for him?": asks for what is passed on, and for nothing else.
_SEE_TO_IT = lazy(
    r"(?:(?:so|and|please|pls|hi|hello)[\s,]{1,2}){0,2}(?:(?:can|could|would|will)\s(?:you|u|somebody|someone)\s)?(?:(?:please|pls|kindly)\s)?"
    r"(?:handle|do|arrange|take\scare\sof|see\sto|deal\swith|sort(?:\sout)?|manage|process|organi[sz]e|help(?:\s(?:him|her|them|us|me|out))?(?:\swith)?)"
    r"(?:\s(?:that|this|it|so))?(?:\sout)?(?:\s(?:for|with)\s(?:\w+\s)?\w+)?(?:[\s,]{1,2}(?:please|pls|thanks|thank\syou))?[\s?!.]{0,4}",
    re.IGNORECASE,
)
_CLOSES = {
    "\u201c": ("\u201d", '"'),
    "\u201e": ("\u201c", "\u201d", '"'),
    "\u00ab": ("\u00bb",),
    "\u2018": ("\u2019", "'"),
    "'": ("'", "\u2019"),
    '"': ('"', "\u201d"),
}


def is_anothers_words(message: Message, at: int) -> bool:
    """Tell whether what stands ``at`` is in words that the writer passes on: 'Forwarded from Tom: "return the lamp"'.

    Not if it is said that they are written for somebody: "I am writing for my father. He says: …". Words in
    quotation marks end with them, others with their paragraph.
    """
    words = message.words
    if speaks_for_another(message.plain):
        return False
    for head in _HEAD.finditer(message.plain, max(0, at - REACH), at):
        before = message.plain[max(0, head.start() - 20) : head.start()]
        if _OWN.search(message.plain, head.start(), head.end()) or _OWN_BEFORE.search(before):
            continue
        if at < _end_of(words, head.end()):
            return True
    return False


def asks_to_see_to_it(text: str) -> bool:
    """Tell whether ``text`` (untrusted) asks for nothing but what was passed on to be done."""
    return len(text) <= LONGEST_POINTER and _SEE_TO_IT.fullmatch(text.strip()) is not None


def _end_of(words: str, at: int) -> int:
    """Return where the words end that are passed on from ``at``."""
    opening = _OPENING.match(words, at)
    if opening is None:
        end = words.find("\n\n", at, at + REACH)
        return end if end >= 0 else at + REACH
    closing = _CLOSES[opening["mark"]]
    for found in range(opening.end(), min(len(words), opening.end() + REACH)):
        is_inside = words[found - 1].isalnum() and words[found + 1 : found + 2].isalnum()  # an apostrophe
        if words[found] in closing and not is_inside:
            return found
    return opening.end() + REACH
