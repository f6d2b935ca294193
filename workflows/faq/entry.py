"""What becomes of a question: an entry with its proof, or why it was dropped; and when two entries say the same."""

from dataclasses import dataclass
from typing import Literal

from storage.records import StepEngine
from workflows.faq.proof import Quote
from workflows.faq.words import content_words, same_question
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

SAME_ANSWER = 0.8  # of the words and figures of two answers, at least this part is in both

_FIGURE = lazy(r"\d+(?:[.,:/]\d+)*")
_NOT = lazy(r"\b(?:not|no|never|none|cannot|neither|nor|without)\b|n't\b")

Why = Literal["duplicate", "unproved", "unanswered"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A proved question and answer. ``engine`` rules: the answer is an extract from the text."""

    question: str
    answer: str
    sources: tuple[str, ...]
    quotes: tuple[Quote, ...]
    engine: StepEngine


@dataclass(frozen=True, slots=True)
class Dropped:
    """A question that was not delivered, and why."""

    question: str
    why: Why
    reason: str


def same_entry(one: Entry, other: Entry) -> bool:
    """Say whether two entries tell a reader the same: one answer from one place, or to nearly one question.

    Two questions that are nearly the same and have different answers are two.
    """
    alike = same_question(one.question, other.question)
    if not alike and not _overlap(one, other):
        return False
    if _denies(one.answer) != _denies(other.answer) or _figures(one.answer) != _figures(other.answer):
        return False
    first, second = _words(one.answer), _words(other.answer)
    shared = len(first & second)
    return shared >= SAME_ANSWER * (min(len(first), len(second)) if alike else len(first | second))


def _overlap(one: Entry, other: Entry) -> bool:
    return any(
        a.document == b.document and a.start < b.end and b.start < a.end for a in one.quotes for b in other.quotes
    )


def _words(answer: str) -> set[str]:
    return set(content_words(answer))


def _figures(answer: str) -> set[str]:
    return set(_FIGURE.findall(answer))


def _denies(answer: str) -> bool:
    return _NOT.search(fold(answer)) is not None
