"""FAQs without a model: questions from headings and from sentences that define or state, answered by those sentences.

Extractive: every answer is the document's own sentences. English only; a sentence that makes no natural question
makes none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from workflows.answers import FaqAnswer
from workflows.faq.documents import Document, Passage, heading_in, paragraphs_of, sentences_of
from workflows.faq.rules_questions import question_for, question_of_heading
from workflows.faq.words import content_words, same_question
from workflows.language.detection import detect
from workflows.language.grounding import fold
from workflows.language.lazy import lazy
from workflows.receipts.check import outside

ANSWER_CHARS = 600
SHORTEST = 5  # words of a sentence that can be an answer
RUN = SHORTEST - 1  # words in a row by which answers are compared
MOST_ALIKE = 50  # answers that share such a run: more are not looked at
MATCH = 0.6  # of a question's content words must be in the sentences that answer it

_BULLET = lazy(r"^\s*(?:[-*•]|\d+[.)])\s+")
_QUESTION_LINE = lazy(r"^(?:Q[.:)]\s*)?(?P<q>[A-Z][^?\n]{8,150}\?)$")
_POINTS_BACK = lazy(
    r"^(?:it|its|this|that|these|those|they|their|he|she|such|however|therefore|thus|also|but|and|so|then|instead|here"
    r"|for example|for instance|in addition|as a result|because of this|both|either|another|the (?:latter|former))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Extract:
    """A question and the sentences of one document that answer it. ``rank``: 0 the best kind of question."""

    question: str
    answer: str
    rank: int


def questions(documents: tuple[Document, ...], count: int, known: Sequence[str] = ()) -> list[str]:
    """Return up to ``count`` questions that no known one repeats, spread over the documents, the best kinds first."""
    chosen: list[str] = []
    for found in _spread(documents):
        if len(chosen) == count:
            break
        if not any(same_question(found.question, one) for one in (*known, *chosen)):
            chosen.append(found.question)
    return chosen


def answer(question: str, documents: tuple[Document, ...], passages: Sequence[Passage]) -> FaqAnswer:
    """Return the document's own sentences that answer ``question``; not answerable if none clearly does."""
    own = next((one for one in _spread(documents) if fold(one.question) == fold(question)), None)
    statement = own.answer if own else _best_sentence(question, passages)
    return FaqAnswer(
        answerable=bool(statement), answer=" ".join(statement.split()), quotes=[statement] if statement else []
    )


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


@lru_cache(maxsize=16)
def _spread(documents: tuple[Document, ...]) -> tuple[Extract, ...]:
    """Return all extracts, best kinds first, the documents taking turns, each answer once."""
    ordered = [sorted(_extracts(document), key=lambda one: one.rank) for document in documents]
    turns = [one for turn in zip_longest(*ordered) for one in turn if one is not None]
    turns.sort(key=lambda one: one.rank)
    answers = _Answers()
    return tuple(one for one in turns if answers.is_new(one.answer))


class _Answers:
    """The answers chosen so far, by the words they hold: a long document has thousands, and each is asked about."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[str]] = {}
        self._by_any: dict[str, list[str]] = {}

    def is_new(self, answer: str) -> bool:
        """Say whether an answer is in none before and none of them in it, and keep it if so."""
        starts = _runs_of_words(answer)
        longer = self._by_any.get(starts[0], [])
        shorter = (one for start in starts for one in self._by_first.get(start, []))
        if any(answer in one for one in longer) or any(one in answer for one in shorter):
            return False
        for start in starts:
            _add(self._by_any, start, answer)
        _add(self._by_first, starts[0], answer)
        return True


def _add(known: dict[str, list[str]], start: str, answer: str) -> None:
    same = known.setdefault(start, [])
    if len(same) < MOST_ALIKE:
        same.append(answer)


def _runs_of_words(text: str) -> list[str]:
    """Return each few words in a row; what is shorter is one run."""
    words = text.split()
    return [" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))]


def _extracts(document: Document) -> Iterator[Extract]:
    if detect(document.text) != "en":
        return
    text, heading = document.text, ""
    for start, end in paragraphs_of(text):
        piece = text[start:end]
        title = heading_in(piece)
        if title is not None:
            heading = title if start > 0 else ""  # the first line is the document's own title
            continue
        first, _, rest = piece.partition("\n")
        if (asked := _QUESTION_LINE.match(first.strip())) and rest.strip():
            yield from _under_question(asked["q"], text, start + len(first), end)
            heading = ""
            continue
        yield from _in_paragraph(text, start, end, heading)
        heading = ""  # what follows is under the heading too, but the first paragraph is what it announces


def _in_paragraph(text: str, start: int, end: int, heading: str) -> Iterator[Extract]:
    if heading.endswith("?"):
        yield from _under_question(heading, text, start, end)
        return
    if heading and (asked := question_of_heading(heading, text)):
        yield from _under_question(asked[0], text, start, end, asked[1])
    for begin, stop in sentences_of(text, start, end):
        bullet = _BULLET.match(text[begin:stop])
        sentence = text[begin + (bullet.end() if bullet else 0) : stop]
        if not _is_statement(sentence):
            continue
        found = question_for(" ".join(sentence.split()), text)
        if found is not None and not outside(found[0]):
            yield Extract(found[0], sentence, found[1])


def _under_question(question: str, text: str, start: int, end: int, rank: int = 0) -> Iterator[Extract]:
    """Yield a question of the document itself, or of a heading, with the first sentences below it."""
    last = start
    for _, stop in sentences_of(text, start, end):
        if last > start and stop - start > ANSWER_CHARS // 2:
            break
        last = stop
    statement = text[start:last].strip()
    if (_long_enough(statement) if rank == 0 else _is_statement(statement)) and not outside(question):
        yield Extract(question, statement, rank)


def _is_statement(sentence: str) -> bool:
    """Say whether a sentence can be alone as an answer: whole, not a question, not pointing back, not pinging."""
    whole = sentence.rstrip("\"'”\u2019)").endswith((".", "!")) and not sentence.lstrip().startswith(
        ("|", ">", "<", "`")
    )
    return whole and _long_enough(sentence) and not _POINTS_BACK.match(sentence) and not outside(sentence)


def _long_enough(statement: str) -> bool:
    return len(statement) <= ANSWER_CHARS and len(statement.split()) >= SHORTEST
