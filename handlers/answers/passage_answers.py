"""Questions that a model answers from passages of published documents: proved by quotes from these, or not at all."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.answers.published_answers import line, told
from handlers.desk import Conversation, Response
from storage.published import PublishedDocument
from workflows.answers import FaqAnswer
from workflows.faq.answer import ANSWER_FROM_PASSAGES, AnswerRequest, quotes_in
from workflows.faq.documents import Document, Passage
from workflows.faq.marks import without_marks
from workflows.faq.proof import Quote
from workflows.faq.questions_in_messages import asks, asks_for_record, is_impersonal
from workflows.reply import Fact, Section
from workflows.routes import RouteName

HEADING = "From our documents"
MOST_READ = 600  # characters of what is asked


async def answer(conversation: Conversation, text: str, route: RouteName, part: int) -> Response | None:
    """Return what a model answers from the best passages for a text; None if they do not answer it, or by rule.

    The model sees the question and these passages, nothing else; a quote counts only if it stands in one of them.
    """
    if not conversation.run.uses_model or len(text) > MOST_READ or asks_for_record(text):
        return None
    if route == "billing_inquiry" and not (is_impersonal(text) or asks(text)):
        return None  # what is wrong with somebody's own bill no document knows; what they ask about it one may
    passages = await conversation.look_up(conversation.faqs.passages, text)
    if not passages:
        return None
    given = _request(conversation, text, passages)
    answered = await conversation.run.step(ANSWER_FROM_PASSAGES, given, part)
    quotes = quotes_in(given, answered)
    if not (answered.answerable and quotes):
        return None
    return _response(conversation, passages, answered, quotes, route)


def _request(conversation: Conversation, text: str, passages: Sequence[Passage]) -> AnswerRequest:
    """Return what the model is asked: each passage is a document of its own, so that nothing else proves anything."""
    documents = conversation.faqs.documents
    shown = tuple(Document(documents[one.document].title, one.text) for one in passages)
    parts = tuple(replace(one, document=at, start=0, end=len(one.text)) for at, one in enumerate(passages))
    return AnswerRequest(line(text), parts, shown)


def _response(
    conversation: Conversation,
    passages: Sequence[Passage],
    answered: FaqAnswer,
    quotes: Sequence[Quote],
    route: RouteName,
) -> Response:
    documents = conversation.faqs.documents
    said = line(answered.answer)
    used = list(dict.fromkeys(passages[quote.document].document for quote in quotes))
    shown = [words for words in (line(without_marks(quote.text)) for quote in quotes) if words != said]
    facts = [Fact(label="Quote", value=f"“{words}”") for words in shown]
    facts.append(Fact(label="Source", value="; ".join(_source(documents[place]) for place in used)))
    section = Section(heading=HEADING, text=told(answered.answer), facts=tuple(facts))
    told_by = "; ".join(f"FAQ set {documents[place].set_number}, {line(documents[place].title)}" for place in used)
    return Response((section,), route, answered_from=told_by)


def _source(document: PublishedDocument) -> str:
    return f"{line(document.title)} (FAQ set {document.set_number})"
