"""Questions that nothing published clearly answers: what may be meant is offered, and what is chosen is answered."""

from dataclasses import replace
from typing import TYPE_CHECKING

from handlers.answers.published_answers import answer_from, line
from handlers.conversation.standing_offers import GONE, StandingOffer, is_still
from handlers.desk import Conversation, Response
from handlers.runtime.published_cache import PublishedFaqs
from storage.records import AWAITING_ACCOUNT, AWAITING_DETAILS
from workflows.faq.marks import without_marks
from workflows.faq.questions_in_messages import (
    LONGEST_QUESTION,
    asks,
    asks_for_record,
    questions_in,
    sentences_in,
)
from workflows.reply import Fact, Offer, Section
from workflows.routes import RouteName

if TYPE_CHECKING:
    from workflows.faq.offers import Offered

NOT_SURE = "I am not sure about that. Did you mean {these}? Choose {it}, or ask me in other words."
PERHAPS = "Perhaps {these} in our help texts answers it. Choose {it} if so."
HEADING = "From our documents"
MOST_SENTENCES = 6  # of a text that is looked for as a whole


def offered_for(faqs: PublishedFaqs, text: str, part: int) -> Section | None:
    """Return a section that offers what a text may mean, without words yet; None if nothing published is near it."""
    for wording in _wordings(text) if faqs.entries else ():
        found = faqs.near(wording)
        if found:
            offers = tuple(_offer(faqs, one) for one in found)
            return Section(offers=offers, offered_for=wording, part=part)
    return None


def _wordings(text: str) -> list[str]:
    """Return what of a text is looked for: all of it if it is short, then its questions; nothing of own records.

    Where it tells of own records beside them, its questions alone. Few people put a mark after a question, and a need
    that is only told ("lost the till slip") is one as well: the index says what is near.
    """
    sentences = sentences_in(text)
    asked = [one for one in sentences if asks(one) and not asks_for_record(one)]
    if asks_for_record(text):
        return [line(one) for one in asked if len(one) <= LONGEST_QUESTION]
    whole = line(text)
    found = [whole] if len(whole) <= LONGEST_QUESTION and len(sentences) <= MOST_SENTENCES else []
    return list(dict.fromkeys([*found, *questions_in(text)]))


def _offer(faqs: PublishedFaqs, one: "Offered") -> Offer:
    if one.entry is not None:
        return Offer(question=one.label, entry=faqs.entries[one.entry].id)
    assert one.section is not None  # noqa: S101 - it is one or the other
    section = one.section
    return Offer(question=one.label, document=faqs.documents[section.document].id, start=section.start, end=section.end)


def instead(section: Section, route: RouteName) -> Response:
    """Offer what may be meant in place of an answer."""
    worded = section.model_copy(update={"text": _worded(NOT_SURE, section)})
    return Response((worded,), route, awaiting=AWAITING_DETAILS, unsure=True, by_rule=True)


def beside(response: Response, section: Section) -> Response:
    """Offer what may be meant beside a first response that asks for more."""
    worded = section.model_copy(update={"text": _worded(PERHAPS, section)})
    return replace(response, sections=(*response.sections, worded))


def _worded(words: str, section: Section) -> str:
    several = len(section.offers) > 1
    return words.format(these="one of these" if several else "this", it="one" if several else "it")


def answer_chosen(conversation: Conversation, chosen: StandingOffer) -> Response:
    """Answer what was chosen among the offers, as a direct answer would; or say that it is not published any more."""
    offer = chosen.offer
    if offer.entry:
        known = conversation.faqs.named([offer.entry])
        if not known or not is_still(known[0].question, offer):
            return _gone()
        answered = answer_from(conversation, [offer.entry])
        return replace(answered, route="general_question", chosen=chosen, awaiting=_still_owed(conversation))
    document = conversation.faqs.document(offer.document)
    if document is None or not conversation.faqs.shows(document, offer.start, offer.end):
        return _gone()
    words = line(without_marks(document.text[offer.start : offer.end]))
    source = Fact(label="Source", value=f"{line(document.title)}, word for word (FAQ set {document.set_number})")
    section = Section(heading=f"{HEADING}: {offer.question}", text=words, facts=(source,))
    told_by = f"FAQ set {document.set_number}, document {line(document.title)}"
    owed = _still_owed(conversation)
    return Response((section,), "general_question", answered_from=told_by, chosen=chosen, awaiting=owed)


def _still_owed(conversation: Conversation) -> str | None:
    """Return what the customer still owes after the answer: the account number that was asked for beside the offers."""
    return conversation.awaiting if conversation.awaiting == AWAITING_ACCOUNT else None


def _gone() -> Response:
    return Response((Section(text=GONE),), "general_question", awaiting=AWAITING_DETAILS, by_rule=True)
