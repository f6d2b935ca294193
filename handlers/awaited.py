"""What is said while something is awaited and is no answer: small talk leaves it open, the rest is asked again."""

from handlers import multipart
from handlers.desk import ANGRY, Conversation, Response
from workflows.answers import Classification
from workflows.faq.questions_in_messages import asks
from workflows.ids.grammar import find_ids
from workflows.reply import Section
from workflows.rules import first_aid
from workflows.rules.beyond import beyond_us
from workflows.rules.smalltalk import is_bitter, is_small_talk

ALL_RIGHT = "All right. Write here whenever you are ready."
AGAIN = "Sorry, I could not tell which one you mean."
MOST_WORDS = 8  # of a message that can be meant as an answer: what is longer is a message of its own


def small_talk(talk: Conversation, text: str) -> Response | None:
    """Answer small talk shortly and leave open what is awaited; None if ``text`` is no small talk."""
    if is_bitter(text) and len(text.split()) <= MOST_WORDS and not (asks(text) or find_ids(text)):
        return Response((), hand_over=(ANGRY,), by_rule=True)
    if not is_small_talk(text):
        return None
    reply, answered = first_aid.general(text)
    words = reply if answered else ALL_RIGHT
    if field := _awaited_field(talk):
        words = f"All right. {multipart.question(field)}"
    return Response((Section(text=words),), awaiting=talk.awaiting, by_rule=True)


def ask_again(talk: Conversation, text: str, sorted_: Classification) -> Response | None:
    """Ask once more for the awaited field if ``text`` can be meant as an answer; after that a person goes on."""
    field = _awaited_field(talk)
    if not field or len(text.split()) > MOST_WORDS or sorted_.wants_human or sorted_.angry:
        return None
    if asks(text) or find_ids(text) or beyond_us(text):
        return None
    section = Section(text=f"{AGAIN} {multipart.question(field)}")
    return Response((section,), awaiting=talk.awaiting, unsure=True, by_rule=True)


def _awaited_field(talk: Conversation) -> str | None:
    waiting = multipart.waiting_for(talk.waiting)
    return waiting.field if waiting else None
