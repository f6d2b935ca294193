"""The FAQ chain: questions, then for each at the same time answer and sources; what is not proved is replaced.

Deterministic but for what the model says: a run that starts again asks nothing that its journal already answers.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from storage.passages import PassageIndex
from storage.records import StepEngine
from workflows.faq.answer import FAQ_ANSWER, AnswerRequest, quotes_in
from workflows.faq.documents import Document, Passage, passages_of
from workflows.faq.proof import Quote
from workflows.faq.questions import FAQ_QUESTIONS, QuestionsRequest
from workflows.faq.sources import FAQ_SOURCES, SourcesRequest, titles_in
from workflows.faq.words import same_question
from workflows.journal import Run
from workflows.language.grounding import fold
from workflows.receipts.check import outside
from workflows.together import all_of

ROUNDS = 4  # of questions: the first, and at most three times more for what was dropped
SPARE = 5  # for every five missing questions one more is asked for: what drops out then costs no other round
PASSAGES = 4  # go into one answer call
ANSWER_CHARS = 3000  # of passages; documents that are shorter in all go in whole

Progress = Callable[[int, int], None]
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


@dataclass(slots=True)
class Chain:
    """One run over some documents. ``progress`` is called with how many of how many are proved."""

    run: Run
    documents: tuple[Document, ...]
    asked: int
    language: str | None
    concurrency: int
    progress: Progress
    entries: list[Entry] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    _parts: int = 0
    _proved: int = 0

    async def make(self) -> None:
        """Fill ``entries`` with at most ``asked`` of them, and ``dropped`` with what fell out on the way."""
        self.progress(0, self.asked)
        async with self._indexed() as index:
            await self._rounds(index, asyncio.Semaphore(self.concurrency))

    async def make_again(self, question: str, answer: str, others: Sequence[str]) -> Entry | None:
        """Return another proved answer to ``question`` than ``answer``, else another question with its answer.

        ``others``: questions that are taken. None: the documents carry nothing new.
        """
        async with self._indexed() as index:
            free = asyncio.Semaphore(self.concurrency)
            found = await self._entry(question, 0, self._matter(question, index), free)
            if isinstance(found, Entry) and fold(found.answer) != fold(answer):
                return found
            self.dropped = [Dropped(known, "duplicate", "stands in the set") for known in (question, *others)]
            self._parts = 1
            await self._rounds(index, free)
        return next((one for one in self.entries if fold(one.answer) != fold(answer)), None)

    @asynccontextmanager
    async def _indexed(self) -> AsyncIterator[PassageIndex]:
        def cut() -> tuple[list[Passage], PassageIndex]:
            passages = passages_of(self.documents)
            return passages, PassageIndex([(one.heading, one.text) for one in passages])

        self.passages, index = await self.run.aside(self._chars(), cut)
        try:
            yield index
        finally:
            index.close()

    def _chars(self) -> int:
        return sum(len(document.text) for document in self.documents)

    async def _rounds(self, index: PassageIndex, free: asyncio.Semaphore) -> None:
        for turn in range(ROUNDS):
            missing = self.asked - len(self.entries)
            fresh = await self._fresh_questions(turn, missing) if missing else []
            if not fresh:
                break
            while fresh and len(self.entries) < self.asked:
                missing = self.asked - len(self.entries)
                await self._wave(fresh[:missing], index, free)
                fresh = fresh[missing:]

    async def _fresh_questions(self, turn: int, missing: int) -> list[str]:
        """Return new questions; what repeats another or holds a link or mention is dropped."""
        known = (*(one.question for one in self.entries), *(one.question for one in self.dropped))
        given = QuestionsRequest(self.documents, missing + -(-missing // SPARE), known, self.language)
        found = await self.run.step(FAQ_QUESTIONS, given, turn)
        fresh: list[str] = []
        for question in (" ".join(one.split()) for one in found.questions):
            twin = next((one for one in (*known, *fresh) if same_question(one, question)), None)
            if twin is not None:
                self.dropped.append(Dropped(question, "duplicate", f"asks nearly the same as “{twin}”"))
            elif outside(question):
                self.dropped.append(Dropped(question, "unproved", "the question holds a link, address or mention"))
            else:
                fresh.append(question)
        return fresh

    async def _wave(self, questions: Sequence[str], index: PassageIndex, free: asyncio.Semaphore) -> None:
        """Answer questions at the same time; keep what is proved, in the order of the questions."""
        parts = range(self._parts, self._parts + len(questions))
        self._parts += len(questions)
        entries = [
            self._entry(question, part, self._matter(question, index), free)
            for question, part in zip(questions, parts, strict=True)
        ]
        for found in await all_of(entries):
            self._keep(found)
        self._proved = len(self.entries)
        self.progress(self._proved, self.asked)

    def _keep(self, found: Entry | Dropped) -> None:
        if isinstance(found, Dropped):
            self.dropped.append(found)
            return
        twin = next((one for one in self.entries if _same_answer(one, found)), None)
        if twin is None:
            self.entries.append(found)
        else:
            self.dropped.append(Dropped(found.question, "duplicate", f"has the answer of “{twin.question}”"))

    async def _entry(
        self, question: str, part: int, passages: tuple[Passage, ...], free: asyncio.Semaphore
    ) -> Entry | Dropped:
        given = AnswerRequest(question, passages, self.documents)
        async with free:
            answer = await self.run.step(FAQ_ANSWER, given, part)
        how = self.run.trace(FAQ_ANSWER.name, part)
        if how.engine == "rules" and "bad answer: " in how.outcome:
            return Dropped(question, "unproved", how.outcome.partition("bad answer: ")[2])
        quotes = tuple(await self.run.aside(self._chars(), lambda: quotes_in(given, answer)))
        if not answer.answerable or not quotes:
            return Dropped(question, "unanswered", "the documents do not answer it")
        titles = tuple(document.title for document in self.documents)
        to_source = SourcesRequest(question, answer.answer, quotes, titles)
        async with free:
            sources = await self.run.step(FAQ_SOURCES, to_source, part)
        self._proved += 1
        self.progress(min(self._proved, self.asked), self.asked)
        return Entry(question, answer.answer, tuple(titles_in(to_source, sources)), quotes, how.engine)

    def _matter(self, question: str, index: PassageIndex) -> tuple[Passage, ...]:
        """Return the passages that matter for a question, in the order of the documents."""
        if sum(len(passage.text) for passage in self.passages) <= ANSWER_CHARS:
            return tuple(self.passages)
        chosen: list[int] = []
        room = ANSWER_CHARS
        for at in index.best(question, PASSAGES) or range(min(PASSAGES, len(self.passages))):
            room -= len(self.passages[at].text)
            if room >= 0 or not chosen:
                chosen.append(at)
        return tuple(self.passages[at] for at in sorted(chosen))


def _same_answer(one: Entry, other: Entry) -> bool:
    """Say whether two entries answer the same: the same answer from the same places."""
    return one.answer == other.answer and {(q.document, q.start) for q in one.quotes} == {
        (q.document, q.start) for q in other.quotes
    }
