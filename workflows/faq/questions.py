"""The step that finds the questions documents answer: the first link of the FAQ chain."""

from dataclasses import dataclass

from workflows.answers import Questions
from workflows.faq import rules_extract
from workflows.faq.documents import Document, passages_of
from workflows.step import Step, load_prompt

VIEW_CHARS = 12_000  # what the model is shown of all documents together, whatever their size
LEAST_CHARS = 160  # of one passage: less says nothing


@dataclass(frozen=True, slots=True)
class QuestionsRequest:
    """The documents, how many questions are wanted, which are there already, and their language (None: the texts')."""

    documents: tuple[Document, ...]
    count: int
    known: tuple[str, ...] = ()
    language: str | None = None


def view_of(documents: tuple[Document, ...]) -> str:
    """Return the documents within ``VIEW_CHARS``: whole if they fit, else the beginnings of passages evenly chosen."""
    whole = "\n\n".join(f"# {document.title}\n{document.text}" for document in documents)
    if len(whole) <= VIEW_CHARS:
        return whole
    passages = passages_of(documents)
    room = VIEW_CHARS - sum(len(document.title) + 4 for document in documents)
    every = max(1, -(-len(passages) * LEAST_CHARS // room))
    chosen = passages[::every]
    share = room // max(1, len(chosen)) - 4
    shown = []
    for at, document in enumerate(documents):
        shown.append(f"# {document.title}")
        for passage in (one for one in chosen if one.document == at):
            text = f"{passage.heading}: {passage.text}" if passage.heading else passage.text
            shown.append(text if len(text) <= share else text[: share - 1].rsplit(" ", 1)[0] + "…")
    return "\n\n".join(shown)[:VIEW_CHARS]


def _show(given: QuestionsRequest) -> dict[str, str]:
    known = "\n".join(f"- {question}" for question in given.known)
    return {
        "count": str(given.count),
        "language": given.language or "",
        "known": known,
        "documents": view_of(given.documents),
    }


def _rule(given: QuestionsRequest) -> Questions:
    return Questions(questions=rules_extract.questions(given.documents, given.count, given.known))


def _weighs(given: QuestionsRequest) -> int:
    return sum(len(document.text) for document in given.documents)


FAQ_QUESTIONS = Step(
    "faq_questions", load_prompt("faq_questions.md"), Questions, _show, _rule, max_tokens=2000, weighs=_weighs
)
