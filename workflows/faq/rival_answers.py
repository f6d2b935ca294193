"""Documents' own questions that ask the same in other words and are answered otherwise: staff say which holds. Pure."""

from collections.abc import Sequence
from functools import lru_cache

from workflows.faq.documents import Document
from workflows.faq.match_words import index_question
from workflows.faq.opposites import is_opposite
from workflows.faq.proof import Quote
from workflows.faq.section_questions import Extract, survey_of
from workflows.language.detection import detect
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

ANSWER_CHARS = 900

_FIGURE = lazy(r"\d+(?:[.,:/]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|thirty)\b")
_WORDS = "one two three four five six seven eight nine ten twelve fourteen thirty"
_COUNTS = dict(zip(_WORDS.split(), (*range(1, 11), 12, 14, 30), strict=True))
_DENIES = lazy(r"\b(?:not|no|never|none|cannot|neither|nor|without)\b|n't\b")

Asked = tuple[frozenset[str], str, frozenset[str], frozenset[str]]


def has_rival(question: str, quotes: Sequence[Quote], documents: tuple[Document, ...]) -> bool:
    """Say whether another question of the documents asks what this one does, and is answered otherwise."""
    asked = _asked(question)
    if not asked[0]:
        return False
    ours = " ".join(quote.text for quote in quotes)
    for at, one in _own(documents).get(asked, ()):
        meets = any(at == quote.document and quote.start < one.end and one.start < quote.end for quote in quotes)
        if not meets and _differ(ours, documents[at].text[one.start : one.end]):
            return not is_opposite(question, one.question, "")
    return False


@lru_cache(maxsize=16)
def _own(documents: tuple[Document, ...]) -> dict[Asked, list[tuple[int, Extract]]]:
    found: dict[Asked, list[tuple[int, Extract]]] = {}
    for at, document in enumerate(documents):
        for one in survey_of(document).extracts:
            if one.rank == 0:
                found.setdefault(_asked(one.question), []).append((at, one))
    return found


@lru_cache(maxsize=2048)
def _asked(question: str) -> Asked:
    """Return what a question asks, however it is worded; nothing for one that is not English."""
    if detect(question) != "en":
        return frozenset(), "", frozenset(), frozenset()
    read = index_question(question)
    return read.words, read.kind, read.numbers, read.signs


def _differ(one: str, other: str) -> bool:
    """Say whether two answers (untrusted) give other figures, or one denies; one that holds the other does not."""
    first, second = _figures(one), _figures(other)
    if not first <= second and not second <= first:
        return True
    return bool(first) == bool(second) and _denies(one) != _denies(other)


def _figures(answer: str) -> frozenset[str]:
    return frozenset(str(_COUNTS.get(found, found)) for found in _FIGURE.findall(fold(answer[:ANSWER_CHARS])))


def _denies(answer: str) -> bool:
    return _DENIES.search(fold(answer[:ANSWER_CHARS])) is not None
