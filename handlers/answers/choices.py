"""Choosing among the questions that may be meant: who may press, and what is kept of the choice."""

from handlers.cases.acts import Actor
from handlers.cases.requester_acts import case_of_reply
from handlers.conversation.standing_offers import GONE, StandingOffer, as_written, is_still, standing_in
from handlers.desk import Conversation
from handlers.runtime.published_cache import alias_key
from storage import faq_aliases, faq_gaps, messages, replies
from storage.database import Tx
from storage.errors import Refused
from storage.faq_aliases import Choice
from storage.published import is_document_published, published_question
from storage.records import Case
from workflows.reply import Offer

NOT_YOURS = "Only the person who was asked can choose here."
CHOSEN = "You have chosen that already; the answer is in this thread."
TAKEN_OVER = "A person has taken this over and will answer you here."


def choose(tx: Tx, actor: Actor, reply_id: int, number: int) -> tuple[Case, str]:
    """Check that the case's requester may choose this question now; return their case and the question.

    Raises
    ------
    Refused
        Somebody else's, none that was offered, chosen already, published no more, or a person answers by now.
    """
    reply = replies.get_reply(tx, reply_id)
    case = case_of_reply(tx, actor, reply)
    if reply is None or case is None or case.requester != actor.user or reply.state != "sent":
        raise Refused(NOT_YOURS)
    found = next((one for one in standing_in([reply]) if one.offer.number == number), None)
    if found is None:
        raise Refused(NOT_YOURS)
    if case.taken_over:
        raise Refused(TAKEN_OVER)
    if messages.is_said(tx, case.id, actor.user, as_written(found.offer), after_id=found.asked_id):
        raise Refused(CHOSEN)
    if not _is_published(tx, actor.team_id, found.offer):
        raise Refused(GONE)
    return case, found.offer.question


def _is_published(tx: Tx, team_id: str, offer: Offer) -> bool:
    if offer.entry:
        question = published_question(tx, team_id, offer.entry)
        return question is not None and is_still(question, offer)
    return is_document_published(tx, team_id, offer.document)


def keep_choice(tx: Tx, conversation: Conversation, chosen: StandingOffer) -> None:
    """Keep the wording as a proposed alias of the entry that was chosen for it; the question was no gap."""
    faq_gaps.drop_gap(tx, chosen.asked_id, chosen.part)
    known = conversation.faqs.named([chosen.offer.entry])
    key = alias_key(chosen.wording)
    if not known or not key or not messages.is_as_sent(tx, chosen.asked_id):
        return
    case, turn = conversation.case, conversation.turn
    choice = Choice(
        team_id=case.team_id,
        entry_id=known[0].id,
        question=known[0].question,
        key=key,
        wording=chosen.wording,
        case_id=case.id,
        asked_id=chosen.asked_id,
        message_id=turn.first.id,
        user=turn.row.author,
    )
    faq_aliases.keep_choice(tx, choice, conversation.now)
