"""Proof of answers by code: a quote stands in a document or it does not; figures stand in a quote or they do not.

A quote is found by folding both sides alike (white space, case, typographic quotes and dashes) and stored as the
original's own characters: ``text == document[start:end]``. One wrong letter is no quote.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict

from workflows.documents import Document
from workflows.grounding import fold
from workflows.links import taken_apart
from workflows.receipts import outside
from workflows.rules.language import detect
from workflows.words import content_words, stem, words_of

QUOTE_WORDS = 4
OWN_WORDS = 0.5  # of an answer's content words, at most this part may stand in none of its quotes

_WORD = re.compile(r"\w+")
_LETTER_SCRIPT = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")  # kana, Han, Thai
_UNSPACED = frozenset({"zh", "ja", "th"})
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
_VALUES = [*range(2, 21), 30, 40, 50, 60, 70, 80, 90, 100, 1000, 10**6, 10**9]
_UNIT = re.compile(
    r"\d\s?-?(percent|per cent|%|°[cf]|[kmgt]?wh?|[km]?v|hz|[kmc]?m|[km]?g|tonnes?|years?|months?|weeks?|days?|hours?"
    r"|minutes?|seconds?|miles?|litres?|liters?|euros?|dollars?|pounds?|[kmgt]b|mph|km/h|[$€£])(?![a-z])"
)
_NOT = re.compile(r"\b(?:not|no|never|none|cannot|neither|nor|without)\b|n't\b", re.IGNORECASE)


class Quote(BaseModel):
    """``text`` is ``documents[document].text[start:end]``; ``title`` is that document's."""

    model_config = ConfigDict(frozen=True)

    document: int
    title: str
    start: int
    end: int
    text: str


def find_quote(words: str, documents: Sequence[Document]) -> Quote | None:
    """Return where ``words`` stand in a document, or None: fewer than four words, or not found letter by letter."""
    whole = fold(words)
    if _word_count(whole) < QUOTE_WORDS:
        return None
    for needle in dict.fromkeys((whole, _bare(whole))):
        for at, document in enumerate(documents):
            folded, places = _folded(document.text)
            found = _whole(needle, folded)
            if found >= 0:
                start, end = places[found], places[found + len(needle) - 1] + 1
                return Quote(document=at, title=document.title, start=start, end=end, text=document.text[start:end])
    return None


def _word_count(text: str) -> int:
    """Count words; in scripts without spaces two letters stand for one."""
    return len(_WORD.findall(_LETTER_SCRIPT.sub(" ", text))) + len(_LETTER_SCRIPT.findall(text)) // 2


def _bare(words: str) -> str:
    """Strip what people put around a quote: quotation marks, dots of omission, a full stop."""
    return words.strip(" \"'.…")


def _whole(needle: str, hay: str) -> int:
    """Return where ``needle`` stands in ``hay``, not within a longer word; -1 if nowhere."""
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
def _folded(text: str) -> tuple[str, list[int]]:
    """Fold a document; with each folded character the place in the original it came from."""
    chars: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        for one in _fold_one(char):
            if one == " " and (not chars or chars[-1] == " "):
                continue
            chars.append(one)
            places.append(at)
    return "".join(chars), places


def unproved_in_answer(answer: str, quotes: Sequence[Quote], question: str = "") -> list[str]:
    """Return what in an answer its quotes do not prove, each in words for the second attempt; [] if all is proved."""
    told = " ".join(quote.text for quote in quotes)
    wrong = [f"the figure {figure!r} stands in none of the quotes" for figure in _strange_figures(answer, told)]
    wrong += _reaching_out(answer, told)
    wrong += _own_words(answer, told, question)
    if _NOT.search(answer) and not _NOT.search(told):
        wrong.append("the answer says “not” or “no”, and no quote does")
    return wrong


def _own_words(answer: str, told: str, question: str) -> list[str]:
    """Return names and words that the quotes do not hold; only where both are of one language that has spaces."""
    language = detect(told)
    if language != detect(answer) or language in _UNSPACED:
        return []
    nouns = language == "de"  # where every noun has a capital, a capital is no name
    wrong = [] if nouns else _strange_names(answer, f"{told} {question}")
    known = {*content_words(told), *content_words(question)}
    words = content_words(answer)
    own = [word for word in words if word not in known]
    if len(own) > OWN_WORDS * max(1, len(words)):
        wrong.append(f"the quotes do not say this: {', '.join(sorted(own)[:6])}")
    return wrong


def _strange_figures(answer: str, told: str) -> list[str]:
    known = _figures(told)
    wrong = [figure for figure in _figures(answer) if figure not in known]
    units = _units(told)
    return wrong + [unit for unit in _units(answer) if unit not in units and not _spelled_out(unit, told)]


def _figures(text: str) -> dict[str, None]:
    """Return the figures of a text, written alike: 1,000 and 1000, twenty and 20."""
    flat = fold(text)
    found = [match.group().replace(",", "").rstrip(".") for match in _FIGURE.finditer(flat)]
    return dict.fromkeys([*found, *(_numerals()[word] for word in _WORD.findall(flat) if word in _numerals())])


@cache
def _numerals() -> dict[str, str]:
    return dict(zip(words_of("numbers"), map(str, _VALUES), strict=True))


def _units(text: str) -> set[str]:
    same = {"per cent": "%", "percent": "%"}
    return {same.get(unit, unit.rstrip("s") if len(unit) > 3 else unit) for unit in _UNIT.findall(fold(text))}


def _spelled_out(unit: str, told: str) -> bool:
    """Say whether a unit stands in the quotes after a number that is spelled: "twenty years"."""
    return re.search(rf"(?<!\w){re.escape(unit)}s?(?!\w)", fold(told)) is not None


def _strange_names(answer: str, told: str) -> list[str]:
    """Return names (capitalised within a sentence) that stand neither in a quote nor in the question."""
    known = {stem(word) for word in _WORD.findall(fold(told))}
    names = re.findall(r"(?<=[a-z,;] )[A-Z][\w-]+", answer)
    strange = [name for name in names if not all(stem(word) in known for word in _WORD.findall(fold(name)))]
    return [f"the name {name!r} stands in none of the quotes" for name in strange]


def _reaching_out(answer: str, told: str) -> list[str]:
    """Return links, addresses and mentions that do not stand in the quotes whole, from space to space."""
    answer, told = taken_apart(answer), taken_apart(told)
    if not (found := outside(answer)):
        return []
    tokens = [token for token in answer.split() if outside(token)]
    known = fold(told)
    strange = [token for token in tokens if fold(token).strip(".,;:!?()\"'") not in known]
    if tokens and not strange:
        return []
    return [f"{token!r} stands in none of the quotes" for token in strange] or found
