"""FAQs without a model: the questions that sections answer, each answered by the document's own words.

Extractive: every answer is a span of its document. What cannot be asked well is not asked.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workflows.answers import FaqAnswer
from workflows.faq.documents import Document, Passage, sentences_of
from workflows.faq.lines import lines_in
from workflows.faq.same import written_one_way
from workflows.faq.section_questions import Extract, survey_of
from workflows.faq.whole import POINTS_BACK
from workflows.faq.words import content_words, same_question
from workflows.language.grounding import fold
from workflows.receipts.check import outside

LONGEST_SENTENCE = 600
SHORTEST = 5  # words of a sentence that can answer a question that no section asks
MATCH = 0.6  # of a question's content words must be in the sentences that answer it
SAME_SPAN = 0.8  # of two answers from one place, as much in both: one answer


@dataclass(frozen=True, slots=True)
class Chosen:
    """An extract of a document, by its number."""

    document: int
    extract: Extract


def questions(documents: tuple[Document, ...], count: int, known: Sequence[str] = ()) -> list[str]:
    """Return up to ``count`` questions that no known one repeats, spread over documents and sections, best first."""
    chosen: list[str] = []
    for one in _spread(documents):
        if len(chosen) == count:
            break
        if not any(same_question(one.extract.question, other) for other in (*known, *chosen)):
            chosen.append(one.extract.question)
    return chosen


def answer(question: str, documents: tuple[Document, ...], passages: Sequence[Passage]) -> FaqAnswer:
    """Return the document's own words that answer ``question``; not answerable if none clearly do."""
    own = _by_question(documents).get(fold(question))
    if own is not None:
        document, extract = documents[own.document], own.extract
        statement = document.text[extract.start : extract.end]
        told = lines_in(document, extract.start, extract.end)
    else:
        statement = _best_sentence(question, passages)
        told = " ".join(statement.split())
    return FaqAnswer(answerable=bool(statement), answer=told, quotes=[statement] if statement else [])


def place_of(question: str, documents: tuple[Document, ...]) -> tuple[int, int, int] | None:
    """Return where the answer to a question stands that a section asks: the document's place, start and end."""
    own = _by_question(documents).get(fold(question))
    return (own.document, own.extract.start, own.extract.end) if own is not None else None


def _best_sentence(question: str, passages: Sequence[Passage]) -> str:
    asked = set(content_words(question))
    best, score = "", max(MATCH, 1.5 / max(1, len(asked)))
    for passage in passages:
        under = set(content_words(passage.heading))
        for start, end in sentences_of(passage.text, 0, len(passage.text)):
            sentence = passage.text[start:end]
            words = set(content_words(sentence))
            shared = (len(asked & words) + 0.5 * len(asked & under - words)) / max(1, len(asked))
            if shared > score and _is_statement(sentence):
                best, score = sentence, shared
    return best


def _is_statement(sentence: str) -> bool:
    """Say whether a sentence can be alone as an answer: whole, not a question, not pointing back, not pinging."""
    whole = sentence.rstrip("\"'”\u2019)").endswith((".", "!")) and not sentence.lstrip().startswith(
        ("|", ">", "<", "`")
    )
    long_enough = len(sentence) <= LONGEST_SENTENCE and len(sentence.split()) >= SHORTEST
    return whole and long_enough and not POINTS_BACK.match(sentence) and not outside(sentence)


@lru_cache(maxsize=16)
def asked_twice(documents: tuple[Document, ...]) -> frozenset[str]:
    """Return the documents' own questions, written one way, that they answer otherwise elsewhere: both are left out.

    An answer that holds all of the other is no other answer.
    """
    told: dict[str, str] = {}
    found = set()
    for document in documents:
        for one in survey_of(document).extracts:
            if one.rank:
                continue
            question, text = written_one_way(one.question), written_one_way(document.text[one.start : one.end])
            before = told.setdefault(question, text)
            if text not in before and before not in text:
                found.add(question)
    return frozenset(found)


@lru_cache(maxsize=16)
def _by_question(documents: tuple[Document, ...]) -> dict[str, Chosen]:
    found: dict[str, Chosen] = {}
    for one in _spread(documents):
        found.setdefault(fold(one.extract.question), one)
    return found


@lru_cache(maxsize=16)
def _spread(documents: tuple[Document, ...]) -> tuple[Chosen, ...]:
    """Return all extracts: each section's best first, the documents taking turns, each answer once."""
    placed: list[tuple[int, int, int, Chosen]] = []
    for at, document in enumerate(documents):
        placed += ((*place, at, Chosen(at, one)) for place, one in _in_turns(survey_of(document).extracts))
    placed.sort(key=lambda one: (one[0], one[1], one[2]))
    seen: set[tuple[str, str]] = set()
    answers: set[str] = set()
    chosen = []
    for *_, one in placed:
        if written_one_way(one.extract.question) in asked_twice(documents):
            continue
        text = " ".join(documents[one.document].text[one.extract.start : one.extract.end].split())
        own = written_one_way(one.extract.question) if one.extract.rank == 0 else ""
        if (text, own) in seen or (not own and text in answers):
            continue  # documents' own questions are told apart by what they ask: "Yes, of course you can." answers many
        seen.add((text, own))
        answers.add(text)
        chosen.append(one)
    return tuple(chosen)


def _in_turns(extracts: Sequence[Extract]) -> Iterator[tuple[tuple[int, int], Extract]]:
    """Yield extracts with their turn and their place in it: a section's second one waits for the first of others."""
    by_section: dict[int, list[Extract]] = {}
    for one in extracts:
        by_section.setdefault(one.section, []).append(one)
    place = 0
    for section in by_section.values():
        kept = _Spans()
        for one in sorted(section, key=lambda one: one.rank):
            if not kept.have_same(one):
                yield (len(kept) + max(0, one.rank - 1), place), one
                kept.add(one)
                place += 1


class _Spans:
    """Extracts by where they begin: one that is the same span as another begins near it."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._extracts: list[Extract] = []
        self._longest = 0

    def __len__(self) -> int:
        return len(self._starts)

    def have_same(self, one: Extract) -> bool:
        """Say whether one of them is the same span."""
        first = bisect_left(self._starts, one.start - self._longest)
        last = bisect_left(self._starts, one.end)
        return any(_is_same_span(one, other) for other in self._extracts[first:last])

    def add(self, one: Extract) -> None:
        """Add an extract."""
        at = bisect_left(self._starts, one.start)
        self._starts.insert(at, one.start)
        self._extracts.insert(at, one)
        self._longest = max(self._longest, one.end - one.start)


def _is_same_span(one: Extract, other: Extract) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= SAME_SPAN * (max(one.end, other.end) - min(one.start, other.start))
