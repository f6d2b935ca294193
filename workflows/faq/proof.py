"""Proof of answers by code: a quote is in a document or it is not.

A quote is found by folding both sides alike (white space, case, typographic quotes and dashes; else without Markdown's
marks and hyphens at line ends) and stored as the original's own characters: ``text == document[start:end]``. One wrong
letter is no quote.
"""

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Literal

from pydantic import BaseModel, ConfigDict

from workflows.faq.documents import Document
from workflows.faq.marks import marks_in, without_marks
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

QUOTE_WORDS = 4
MOST_FOLDED = 2_000_000  # characters of texts that are kept folded, some seven bytes each: three sets in all three ways

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
    if word_count(fold(words)) < QUOTE_WORDS:
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
    folded = _FOLDED.folded(text, way)
    found = _whole(needle, folded.text) if needle else -1
    if found < 0:
        return None
    start, end = folded.places[found], folded.places[found + len(needle) - 1] + 1
    while folded.is_mark(start - 1):
        start -= 1
    while folded.is_mark(end):
        end += 1
    return start, end


def word_count(text: str) -> int:
    """Count words; in scripts without spaces two letters stand for one."""
    return len(_WORD.findall(_LETTER_SCRIPT.sub(" ", text))) + len(_LETTER_SCRIPT.findall(text)) // 2


def has_no_blanks(text: str) -> bool:
    """Say whether a text has letters of a script that writes no blanks between words."""
    return _LETTER_SCRIPT.search(text) is not None


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


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text without marks, folded; ``places``: where each character of it stood. ``marks``: of each of the original.

    Packed: a list of numbers would take six times as much.
    """

    text: str
    places: "array[int]"
    marks: bytes

    def is_mark(self, at: int) -> bool:
        """Say whether a character of the original was left out."""
        return 0 <= at < len(self.marks) and self.marks[at] == 1


def _fold_text(text: str, way: Way) -> _Folded:
    """Fold a document; with each folded character the place in the original it came from, and the marks left out."""
    chars: list[str] = []
    places = array("I")
    marks = bytearray(len(text))
    for at in () if way == "written" else marks_in(text, hyphens=way == "hyphens"):
        marks[at] = 1
    for at, char in enumerate(text):
        for one in () if marks[at] else _fold_one(char):
            if one == " " and (not chars or chars[-1] == " "):
                continue
            chars.append(one)
            places.append(at)
    return _Folded("".join(chars), places, bytes(marks))


class FoldedTexts:
    """The texts that were folded last, of ``most`` characters in all. Safe from any thread."""

    def __init__(self, most: int = MOST_FOLDED) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, Way], _Folded] = OrderedDict()
        self._lock = Lock()
        self.chars = 0  # of those that are kept

    def folded(self, text: str, way: Way) -> _Folded:
        """Return a text as it is folded in this way."""
        key = (text, way)
        with self._lock:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return found
        found = _fold_text(text, way)
        with self._lock:
            self.chars += 0 if key in self._kept else len(text)
            self._kept[key] = found
            while len(self._kept) > 1 and self.chars > self._most:
                (gone, _), _ = self._kept.popitem(last=False)
                self.chars -= len(gone)
        return found


_FOLDED = FoldedTexts()
