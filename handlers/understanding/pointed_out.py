"""A later message that points at what the desk has told: the money for a return. All else is read as before.

Nothing is done or looked up here; a question is only tied to the records of the case that it is about.
"""

import re

from handlers.answers.published_answers import entries_for
from handlers.conversation.held import is_meant
from handlers.conversation.reading import Understanding
from handlers.desk import Conversation
from handlers.understanding.later_messages import as_later_message, return_named
from workflows.ids.grammar import find_ids
from workflows.language.lazy import lazy
from workflows.rules.followups.followups import FollowUp
from workflows.rules.followups.refunds import asks_about_refund

_FOR = lazy(
    r"\b(?:for|of)\s(?:the|my|our|this|that)\s(?!return|rma|parcel|package|refund|item|thing|product|one\b)(?P<thing>[\w-]{3,30})",
    re.IGNORECASE,
)


def as_pointed_out(found: Understanding, conversation: Conversation, own: str) -> Understanding:
    """Return ``found`` with what a later message points at, in its writer's ``own`` words."""
    is_plain = found.danger is None and conversation.case.language in {None, "en"} and not found.is_bitter
    if is_plain and asks_about_refund(own):
        return _refund(found, conversation, own)
    return as_later_message(found, conversation, own)


def _refund(found: Understanding, conversation: Conversation, own: str) -> Understanding:
    """Tie a question about money to the returns of its writer; where none is under way it is billing's."""
    of = _FOR.search(own)
    is_other = of is not None and not any(is_meant(one, of["thing"]) for one in conversation.held.returns)
    if is_other:
        return as_later_message(found, conversation, own)
    if not conversation.held.issued or entries_for(conversation.faqs, own)[0]:
        return found
    number = next((one.value for one in find_ids(own) if one.kind == "rma"), "")
    thing = "" if number else return_named(conversation, own)
    return found.model_copy(
        update={"follow_ups": (FollowUp(kind="refund", about="return", thing=thing, number=number),)}
    )
