"""Proof of answers by code: a quote is in a document or it is not.

A quote is found by folding both sides alike (white space, case, typographic quotes and dashes; else without Markdown's
marks and hyphens at line ends) and stored as the original's own characters: ``text == document[start:end]``. One wrong
letter is no quote.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from workflows.faq.documents import Document
from workflows.faq.marks import marks_in, without_marks
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

QUOTE_WORDS = 4

Way = Literal["written", "read", "hyphens"]
_WAYS: tuple[Way, ...] = ("written", "read", "hyphens")  # to read a document: as it is, without marks, hyphens kept
_WORD = lazy(r"\w+")
_LETTER_SCRIPT = lazy("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")  # kana, Han, Thai


class Quote(BaseModel):
    """``text`` is ``documents[document].text[start:end]``; ``title`` is that document's."""

    model_config = ConfigDict(frozen=True)

    document: int
    title: str
    start: int
    end: int
    text: str


def find_quote(words: str, documents: Sequence[Document]) -> Quote | None:
    """Return where ``words`` occur in a document, or None: fewer than four words, or not found letter by letter."""
    if _word_count(fold(words)) < QUOTE_WORDS:
        return None
    for way in _WAYS:
        whole = fold(words if way == "written" else without_marks(words, hyphens=way == "hyphens"))
        for needle in dict.fromkeys((whole, _bare(whole))):
            for at, document in enumerate(documents):
                if span := _span(needle, document.text, way):
                    start, end = span
                    return Quote(document=at, title=document.title, start=start, end=end, text=document.text[start:end])
    return None


def _span(needle: str, text: str, way: Way) -> tuple[int, int] | None:
    """Return where a folded quote occurs in a text, with the marks it begins and ends with."""
    folded, places, marks = _folded(text, way)
    found = _whole(needle, folded) if needle else -1
    if found < 0:
        return None
    start, end = places[found], places[found + len(needle) - 1] + 1
    while start - 1 in marks:
        start -= 1
    while end in marks:
        end += 1
    return start, end


def _word_count(text: str) -> int:
    """Count words; in scripts without spaces two letters stand for one."""
    return len(_WORD.findall(_LETTER_SCRIPT.sub(" ", text))) + len(_LETTER_SCRIPT.findall(text)) // 2


def _bare(words: str) -> str:
    """Strip what people put around a quote: quotation marks, dots of omission, a full stop."""
    return words.strip(" \"'.…")


def _whole(needle: str, hay: str) -> int:
    """Return where ``needle`` occurs in ``hay``, not within a longer word; -1 if nowhere."""
    found = hay.find(needle)
    while found >= 0:
        end = found + len(needle)
        before, after = hay[found - 1 : found], hay[end : end + 1]
        if not _runs_on(before, needle[0]) and not _runs_on(needle[-1], after):
            return found
        found = hay.find(needle, found + 1)
    return -1


def _runs_on(left: str, right: str) -> bool:
    """Say whether two neighbours are of one word; scripts without spaces show no borders of words."""
    return left.isalnum() and right.isalnum() and not _LETTER_SCRIPT.match(left)


@lru_cache(maxsize=8192)
def _fold_one(char: str) -> str:
    return " " if char.isspace() else fold(char)


@lru_cache(maxsize=64)
def _folded(text: str, way: Way) -> tuple[str, list[int], frozenset[int]]:
    """Fold a document; with each folded character the place in the original it came from, and the marks left out."""
    chars: list[str] = []
    places: list[int] = []
    marks = frozenset[int]() if way == "written" else marks_in(text, hyphens=way == "hyphens")
    for at, char in enumerate(text):
        for one in () if at in marks else _fold_one(char):
            if one == " " and (not chars or chars[-1] == " "):
                continue
            chars.append(one)
            places.append(at)
    return "".join(chars), places, marks
