"""Questions that published FAQs answer, in the entry's own words; and what is kept of those that nothing answers."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.desk import Conversation, Response
from handlers.runtime.published_cache import PublishedFaqs
from storage.faq_gaps import Unanswered
from storage.published import PublishedEntry
from workflows.faq.questions_in_messages import asks, is_trouble, may_be_asked, questions_in, sentences_in, tells_more
from workflows.faq.words import content_words
from workflows.reply import Fact, Section
from workflows.routes import RouteName
from workflows.rules import first_aid, route
from workflows.rules.escalation.persons import asks_for_person

HEADING = "From our FAQ"
HEADING_CHARS = 60
LEAST_WORDS = 2  # of what is no question by its form: fewer say nothing that a document could answer


def entries_for(faqs: PublishedFaqs, text: str) -> tuple[tuple[int, ...], str]:
    """Return the ids of the entries that clearly answer questions of a text, and its other questions in one line.

    A text that is an entry's very question is answered, whatever else it could be taken for.
    """
    if not faqs.entries:
        return (), ""
    whole = faqs.asked_word_for_word(text) or faqs.worded(text)
    if whole is not None:
        return (whole.id,), ""
    is_all = not tells_more(text)
    asked = {question: faqs.answer_to(question, is_all=is_all) for question in questions_in(text)}
    found = dict.fromkeys(entry.id for entry in asked.values() if entry is not None)
    return tuple(found), " ".join(question for question, entry in asked.items() if entry is None) if found else ""


def answer_from(conversation: Conversation, entries: Sequence[int]) -> Response:
    """Answer with published entries: answer, quote and source verbatim, no model."""
    known = conversation.faqs.named(entries)
    answered_from = ", ".join(f"FAQ set {one.set_number}, question {one.position}" for one in known)
    classified = conversation.classification.route if conversation.classification else None
    return Response(tuple(_section(one) for one in known), classified, answered_from=answered_from)


def _section(entry: PublishedEntry) -> Section:
    if entry.engine == "staff":
        source = Fact(label="Source", value=f"answered by our team (FAQ set {entry.set_number})")
        return Section(heading=f"{HEADING}: {line(entry.question)}", text=entry.answer, facts=(source,))
    answer = line(entry.answer)
    quotes = [quote for quote in (line(one["text"]) for one in entry.quotes) if quote != answer]
    quoted = "" if quotes else ", word for word"
    facts = [Fact(label="Quote", value=f"“{quote}”") for quote in quotes]
    sources = line(", ".join(entry.sources))
    facts.append(Fact(label="Source", value=f"{sources}{quoted} (FAQ set {entry.set_number})"))
    return Section(heading=f"{HEADING}: {line(entry.question)}", text=told(entry.answer), facts=tuple(facts))


def told(answer: str) -> str:
    """Return an answer in the lines of its document: lists and rows as such, none like a fact of ours."""
    from workflows.faq.lines import shown  # noqa: PLC0415 - what reads documents is for who has published some

    return "\n".join(shown(answer))


def line(text: str) -> str:
    """Return a text in one line: with a document's own line breaks a quote could look like facts of ours."""
    return " ".join(text.split())


def headed(response: Response, text: str) -> Response:
    """Put the questions that no entry answers over their answer."""
    words = text if len(text) <= HEADING_CHARS else text[: HEADING_CHARS - 1] + "…"
    first = tuple(one.model_copy(update={"heading": f"“{words}”"}) for one in response.sections[:1])
    return replace(response, sections=(*first, *response.sections[1:]), unsure=False)


def with_gaps(response: Response, asked_of: RouteName, text: str, part: int, *, wants_person: bool = False) -> Response:
    """Note a question that was not answered: a general one that ended "not sure", or a technical one.

    ``wants_person``: the message that it is part of was read as one that asks for a person.
    """
    if not _is_gap(response, asked_of, text, wants_person=wants_person):
        return response
    return replace(response, gaps=(*response.gaps, Unanswered(part, text, asked_of)))


def _is_gap(response: Response, asked_of: RouteName, text: str, *, wants_person: bool) -> bool:
    words = content_words(text)
    if not words:
        return False
    mood = route.classify(text)
    question = any(asks(one) and not is_trouble(one) and not asks_for_person(one) for one in sentences_in(text))
    if not question and (wants_person or mood.wants_human or mood.angry or len(words) < LEAST_WORDS):
        return False
    if not question and not may_be_asked(text):
        return False
    if asked_of == "technical_support":
        return question and not first_aid.general(text)[1]
    return asked_of == "general_question" and response.unsure
