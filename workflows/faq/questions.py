"""The step that finds the questions documents answer: the first link of the FAQ chain."""

from dataclasses import dataclass

from workflows.answers import Questions
from workflows.faq import rules_extract
from workflows.faq.documents import Document
from workflows.faq.view import view_of
from workflows.model.instructions import LEAKED, instructions_of
from workflows.step import Step, load_prompt


@dataclass(frozen=True, slots=True)
class QuestionsRequest:
    """The documents, how many questions are wanted, which are there already, and their language (None: the texts').

    ``breadth`` and ``turn`` say which passages are shown where the documents are too long to be shown whole.
    """

    documents: tuple[Document, ...]
    count: int
    known: tuple[str, ...] = ()
    language: str | None = None
    breadth: int = 0
    turn: int = 0


def _show(given: QuestionsRequest) -> dict[str, str]:
    known = "\n".join(f"- {question}" for question in given.known)
    return {
        "count": str(given.count),
        "language": given.language or "",
        "known": known,
        "documents": view_of(given.documents, given.breadth, given.turn),
    }


def _check(given: QuestionsRequest, answer: Questions) -> str | None:
    """Refuse questions that repeat the prompt, and none at all where none was asked yet: that is a broken answer."""
    if not answer.questions and not given.turn:
        return "there is no question: ask what the documents answer"
    return LEAKED if len(_asked(answer)) < len(answer.questions) else None


def _mend(given: QuestionsRequest, answer: Questions) -> Questions | None:
    """Return the questions without those that repeat the prompt."""
    asked = _asked(answer)
    return Questions(questions=asked) if asked or given.turn else None


def _asked(answer: Questions) -> list[str]:
    told = instructions_of(FAQ_QUESTIONS)
    return [one for one in answer.questions if not told.repeated_in(one)]


def _rule(given: QuestionsRequest) -> Questions:
    return Questions(questions=rules_extract.questions(given.documents, given.count, given.known))


def _weighs(given: QuestionsRequest) -> int:
    return sum(len(document.text) for document in given.documents)


FAQ_QUESTIONS = Step(
    "faq_questions",
    load_prompt("faq_questions.md"),
    Questions,
    _show,
    _rule,
    _check,
    _mend,
    max_tokens=3000,
    weighs=_weighs,
    in_background=True,
)
