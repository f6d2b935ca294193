"""Sentences and clauses of a chat message or a reply, as spans of the text; what they mean is read elsewhere.

Documents are cut by ``workflows.faq.documents``: there a line may be broken anywhere, and a table is no sentence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from workflows.language.lazy import lazy

REMEMBERED = 8  # texts
LONGEST_REMEMBERED = 4000  # characters: to keep many thousand sentences costs more than to find them
_BULLET = r"(?:[-*•·\u2013—+]|\(?\d{1,2}[.)]|\(?[a-hA-H]\))(?=\s|[A-Za-z])"
_FULL_STOP = (
    rf"\n\s*(?:{_BULLET}\s*)?"
    r"|(?<![.!?…])[.!?…]++[\"')\]]?(?=\s"
    r"|$)(?!(?<=\d\.)\s(?:jan|feb|m[aä]r|apr|mai|jun|jul|aug|sep|okt|nov|dez)[a-zä]{0,7}\b)(?<!\bno\.)(?<!\bnr\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bmr\.)(?<!\bms\.)(?<!\bmrs\.)(?<!\bdr\.)(?<!\bapprox\.)"
    r"(?<!\binv\.)(?<!\bnum\.)(?<!\bref\.)(?<!\bvs\.)|(?-i:(?<=[a-z]{3})[.!?](?=[A-Z][a-z]))|\s(?:->|=>|\|)\s|\?++,(?=\s)"
    r"|(?:(?<=[\s:,;.])|^)\(?(?:\d{1,2}|[a-hA-H])\)\s"
)
_END = lazy(_FULL_STOP, re.IGNORECASE)
_END_OR_SEMICOLON = lazy(rf"{_FULL_STOP}|(?<![;?!])[;?!]++(?=\s|$)", re.IGNORECASE)
_SUBJECT = (
    r"(?:i|we|you|he|she|it|they|this|that|these|those|there|someone|somebody|everyone|nobody)"
    r"(?:'(?:m|s|d|ve|re|ll)|s)?\s(?!(?:one|too|as\swell)\b)"
)
_ASKED = (
    r"(?:can|could|would|will|may|might|shall|should|is|are|was|were|do|does|did|has|have)(?:n'?t)?\s"
    r"(?:i|we|you|u|he|she|it|they|there|this|that|these|those|the|my|our|your|someone|somebody|anyone)\b"
)
_OPENS = (
    rf"(?:{_SUBJECT}|{_ASKED}|(?:would\slike|want|wanna|need|wish)\s(?:to|a|my)\b|(?:please|pls|plz|kindly|let|what|where|when|why|how|who|whether)\b"
    r"|(?:return|send|give|take|tell|check|track|cancel|refund|bring|ship|keep|look|explain|help|make|call)\s"
    r"(?:me|us|it|them|the|my|our|this|that|these|those|back|your|up|at|into)\b)"
)
_JOIN = r"(?:and|but|or|so|then|plus|while|whereas|because|since|as|though|although|yet|which|however|therefore)"
# In a text without commas: "if it hums can I return it", but "where can I", "how would you".
_ASKS_ON = (
    "".join(
        rf"(?<!\b{word}\s)" for word in ("where", "how", "what", "when", "why", "who", "if", "and", "but", "so", "or")
    )
    + r"(?<![,:(\u2014\u2013-]\s)(?=(?:can|could|would|may|shall)\s(?:i|we|you)\s)"
)
_BORDER = lazy(
    rf"(?:[,:(\u2014]|(?<=\s)[-\u2013]+(?=\s))\s{{0,4}}+(?=(?:{_JOIN}\s{{1,4}}(?:also\s|then\s|now\s)?)?{_OPENS})"
    rf"|(?<=\s)(?<!\band\s)(?<!\bbut\s)(?<!\bso\s)(?={_JOIN}\s{{1,4}}(?:also\s|then\s|now\s)?{_OPENS})"
    rf"|(?<=\s){_ASKS_ON}",
    re.IGNORECASE,
)
_MARKS = ".!?…;"
_MARK = lazy(r"[\n.!?…;,>|)]")  # one of them is in all that ends a sentence
_BEFORE_MARK = 3  # characters: "(12)"
_POINTED = lazy(r"\w\.?[.)\]:/,]\s|\#\d|\d\s?[-\u2013]\s|(?:^|\n)\d[.)][A-Za-z]")  # and this in all points of a list
# A point of a list that is written on in one line: "1. the lamp hums 2. where is my order", "#1 the lamp #2 my order",
# "first, the lamp hums, second, where is my order".
_POINT = lazy(
    r"(?:(?<=\n)|^)(?P<glued>\d)[.)](?=[A-Za-z])"
    r"|(?:(?<=\s)|^)(?:[(\[]?(?P<number>\d)(?:\.\)|[.)\]:/]|\s?[-\u2013](?=\s))|\#(?P<hash>\d)[.):]?"
    r"|\(?(?P<roman>i{1,3}|iv|v)\)|(?P<word>first|second|third|fourth|fifth)(?:ly)?:)\s"
    r"|(?:(?<=[.,;:!?\u2013-]\s)|(?<=\sand\s)|(?<=\n)|^)(?P<told>first|second|third|fourth|fifth)(?:ly,?|(?:\sof\sall)?,)\s",
    re.IGNORECASE,
)
_COUNTED = ("first", "second", "third", "fourth", "fifth")
_ROMAN = ("i", "ii", "iii", "iv", "v")


class Sentence(NamedTuple):
    """``text[start:end]`` without the mark that ends it, which goes up to ``upto``; ``question``: a "?" is in it."""

    start: int
    end: int
    upto: int
    question: bool


def sentences(text: str, *, semicolons: bool = True) -> Iterable[Sentence]:
    """Return the sentences of ``text``, in order; a line and a point of a list are sentences of their own.

    ``semicolons``: one ends a sentence, as in chat; in a reply it only ends a clause. What holds nothing but blanks is
    left out. Untrusted text of any length; linear. Those of the last few short texts are remembered.
    """
    return (_remembered if len(text) <= LONGEST_REMEMBERED else _sentences)(text, semicolons=semicolons)


def sentences_of_piece(text: str) -> Iterable[Sentence]:
    """Return the sentences of a piece of a message, which is not remembered in place of a whole one."""
    return _sentences(text, semicolons=True)


@lru_cache(maxsize=REMEMBERED)
def _remembered(text: str, *, semicolons: bool) -> Sequence[Sentence]:
    return tuple(_sentences(text, semicolons=semicolons))


def _sentences(text: str, *, semicolons: bool) -> Iterator[Sentence]:
    points = _points(text) if semicolons else []
    at = 0
    for point in points:
        yield from _between(text, at, point.start(), semicolons=semicolons)
        at = point.end()
    yield from _between(text, at, len(text), semicolons=semicolons)


def _points(text: str) -> list[re.Match[str]]:
    """Return where the points of a list begin that counts up from 1, if there are two at least."""
    found: list[re.Match[str]] = []
    for one in _POINT.finditer(text) if _may_count(text) and _POINTED.search(text) else ():
        if _number(one) == len(found) + 1:
            found.append(one)
    return found if len(found) > 1 else []


def _may_count(text: str) -> bool:
    """Tell whether ``text`` holds what the first and what the second point of a list may be counted by."""
    if not text.isascii():  # other scripts have figures, too
        return True
    low = text.lower()
    return ("2" in low or "second" in low or "ii)" in low) and ("1" in low or "first" in low or "i)" in low)


def _number(point: re.Match[str]) -> int:
    """Return which point of its list one is."""
    if figure := point["number"] or point["hash"] or point["glued"]:
        return int(figure)
    if roman := point["roman"]:
        return _ROMAN.index(roman.lower()) + 1
    return _COUNTED.index((point["word"] or point["told"]).lower()) + 1


def _between(text: str, at: int, stop: int, *, semicolons: bool) -> Iterator[Sentence]:
    for cut in _cuts(_END_OR_SEMICOLON if semicolons else _END, text, at, stop):
        if not text[at : cut.start()].isspace() and at < cut.start():
            upto = cut.end() if cut[0][0] in _MARKS else cut.start()
            yield Sentence(at, cut.start(), upto, "?" in cut[0])
        at = cut.end()
    if at < stop and not text[at:stop].isspace():
        yield Sentence(at, stop, stop, question=False)


def _cuts(end: re.Pattern[str], text: str, at: int, stop: int) -> Iterator[re.Match[str]]:
    """Yield what ``end`` finds: it is looked for where a mark stands, since most characters begin none."""
    while mark := _MARK.search(text, at, stop):
        cut = end.search(text, max(at, mark.start() - _BEFORE_MARK), stop)
        if cut is None:
            return
        yield cut
        at = cut.end()


def sentence_texts(text: str) -> list[str]:
    """Return the sentences of a reply, with the marks that end them and without blanks around them."""
    return [text[one.start : one.upto].strip().rstrip(",") for one in sentences(text, semicolons=False)]


def clause_starts(text: str, start: int, end: int) -> list[int]:
    """Return where the clauses of ``text[start:end]``, a sentence, begin: there, and at commas and joining words.

    A clause has a subject, a question's or a request's verb of its own: "the lamp, the chair and the table" is one.
    """
    return [start, *(cut.start() for cut in _BORDER.finditer(text, start + 1, end))]
