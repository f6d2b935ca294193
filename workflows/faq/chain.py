"""The FAQ chain: questions, then for each at the same time answer and sources; what is not proved is replaced.

There are no rounds: as soon as an answer is refused, the next question starts beside its second try, and more questions
are asked for when those at hand will not be enough. Deterministic but for what the model says: a run that starts again
asks nothing that its journal already answers.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from storage.passages import PassageIndex
from workflows.answers import Questions, Sources
from workflows.faq.answer import FAQ_ANSWER, AnswerRequest, quotes_in, why_unproved
from workflows.faq.candidates import Candidates, Place
from workflows.faq.documents import Document, Passage
from workflows.faq.entry import Dropped, Entry, same_entry
from workflows.faq.pace import Pace
from workflows.faq.questions import FAQ_QUESTIONS, QuestionsRequest
from workflows.faq.sections import passages_of
from workflows.faq.sources import FAQ_SOURCES, SourcesRequest, titles_in
from workflows.faq.view import section_numbers, shown_passages
from workflows.journal import Run
from workflows.language.grounding import fold
from workflows.together import Started

TURNS = 4  # of asking for questions: the first, and at most three times more
PASSAGES = 4  # go into one answer call
ANSWER_CHARS = 3000  # of passages; documents that are shorter in all go in whole

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a question; ``second``: its answer was refused once."""

    number: int
    found: Entry | Dropped
    second: bool


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
    sections: list[int] = field(default_factory=list)
    turns: int = 0

    async def make(self) -> None:
        """Fill ``entries`` with at most ``asked`` of them, and ``dropped`` with what fell out on the way."""
        self.progress(0, self.asked)
        async with self._indexed() as index:
            await _Flow(self, index, Candidates()).through()

    async def make_again(self, question: str, answer: str, others: Sequence[str]) -> Entry | None:
        """Return another proved answer to ``question`` than ``answer``, else another question with its answer.

        ``others``: questions that are taken. None: the documents carry nothing new.
        """
        async with self._indexed() as index:
            found = await self.entry(question, 0, index)
            if isinstance(found, Entry) and fold(found.answer) != fold(answer):
                return found
            await _Flow(self, index, Candidates((question, *others), first=1)).through()
        return next((one for one in self.entries if fold(one.answer) != fold(answer)), None)

    def shown(self) -> frozenset[int] | None:
        """Return the numbers of the passages that the question step was shown; None: all there is."""
        if self.run.by_rule(FAQ_QUESTIONS.name):
            return None
        return shown_passages(self.documents, 2 * self.asked, self.turns)

    @asynccontextmanager
    async def _indexed(self) -> AsyncIterator[PassageIndex]:
        def cut() -> tuple[list[Passage], PassageIndex]:
            passages = passages_of(self.documents)
            return passages, PassageIndex([(one.heading, one.text) for one in passages])

        self.passages, index = await self.run.aside(self.chars, cut)
        self.sections = section_numbers(self.passages)
        try:
            yield index
        finally:
            index.close()

    @property
    def chars(self) -> int:
        """How long the documents are together."""
        return sum(len(document.text) for document in self.documents)

    async def questions(self, turn: int, count: int, known: tuple[str, ...]) -> Questions:
        """Ask for so many questions that are not known yet."""
        given = QuestionsRequest(self.documents, count, known, self.language, 2 * self.asked, turn)
        return await self.run.step(FAQ_QUESTIONS, given, turn)

    async def entry(
        self, question: str, part: int, index: PassageIndex, again: Callable[[], bool] = lambda: True
    ) -> Entry | Dropped:
        """Answer a question and prove the answer; ``again``: whether a refused one is worth a second try."""
        given = AnswerRequest(question, self._matter(question, index), self.documents)
        answer = await self.run.step(FAQ_ANSWER, given, part, again)
        how = self.run.trace(FAQ_ANSWER.name, part)
        if how.engine == "rules" and (why := why_unproved(how.outcome)):
            return Dropped(question, "unproved", why)
        quotes = tuple(await self.run.aside(self.chars, lambda: quotes_in(given, answer)))
        if not answer.answerable or not quotes:
            return Dropped(question, "unanswered", "the documents do not answer it")
        titles = tuple(document.title for document in self.documents)
        sources = await self._sources(SourcesRequest(question, answer.answer, quotes, titles), part)
        return Entry(question, answer.answer, tuple(sources), quotes, how.engine)

    async def _sources(self, given: SourcesRequest, part: int) -> list[str]:
        """Return the sources: where all quotes are of one document they say it, else a model puts them in order."""
        quoted = list(dict.fromkeys(quote.title for quote in given.quotes))
        if len(quoted) == 1:
            self.run.note(FAQ_SOURCES.name, Sources(sources=quoted), part)
            return quoted
        return titles_in(given, await self.run.step(FAQ_SOURCES, given, part))

    def place(self, question: str, index: PassageIndex) -> Place:
        """Return the document and section that a question is about."""
        best = index.best(question, 1)
        return (self.passages[best[0]].document, self.sections[best[0]]) if best else (-1, -1)

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


class _Flow:
    """One way through the chain: what is under way, and what comes next."""

    def __init__(self, chain: Chain, index: PassageIndex, candidates: Candidates) -> None:
        self._chain = chain
        self._index = index
        self._candidates = candidates
        self._pace = Pace(chain.asked)
        self._found: dict[int, Entry] = {}
        self._asking = False
        self._no_more = False

    async def through(self) -> None:
        """Try questions until as many are proved as are wanted, or there are no more."""
        async with Started[Tried | Questions]() as started:
            self._go_on(started)
            while len(started) and not self._pace.done:
                ended = await started.next()
                if isinstance(ended, Questions):
                    self._take(ended)
                else:
                    self._keep(ended)
                if not self._pace.done:
                    self._go_on(started)
        self._chain.entries = [self._found[number] for number in sorted(self._found)]
        self._chain.dropped = [*self._candidates.dropped, *self._chain.dropped]

    def _go_on(self, started: Started[Tried | Questions]) -> None:
        """Begin what is worth it now, as far as there is room."""
        turn, room = self._chain.turns, self._chain.concurrency
        lacking = 0 if self._asking or self._no_more else self._pace.lacking(self._candidates.waiting)
        if lacking and len(started) < room:
            self._asking = True
            self._chain.turns += 1
            # Turns are few: each asks for as many as are not proved at least, however few seem to be lacking right now.
            unproved = self._chain.asked - self._pace.proved
            count = min(max(lacking, unproved) if turn else 2 * self._chain.asked, 2 * self._chain.asked)
            started.begin(self._chain.questions(turn, count, self._candidates.known))
        while len(started) < room and self._pace.starts_another() and (following := self._candidates.next()):
            self._pace.begun()
            started.begin(self._try(*following, started))

    def _take(self, ended: Questions) -> None:
        # What a rule finds comes in the order of its own: the best kinds first, the documents in turns.
        by_rule = self._chain.run.by_rule(FAQ_QUESTIONS.name)
        fresh = self._candidates.add(
            ended.questions, lambda one: (0, 0) if by_rule else self._chain.place(one, self._index)
        )
        self._asking = False
        self._no_more = not fresh or self._chain.turns >= TURNS

    async def _try(self, number: int, question: str, started: Started[Tried | Questions]) -> Tried:
        tries = 1

        def again() -> bool:
            nonlocal tries
            if not self._pace.refused(self._candidates.waiting):
                return False
            tries += 1
            self._go_on(started)
            return True

        found = await self._chain.entry(question, number, self._index, again)
        return Tried(number, found, second=tries > 1)

    def _keep(self, ended: Tried) -> None:
        found = self._unless_told(ended.found)
        self._pace.ended(proved=isinstance(found, Entry), second=ended.second)
        if isinstance(found, Entry):
            self._found[ended.number] = found
            self._chain.progress(len(self._found), self._chain.asked)
        else:
            self._chain.dropped.append(found)

    def _unless_told(self, found: Entry | Dropped) -> Entry | Dropped:
        """Return what was found, or that another entry tells the same."""
        twin = next((one for one in self._found.values() if isinstance(found, Entry) and same_entry(one, found)), None)
        return Dropped(found.question, "duplicate", f"has the answer of “{twin.question}”") if twin else found
