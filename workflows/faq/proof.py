"""Proof of answers by code: a quote is in a document or it is not; figures are in a quote or they are not.

A quote is found by folding both sides alike (white space, case, typographic quotes and dashes; else without Markdown's
marks and hyphens at line ends) and stored as the original's own characters: ``text == document[start:end]``. One wrong
letter is no quote.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from workflows.faq.alike import in_the_words_of
from workflows.faq.answer_claims import unproved_claims
from workflows.faq.documents import Document
from workflows.faq.marks import marks_in, without_marks
from workflows.faq.sentences import sentences
from workflows.faq.spelled import with_figures
from workflows.faq.vocabulary import meaning, numerals
from workflows.faq.words import content_words, stem, word_list
from workflows.language.detection import detect
from workflows.language.grounding import fold
from workflows.language.lazy import lazy
from workflows.language.links import taken_apart
from workflows.receipts.check import outside

QUOTE_WORDS = 4
OWN_WORDS = 0.5  # of an answer's content words, at most this part may be in none of its quotes

Way = Literal["written", "read", "hyphens"]
_WAYS: tuple[Way, ...] = ("written", "read", "hyphens")  # to read a document: as it is, without marks, hyphens kept
_WORD = lazy(r"\w+")
_LETTER_SCRIPT = lazy("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")  # kana, Han, Thai
_UNSPACED = frozenset({"zh", "ja", "th"})
_FIGURE = lazy(r"\d+(?:[.,:/]\d+)*")
_SAID = {
    "one": "1",
    "once": "1",
    "single": "1",
    "both": "2",
    "noon": "12",
    "midday": "12",
    "midnight": "12",
    "twice": "2",
    "double": "2",
    "couple": "2",
    "thrice": "3",
    "dozen": "12",
}
_AGE = lazy(r"\b(?:aged?|ages|older|younger|old)\b")
_ORDINAL = lazy(r"\b(?:1st|2nd|3rd)\b")  # a word like "first": compared as such
_UNIT = lazy(
    r"\d\s?-?(percent|per cent|%|°[cf]|[kmgt]?wh?|[km]?v|hz|[kmc]?m|[km]?g|tonnes?|years?|months?|weeks?|days?|hours?"
    r"|minutes?|seconds?|miles?|litres?|liters?|euros?|dollars?|pounds?|[kmgt]b|mph|km/h|[$€£])(?![a-z])"
)
_SIGN = lazy(r"[$€£](?=\s?\d)")
_NAME = lazy(r"(?<=[a-z,;] )[A-Z][\w-]+")
_CAPITAL = lazy(r"\b[A-Z][\w-]+")
_NO_NAMES = frozenset({"OK", "FAQ", "Yes", "No"})
_NOT = lazy(r"\b(?:not|no|never|none|cannot|neither|nor|without)\b|n't\b", re.IGNORECASE)

# "It is not true that …": words that turn round whatever is quoted after them.
_DENIES = lazy(
    r"\b(?:not|isn't|wasn't|never|no\slonger|hardly)\s(?:\w+\s)?(?:true|the\scase|correct|so)\s?(?:that\b|,|:)"
    r"|\b(?:untrue|false|wrong|incorrect|mistaken|a\s(?:myth|lie|rumou?r|misunderstanding))"
    r"(?:\sto\s(?:say|think|believe))?\sthat\b|\bcontrary\sto\b|\bnobody\ssa(?:id|ys)\b"
)


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


def unproved_in_answer(answer: str, quotes: Sequence[Quote], question: str = "") -> list[str]:
    """Return what in an answer its quotes do not prove, each in words for the second attempt; [] if all is proved."""
    wrong = _reaching_out(answer, " ".join(quote.text for quote in quotes))
    # The cells of a row say each their own.
    answer = without_marks(answer).replace("|", ";")
    quoted = "\n".join(without_marks(quote.text).replace("|", ";") for quote in quotes)
    language = detect(quoted)
    if language == "en":
        answer, quoted = written_alike(answer, quoted)
    if _DENIES.search(fold(answer)) and not _DENIES.search(fold(quoted)):
        wrong.append("the answer denies what a quote says")
    wrong += [f"the figure {figure!r} stands in none of the quotes" for figure in _strange_figures(answer, quoted)]
    if detect(answer) == language and language not in _UNSPACED:
        # Where every noun has a capital, a capital is no name.
        wrong += [] if language == "de" else _strange_names(answer, quotes, question)
        wrong += _clauses_of_nothing(answer, quoted, question) if language == "en" else []
        wrong += unproved_claims(answer, quoted, question) if language == "en" else _own_words(answer, quoted, question)
    if language != "en" and _NOT.search(answer) and not _NOT.search(quoted):
        wrong.append("the answer says “not” or “no”, and no quote does")
    return wrong


def written_alike(answer: str, quoted: str) -> tuple[str, str]:
    """Return an answer and its quotes with numbers as figures, and the answer's lengths and times as its quotes'."""
    answer, quoted = with_figures(answer), with_figures(quoted)
    return in_the_words_of(quoted, answer), quoted


def _clauses_of_nothing(answer: str, quoted: str, question: str) -> list[str]:
    """Return the clauses of several words none of which stands in a quote or in the question, in any form."""
    tokens = [
        token for text in (quoted, question) for one in sentences(text) for each in one.clauses for token in each.tokens
    ]
    known = {meaning(token) for token in tokens} | {stem(token) for token in tokens}
    found = []
    for clause in (each for one in sentences(answer) for each in one.clauses):
        words = {word for token in clause.tokens if (word := meaning(token))}
        if len(words) > 1 and not words & known and not set(map(stem, words)) & known:
            found.append(f"the quotes say nothing of “{' '.join(clause.tokens)[:80]}”")
    return found


def _own_words(answer: str, quoted: str, question: str) -> list[str]:
    """Return words that the quotes do not hold; only where both are of one language that has spaces."""
    known = {*content_words(quoted), *content_words(question)}
    words = content_words(answer)
    own = [word for word in words if word not in known]
    if len(own) > OWN_WORDS * max(1, len(words)):
        return [f"the quotes do not say this: {', '.join(sorted(own)[:6])}"]
    return []


def _strange_figures(answer: str, quoted: str) -> list[str]:
    known = _figures(quoted).keys() | _in_words(quoted) | _ordinals(quoted)
    wrong = [figure for figure in _figures(answer) if figure not in known]
    units = _units(quoted)
    units |= {"year"} if _AGE.search(fold(quoted)) else set()
    return wrong + [unit for unit in _units(answer) if unit not in units and not _spelled_out(unit, quoted)]


def _in_words(text: str) -> set[str]:
    """Return the figures that a text says in other words: twice, a dozen, one."""
    words = set(_WORD.findall(fold(text)))
    return {figure for said, figure in _SAID.items() if said in words}


def _ordinals(text: str) -> set[str]:
    """Return the places in a row that a text names: month four is the fourth month."""
    words = _WORD.findall(fold(text))
    return {str(at) for at, word in enumerate(word_list("ordinals"), start=1) if word in words}


def _figures(text: str) -> dict[str, None]:
    """Return the figures of a text, written alike: 1,000 and 1000, twenty and 20."""
    flat = _ORDINAL.sub(" ", fold(text))
    found = [match.group().replace(",", "").rstrip(".") for match in _FIGURE.finditer(flat)]
    return dict.fromkeys([*found, *(numerals()[word] for word in _WORD.findall(flat) if word in numerals())])


def _units(text: str) -> set[str]:
    same = {"per cent": "%", "percent": "%", "$": "dollar", "€": "euro", "£": "pound"}
    flat = fold(text)
    found = {*_UNIT.findall(flat), *_SIGN.findall(flat)}
    return {same.get(unit, unit.rstrip("s") if len(unit) > 3 else unit) for unit in found}


def _spelled_out(unit: str, quoted: str) -> bool:
    """Say whether a unit is in the quotes after a number that is spelled: "twenty years"."""
    return re.search(rf"(?<!\w){re.escape(unit)}s?(?!\w)", fold(quoted)) is not None


def _strange_names(answer: str, quotes: Sequence[Quote], question: str) -> list[str]:
    """Return names that are in no quote and no title: capitalised within a sentence, there or in the question."""
    known = {stem(word) for quote in quotes for word in _WORD.findall(fold(f"{quote.title} {quote.text}"))}
    asked = set(_NAME.findall(question))
    names = [*_NAME.findall(answer), *(word for word in _CAPITAL.findall(answer) if word in asked)]
    strange = [
        name for name in dict.fromkeys(names) if not all(stem(one) in known for one in _WORD.findall(fold(name)))
    ]
    return [f"the name {name!r} stands in none of the quotes" for name in strange if name not in _NO_NAMES]


def _reaching_out(answer: str, quoted: str) -> list[str]:
    """Return links, addresses and mentions that are not in the quotes whole, from space to space."""
    answer, quoted = taken_apart(answer), taken_apart(quoted)
    if not (found := outside(answer)):
        return []
    tokens = [token for token in answer.split() if outside(token)]
    known = fold(quoted)
    strange = [token for token in tokens if fold(token).strip(".,;:!?()\"'") not in known]
    if tokens and not strange:
        return []
    return [f"{token!r} stands in none of the quotes" for token in strange] or found
