"""What becomes of a question: an entry with its proof, or why it was dropped; and when two entries say the same."""

from dataclasses import dataclass
from typing import Literal

from storage.records import StepEngine
from workflows.faq.proof import Quote
from workflows.faq.sentences import sentences
from workflows.faq.words import same_question

SAME_ANSWER = 0.8  # of the words and figures of two answers, at least this part is in both

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
    return {word for sentence in sentences(answer) for clause in sentence.clauses for word in clause.words}


def _figures(answer: str) -> set[str]:
    found = (figure for sentence in sentences(answer) for clause in sentence.clauses for figure in clause.figures)
    return {figure.value for figure in found}


def _denies(answer: str) -> bool:
    return any(clause.negated for sentence in sentences(answer) for clause in sentence.clauses)
