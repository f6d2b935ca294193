"""Questions that published FAQs answer, in the entry's own words; and what is kept of those that nothing answers."""

from dataclasses import dataclass, replace

from handlers.desk import Conversation, Response
from storage.faq_gaps import Unanswered
from storage.published import PublishedEntry
from workflows.faq.questions_in_messages import asks, is_impersonal, is_trouble, questions_in, sentences_in
from workflows.faq.words import content_words
from workflows.reply import Fact, Section
from workflows.routes import RouteName
from workflows.rules import first_aid, route

HEADING = "From our FAQ"
HEADING_CHARS = 60
LEAST_WORDS = 2  # of what is no question by its form: fewer say nothing that a document could answer


@dataclass(frozen=True, slots=True)
class Told:
    """What published entries answer of a text, and the questions of it that they do not (empty: none is left)."""

    response: Response
    rest: str


def reply(talk: Conversation, text: str) -> Told | None:
    """Answer what published entries clearly answer: answer, quote and source verbatim, no model. None: nothing."""
    if not talk.faqs.entries:
        return None
    asked = {question: talk.faqs.answer_to(question) for question in questions_in(text)}
    found = list(dict.fromkeys(entry.id for entry in asked.values() if entry is not None))
    if not found:
        return None
    entries = [next(one for one in talk.faqs.entries if one.id == entry_id) for entry_id in found]
    rest = " ".join(question for question, entry in asked.items() if entry is None)
    sections = tuple(_section(entry) for entry in entries)
    told_by = ", ".join(f"FAQ set {one.set_number}, question {one.position}" for one in entries)
    classified = talk.classification.route if talk.classification else None
    return Told(Response(sections, classified, told_by=told_by), rest)


def answers_whole(talk: Conversation, text: str) -> bool:
    """Say whether published entries answer all of an impersonal question ("Can the battery catch fire?")."""
    told = reply(talk, text) if is_impersonal(text) else None
    return told is not None and not told.rest


def _section(entry: PublishedEntry) -> Section:
    answer = _line(entry.answer)
    quotes = [quote for quote in (_line(one["text"]) for one in entry.quotes) if quote != answer]
    quoted = "" if quotes else ", word for word"
    facts = [Fact(label="Quote", value=f"“{quote}”") for quote in quotes]
    sources = _line(", ".join(entry.sources))
    facts.append(Fact(label="Source", value=f"{sources}{quoted} (FAQ set {entry.set_number})"))
    return Section(heading=f"{HEADING}: {_line(entry.question)}", text=answer, facts=tuple(facts))


def _line(text: str) -> str:
    """Return a text in one line: with a document's own line breaks a quote could look like facts of ours."""
    return " ".join(text.split())


def joined(told: Told, rest: Response) -> Response:
    """Put the answer to the questions that no entry answers under those that are answered."""
    words = told.rest if len(told.rest) <= HEADING_CHARS else told.rest[: HEADING_CHARS - 1] + "…"
    first = tuple(one.model_copy(update={"heading": f"“{words}”"}) for one in rest.sections[:1])
    sections = (*told.response.sections, *first, *rest.sections[1:])
    return replace(rest, sections=sections, unsure=False, told_by=told.response.told_by)


def with_gaps(response: Response, asked_of: RouteName, text: str, part: int) -> Response:
    """Note a question that was not answered: a general one that ended "not sure", or a technical one."""
    if not _is_gap(response, asked_of, text):
        return response
    return replace(response, gaps=(*response.gaps, Unanswered(part, text, asked_of)))


def _is_gap(response: Response, asked_of: RouteName, text: str) -> bool:
    words = content_words(text)
    if not words:
        return False
    mood = route.classify(text)
    question = any(asks(one) and not is_trouble(one) for one in sentences_in(text))
    if not question and (mood.wants_human or mood.angry or len(words) < LEAST_WORDS):
        return False
    if asked_of == "technical_support":
        return question and not first_aid.general(text)[1]
    return asked_of == "general_question" and response.unsure
