"""The questions that a run may try: each once, in an order that spreads them over the documents and their sections."""

from collections import Counter
from collections.abc import Callable, Sequence

from workflows.faq.entry import Dropped
from workflows.faq.words import same_question, same_words
from workflows.receipts.check import outside

Place = tuple[int, int]  # document, section


class Candidates:
    """Questions numbered as they came: the number is their part in the journal. ``taken`` are asked already.

    A question in the same words as one before is dropped. One that is nearly the same waits until the others are tried:
    its answer tells whether it is another question.
    """

    def __init__(self, taken: Sequence[str] = (), first: int = 0) -> None:
        self.questions: list[str] = []
        self.dropped: list[Dropped] = []
        self._taken = taken
        self._first = first
        self._waiting: list[int] = []
        self._alike: list[int] = []
        self._used: Counter[int | Place] = Counter()
        self._places: dict[int, Place] = {}

    @property
    def known(self) -> tuple[str, ...]:
        """All questions so far, also those that were not taken in."""
        return (*self._taken, *self.questions, *(one.question for one in self.dropped))

    @property
    def waiting(self) -> int:
        """How many are still to be tried."""
        return len(self._waiting) + len(self._alike)

    def add(self, questions: Sequence[str], place: Callable[[str], Place]) -> int:
        """Take in what a model or a rule asks; return how many of them are new. Not trusted."""
        before = len(self.questions)
        for question in (" ".join(one.split()) for one in questions):
            if (twin := self._twin(question)) is not None:
                self.dropped.append(Dropped(question, "duplicate", f"asks nearly the same as “{twin}”"))
            elif outside(question):
                self.dropped.append(Dropped(question, "unproved", "the question holds a link, address or mention"))
            else:
                number = len(self.questions)
                alike = any(same_question(one, question) for one in self.questions)
                self.questions.append(question)
                self._places[number] = place(question)
                (self._alike if alike else self._waiting).append(number)
        return len(self.questions) - before

    def next(self) -> tuple[int, str] | None:
        """Return the number and words of the question to try next: of the document and section tried least so far."""
        waiting = self._waiting or self._alike
        if not waiting:
            return None
        number = min(waiting, key=lambda one: (*(self._used[key] for key in self._keys(one)), one))
        waiting.remove(number)
        self._used.update(self._keys(number))
        return self._first + number, self.questions[number]

    def _keys(self, number: int) -> tuple[int, Place]:
        place = self._places[number]
        return place[0], place

    def _twin(self, question: str) -> str | None:
        taken = next((one for one in self._taken if same_question(one, question)), None)
        return taken or next((one for one in self.questions if same_words(one, question)), None)
