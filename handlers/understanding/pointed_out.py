"""A later message that points at what the desk has told: "the later one", the money for a return.

All else is read as ever. Nothing is done or looked up here: a question is only tied to the records that it is about.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from handlers.answers.published_answers import entries_for
from handlers.conversation.held import Held, is_meant
from handlers.conversation.reading import Understanding
from handlers.desk import Conversation
from handlers.understanding.later_messages import as_later_message, return_named, wanted_task
from handlers.understanding.own_investigations import asked_of_investigation
from workflows.ids.grammar import find_ids
from workflows.language.lazy import lazy
from workflows.rules.escalation.beyond import beyond_us
from workflows.rules.escalation.complaints import complains_of_order
from workflows.rules.followups.carriage import asks_about_carriage
from workflows.rules.followups.followups import About, FollowUp, Kind
from workflows.rules.followups.pointers import Pointer, pointer_in
from workflows.rules.followups.refunds import asks_about_refund
from workflows.rules.followups.short_answers import ShortAnswer

Named = Mapping[About, Sequence[tuple[str, date]]]
# What is told of one that is only pointed at.
_TOLD: dict[About, Kind] = {"order": "where", "return": "send_to", "investigation": "when"}
_LAST: dict[str, About] = {"StatusUpdate": "order", "ProductReturn": "return", "BillingInquiry": "investigation"}
_FOR = lazy(
    r"\b(?:for|of)\s(?:the|my|our|this|that)\s(?!return|rma|parcel|package|refund|item|thing|product|one\b)(?P<thing>[\w-]{3,30})",
    re.IGNORECASE,
)


def as_pointed_out(found: Understanding, conversation: Conversation, own: str) -> Understanding:
    """Return ``found`` with what a later message points at, in its writer's ``own`` words."""
    is_plain = found.danger is None and conversation.case.language in {None, "en"} and not found.is_bitter
    if is_plain and asks_about_refund(own):
        return _refund(found, conversation, own)
    if is_plain and _asks_how_it_travels(conversation, own):
        return found.model_copy(update={"follow_ups": (FollowUp(kind="carriage", about="return"),)})
    if is_plain and (asked := asked_of_investigation(own, conversation.held)):
        return found.model_copy(update={"follow_ups": (asked,)})
    pointer = pointer_in(own) if is_plain else None
    pointed = pointer and _pointed(found, conversation, own, pointer)
    return pointed or as_later_message(found, conversation, own)


def _asks_how_it_travels(conversation: Conversation, own: str) -> bool:
    """Tell whether a return of its writer is asked after: a pick-up, a label, the postage; what an FAQ tells is its."""
    if not conversation.held.issued or conversation.waits_for is not None:
        return False
    return asks_about_carriage(own) and not entries_for(conversation.faqs, own)[0]


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
    asked = FollowUp(kind="refund", about="return", thing=thing, number=number)
    return found.model_copy(update={"follow_ups": (asked,)})


def _pointed(found: Understanding, conversation: Conversation, own: str, pointer: Pointer) -> Understanding | None:
    """Read what is said of the one that is meant, or which of them is meant; None if it cannot be told."""
    if conversation.waits_for is not None:
        return None
    if not pointer.text and (answered := _answered(found, conversation, pointer)):
        return answered
    if conversation.asked is not None and not pointer.text:
        return found  # of one thing that is asked about "the second one" is no yes
    named = _named(conversation.held)
    if not pointer.text:
        about = pointer.about or _told_last(conversation.held, named)
        asked = [FollowUp(kind=_TOLD[about], about=about)] if about else []
    else:
        asked = [*as_later_message(found, conversation, pointer.text).follow_ups]
    tied = [_tied(one, pointer, named) for one in asked]
    if tied and all(tied):
        return found.model_copy(update={"follow_ups": tuple(filter(None, tied)), "short_answer": None})
    return _of_an_order(found, own, pointer, named)


def _answered(found: Understanding, conversation: Conversation, pointer: Pointer) -> Understanding | None:
    """Read which of several returns is meant that were asked about: to be cancelled, or to be issued."""
    opened = conversation.now.date()
    cancelled = pointer.pick([(one, opened) for one in conversation.case.asked_to_cancel or ()])
    if cancelled:
        return found.model_copy(update={"short_answer": ShortAnswer(said="one", number=cancelled)})
    asked = {str(one.id): one for one in conversation.pending if one.asked_at is not None}
    wanted = pointer.pick([(one, opened) for one in asked]) if conversation.from_requester else None
    if wanted is None:
        return None
    task = wanted_task(asked[wanted], "")
    return found.model_copy(update={"confirms": "yes", "confirmed": (task,), "confirms_only": True})


def _named(held: Held) -> Named:
    """Return the numbers of the records in the order in which they were told, each with its day."""
    return {
        "order": [(one.told.order_id, one.told.estimate) for one in held.orders],
        "return": [(one.number, one.created_at.date()) for one in held.issued],
        "investigation": [(one.number, one.eta) for one in held.investigations],
    }


def _told_last(held: Held, named: Named) -> About | None:
    """Return what several were told of: by the last message that led to any, or in the whole case."""
    several = [about for about in named if len(named[about]) > 1]
    last = [about for about in several if about in {_LAST[kind] for kind in held.last}]
    one = last or several
    return one[0] if len(one) == 1 else None


def _tied(asked: FollowUp, pointer: Pointer, named: Named) -> FollowUp | None:
    """Return the question about the one record that is pointed at."""
    kinds: list[About | None] = (
        [asked.about] if asked.about in named else ["return"] if asked.kind == "cancel" else [*named]
    )
    several = [about for about in kinds if about and len(named[about]) > 1 and pointer.about in {None, about}]
    number = pointer.pick(named[several[0]]) if len(several) == 1 else None
    if number is None or asked.kind in {"person", "works"}:
        return None
    kind = _TOLD[several[0]] if asked.kind == "done" else asked.kind
    return asked.model_copy(update={"kind": kind, "about": several[0], "number": number, "thing": ""})


def _of_an_order(found: Understanding, own: str, pointer: Pointer, named: Named) -> Understanding | None:
    """Name the order that is meant where something is told of it that is a person's: "the first one never came"."""
    number = pointer.pick(named["order"]) if pointer.about in {None, "order"} else None
    others = [about for about in named if about != "order" and len(named[about]) > 1]
    if number is None or (others and pointer.about is None):
        return None
    start, end = pointer.span
    text = f"{own[:start]}order {number}{own[end:]}"
    if beyond_us(text) is None and not complains_of_order(text, named=True):
        return None
    return found.model_copy(update={"text": text, "names_ids": True})
