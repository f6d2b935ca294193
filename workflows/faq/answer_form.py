"""Whether an answer is whole and tells the kind of thing that its question asks for. Both are untrusted."""

import re
from functools import cache

from workflows.faq.english_form import verbs
from workflows.faq.grammar import tables
from workflows.faq.reasons import ANOTHER_KIND, ELSEWHERE, NO_WHOLE, UNSETTLED
from workflows.faq.ways import tells_a_way
from workflows.language.lazy import lazy

READ_CHARS = 1200  # of an answer; entries have 900 at most
CUT_SHORT = 3  # words behind the last full stop that end an answer in its midst
MANY = 2  # of a kind, of which all are asked for

_ITEM = lazy(r"(?:[\u2022\u25e6*-]|\(?(?:\d{1,3}|[a-z])[.)]) ?")
_LABELLED = lazy(r"[^:\n]{1,80}: \S")
_SMALL = lazy(r"[a-z\u00df-\u00ff]+(?=[ ,.;:])")  # "iPhone" and "e-mail" begin a sentence
_PAGE = lazy(r"[^.!?]\sPage \d{1,3}\b")
_ENDED = lazy(r"[.!?:;\u2026)\]\"\u201d\u2019\u00bb]$")
_STOP = lazy(r"[.!?] (?=[A-Z\u00c0-\u00de])")
_BEGINS = lazy(r"(?:^|[.!:;] |, )(?:[\u2022\u25e6*-] ?|\d{1,3}[.)] )?([A-Za-z]+)", re.MULTILINE)
_ADDRESS = lazy(r"\d[\d ()/-]{6,}\d|@")
_HOW_TO = lazy(r"how (?:do|can|should|must) (?:i|we) (?!know\b|tell\b|have\b|get to\b)", re.IGNORECASE)
_WHAT_TO_DO = lazy(r"what (?:can|should|must) (?:i|we) do\b", re.IGNORECASE)
_SAYS = lazy(r"[.!:\n]")  # the head of a table does not
_KINDS = lazy(r"(?:which|what) (?:[\w-]+ ){0,6}(?:are|is) there\b|welche [\w-]+ gibt es\b", re.IGNORECASE)
_WHEN = lazy(r"(?:until |by )?(?:when|how|where)\b", re.IGNORECASE)
_NEGATED = lazy(r"\b(?:not|never|no longer)\b", re.IGNORECASE)
_DONE = lazy(r"\b[a-z]{3,}(?:ed|en|ught|ade|ent|old)\b")

_REFERS = r"(?:as|see|same|like|described|mentioned|explained|stated|shown|listed|siehe|wie|voir|v\u00e9ase)"
_ELSEWHERE = lazy(
    rf"\b{_REFERS} (?:\w+ ){{0,3}}?(?:section|chapter|clause|paragraph|article|appendix|annex|page|abschnitt"
    rf"|kapitel|seite"
    r"|\u00a7) ?\(?\d|\b(?:see|siehe) \d+(?:\.\d+)+|\bsee \S{1,30} for (?:the )?exceptions\b"
    r"|\b(?:in|of) the (?:next|previous|last) (?:section|chapter|answer|question|paragraph)\b",
    re.IGNORECASE,
)
_ABOVE = lazy(rf"\b{_REFERS} (?:as |in )?(?:above|oben|ci-dessus|earlier|before)\b[^?]", re.IGNORECASE)
_BELOW = lazy(rf"\b{_REFERS} (?:as |in )?(?:below|unten|ci-dessous)\b", re.IGNORECASE)
_UNSETTLED = lazy(
    r"\bI (?:think|believe|guess|suppose|assume)\b|\bI(?:'m| am) not (?:quite |really )?sure\b"
    r"|\bnot sure (?:yet|if|whether)\b"
    r"|(?<!have )(?<!has )(?<!need )(?<!needs )(?<!had )\bto be (?:confirmed|announced|decided)\b"
    r"|\banswered (?:soon|shortly)\b"
    r"|\bnew (?:one|price|answer)s? follows?\b|\bich (?:glaube|vermute|denke)\b|\b(?:folgt|kommt) noch\b",
    re.IGNORECASE,
)
_GAP = lazy(
    r"\{\{|\}\}|\$\{|%\w{1,20}%|\?\?\?|_{3,}|\b[Ll]orem ipsum\b|\bX{2,4}\b(?![- ]?[Ll]\b)|\b(?:TBD|TBA|TBC"
    r"|TODO|FIXME|N\.N\.)\b"
    r"|\[(?:insert|your|name|date|price|amount|number|tbd|\.\.\.)[^\]\n]{0,40}\]|<(?:insert|your)[^>\n]{0,40}>"
)


def flaw_of_answer(question: str, answer: str) -> str | None:
    """Return what is against an answer to a question; None: nothing."""
    told = answer[:READ_CHARS].strip()
    if flaw := _not_there(told):
        return flaw
    plain = " ".join(told.split())
    asked = " ".join(question[:READ_CHARS].split()).lower()
    fitting = next((gives for asks, gives in _fits() if asks.search(asked)), None)
    if fitting is not None and not fitting.search(plain):
        return ANOTHER_KIND
    if _HOW_TO.match(asked) and not (tells_a_way(told) or _requests(told)):
        return ANOTHER_KIND
    if (_KINDS.match(asked) and not _lists(told)) or (_WHAT_TO_DO.match(asked) and not _SAYS.search(told)):
        return ANOTHER_KIND
    return ANOTHER_KIND if _WHEN.match(asked) and _only_denied(asked, plain) else None


def _not_there(told: str) -> str | None:
    """Return what of an answer stands elsewhere or nowhere: it is no whole one, points, doubts, or has a gap."""
    if not _is_whole(told):
        return NO_WHOLE
    if _ELSEWHERE.search(told) or _ABOVE.search(told.partition("\n")[0]) or _BELOW.search(told.rpartition("\n")[2]):
        return ELSEWHERE
    return UNSETTLED if _UNSETTLED.search(told) or _GAP.search(told) else None


def _is_whole(told: str) -> bool:
    lines = told.split("\n")
    first, last = lines[0], lines[-1]
    listed = len(lines) > 1 or _ITEM.match(first) is not None
    if _SMALL.match(first) and not listed:
        return False
    if _PAGE.search(told) or last.endswith((":", ",")):
        return False
    if _ENDED.search(last) or _ITEM.match(last):
        return True
    rest = _STOP.split(last)
    return len(rest) == 1 or len(rest[-1].split()) > CUT_SHORT


def _lists(told: str) -> bool:
    """Say whether several things are told: lines, or words with commas or "and" between them."""
    return told.count("\n") >= MANY - 1 or re.search(r",| (?:and|or|und|oder) |; ", told) is not None


def _requests(told: str) -> bool:
    """Say whether a sentence begins with what somebody should do, or an address is told."""
    return _ADDRESS.search(told) is not None or any(one[1].lower() in verbs() for one in _BEGINS.finditer(told))


def _only_denied(asked: str, told: str) -> bool:
    """Say whether what is asked for as done is only told as not done: "When is it returned?", "It is not returned."."""
    if _NEGATED.search(asked):
        return False
    for found in _DONE.finditer(asked):
        places = [one.start() for one in re.finditer(rf"\b{found.group()}\b", told)]
        if places and all(_NEGATED.search(told, max(0, at - 10), at) for at in places):
            return True
    return False


@cache
def _fits() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (re.compile(one["asks"], re.IGNORECASE), re.compile(one["gives"], re.IGNORECASE)) for one in tables()["fits"]
    )
