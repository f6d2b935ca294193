"""Returns that are told of, as no list of cues can tell, and the speaker's own decisions and things."""

import re
from collections.abc import Iterable

from workflows.language.lazy import lazy
from workflows.language.sifting import holds_any

READ_BEFORE = 160  # characters before the verb that can turn it into talk
# Somebody or something that no list of people can name: 'The teacher is returning …', 'Peter would return …'.
_OTHERS = lazy(
    r"(?:^|[,;]\s?)(?:the|an?|that|this|some)\s[a-z'-]{2,20}\s(?:is|was|are|were|has|had|keeps|started|began)\s(?:\w{2,12}\s)?$",
    re.IGNORECASE,
)
_NAMED = lazy(
    r"^\s*(?!(?:I|We|You|He|She|They|Please|It|That|This|What|Who|How|Also|And|But|So|Then)\b)[A-Z][a-z]{1,15}\s(?:would|will|could"
    r"|should|wants|has|had|is|was)\b"
)
# 'a refund a few days back', 'the return was easy': the noun, not the verb.
_NOUN = lazy(r"\b(?:an?|any|no|my|our|your|this|that|full|partial|previous|last|first)\s$", re.IGNORECASE)
_IS_TOLD_OF = lazy(
    r"\s{0,3}(?:(?:for|of|on)\s)?(?:(?!that\b|which\b|who\b|because\b|as\b|since\b|it\b|they\b)[\w'-]{1,20}\s){1,5}?(?:was|is|were|are|has|have"
    r"|had|took|takes|went|goes|cost|costs|seems?|felt|feels|turned|worked|works|should|would|will|can|did|does|made|makes)\b",
    re.IGNORECASE,
)
# 'I have decided to return it': the speaker's own decision, made and standing, is a request.
_DECIDED = lazy(
    r"\b(?:i|we)(?:'ve|\s(?:have|now|finally|just|hereby))?(?:\s(?!not\b|never\b|had\b)\w{2,12}){0,2}\s(?:decided|chosen|resolved|determined|settled\son"
    r"|concluded|opted)\s(?:that\s(?:i|we)(?:'ll|\s(?:will|want\sto|would\slike\sto|have\sto|need\sto|must|should))?|to)\s(?P<verb>\w{2,12}\s)?$",
    re.IGNORECASE,
)
_HAD = lazy(r"\b(?:had|not|never|almost|nearly|once|originally|first)\b", re.IGNORECASE)
_OWN = lazy(
    r"(?:^|[\s,(])(?:the|my|our|this|that|these|those|its|(?:bought|got|ordered|purchased|received|have)\s(?:an?|some|two|three))(?:\s[\w-]{1,20}){0,2}\s+[\"'`]?$|[\"'`]$",
    re.IGNORECASE,
)
_BOUGHT = lazy(
    r"\s(?:(?:that|which)\s)?(?:i|we)\s(?:\w{2,10}\s)?(?:bought|ordered|purchased|got|received)\b", re.IGNORECASE
)
# Whether a thing may go back: asked about, unless the return is asked for as well.
_PERMISSION = lazy(
    r"\b(?:(?:can|could|may|might)\s(?:i|we|it|they|this|that|these|those|the|my|our)|are\swe|am\si|(?:would|is)\s(?:it|there|sending|returning|giving|a\sreturn)"
    r"|would\s(?:i|we|you\s(?:mind|take|consider|accept))|any\s(?:chance|possibility|way)|(?:an|on\sthe)\s(?:option|table))\b",
    re.IGNORECASE,
)
_REQUEST = lazy(
    r"\b(?:please|pls|plz|kindly|rma|labels?|number|slip|form|code|open|start|initiate|issue)\b", re.IGNORECASE
)
# "const lamp = get(lamp); return lamp;": what a program returns.
_PROGRAM = lazy(r"\w\s?=>\s?\w{1,40}+[.(]|\b(?:const|let|var)\s\w{1,40}+\s?=|\bdef\s\w{1,40}+\(|\)\s?\{")
_IN_PROGRAMS = ("=", "{", "def")

# To return it is a burden, is what something is better than, or what needs a reason: "a pain to", "rather … than",
# "tell me why I have to"; "that is why I have to" is a wish.
_TALK = lazy(
    r"\b(?:pain|hassle|nuisance|bother|chore|nightmare|headache|faff|impossible|difficult|hard|expensive|costly|annoying|silly|stupid|pointless|absurd"
    r"|ridiculous|unreasonable|awkward|wasteful|(?:waste|lot)\sof\s\w+|no\s(?:sense|point)|much\s(?:work|effort|trouble))(?:\sin\sthe\s\w+)?(?:\sfor\s(?:me|us))?"
    r"(?:\sto\s(?:have\sto\s)?|(?:\sthat)?\s(?:i|we)\s(?:(?:need|have|am\ssupposed|are\ssupposed)\sto|must|should)\s|\sin\s|\shaving\sto\s)$"
    r"|^\W*(?:(?:and|but|so|then)\s)?why\s(?:on\searth\s)?(?:should|must|do)\s(?:i|we)\s(?:(?:have|need)\sto\s)?$"
    r"|\btoo\s(?!late\b|early\b|soon\b)\w{3,12}\s(?:for\s(?:me|us)\s)?to\s$"
    r"|\bthan\s(?:to\s|(?:have|having)\sto\s)?$"
    r"|\b(?:tell|explain|say|understand|know|see|told|clear|reason|ask|asking|wonder|wondering)\b[^.;!?]{0,30}\bwhy\s(?:on\searth\s)?(?:i|we)\s(?:\w+\s)?(?:(?:need|have|ought|am\ssupposed|are\ssupposed)\sto|must|should)\s$",
    re.IGNORECASE,
)
_THAN_RETURNING = lazy(r"\bprefer(?:red|able)?\b[^.;!?]{0,60}\s(?:to|over)\s$", re.IGNORECASE)
_YOU_WANT = lazy(r"\b(?:you|they)\s(?:really\s)?(?:want|expect|ask|need)\s(?:(?:me|us)\s)?to\s$", re.IGNORECASE)


def is_talk(before: str, *, gerund: bool, question: bool) -> bool:
    """Tell whether the words before a return make it a burden, the worse of two things, or ask what for."""
    before = before[-READ_BEFORE:]
    return (
        _TALK.search(before) is not None
        or (gerund and _THAN_RETURNING.search(before) is not None)
        or (question and _YOU_WANT.search(before) is not None)
    )


def as_asked(before: str) -> str:
    """Return the words before a return with a decision of the speaker's own made a wish: 'I have decided to '."""
    match = _DECIDED.search(before[-READ_BEFORE:])
    if not match or _HAD.search(match[0]):
        return before
    return f"{before[: len(before) - len(match[0])]}I want to {match['verb'] or ''}"


def is_only_mentioned(before: str, after: str, *, gerund: bool, noun: bool, wished: bool) -> bool:
    """Tell whether a return between ``before`` and ``after`` (of its clause) is told of and not asked for.

    ``wished``: a word of wishing stands before it, so that "a return" is one that is to come.
    """
    before = before[-READ_BEFORE:]
    if _OTHERS.search(before) or _NAMED.match(before):
        return True
    if not (noun or gerund or wished) and _NOUN.search(before):
        return True
    alone = not re.sub(r"[^\w]|\b(?:and|but|so|also|well|the|hi|hello)\b", "", before, flags=re.IGNORECASE)
    return (gerund or noun) and alone and bool(_IS_TOLD_OF.match(after[:READ_BEFORE]))


def is_own(plain: str, start: int, end: int) -> bool:
    """Tell whether the thing from ``start`` to ``end`` is one the speaker has: "the", "my", quoted, or bought."""
    return bool(_OWN.search(plain[max(0, start - 60) : start]) or _BOUGHT.match(plain[end : end + 60]))


def asks_whether(said: Iterable[str]) -> bool:
    """Tell whether one of the clauses ``said`` asks if a thing may go back: "can the clock go back?"."""
    return any(map(_PERMISSION.search, said))


def is_requested(plain: str) -> bool:
    """Tell whether a message asks for something to be done: "please", "start", "a label"."""
    return _REQUEST.search(plain) is not None


def is_program(plain: str) -> bool:
    """Tell whether a message quotes a program."""
    return holds_any(plain, _IN_PROGRAMS) and _PROGRAM.search(plain) is not None
