"""The policy for what is about a case's own records, or answers a question of the desk. Nothing is done here.

It is a part of ``handlers.policy.decide``: clear without a model and without splitting the message.
"""

from collections.abc import Sequence

from handlers.conversation.held import is_meant
from handlers.conversation.reading import Reading, Understanding
from handlers.desk import ASKED_FOR_PERSON, NO_NUMBER, WANTED_NO_MORE, Conversation
from handlers.policy.actions import (
    Action,
    AskToCancel,
    CancelReturns,
    DoTask,
    DropAsked,
    DropPending,
    HandOver,
    NeedNobody,
    Say,
    TellHeld,
)
from handlers.policy.questions import (
    GOOD_TO_HEAR,
    IF_FOUND,
    IF_NOT_FOUND,
    NO_LONGER_WAITS,
    NOT_CHANGED,
    NOT_MINE_TO_STOP,
    NOT_YOURS,
    USUALLY,
    WITHOUT_IT,
    added,
    dropped,
    noted,
    question,
)
from storage.records import AWAITING_ACCOUNT, AWAITING_DETAILS, Investigation
from workflows.answers import QueryType, Task
from workflows.ids.comparing import id_key
from workflows.ids.grammar import find_ids
from workflows.rules.corrections.corrections import Amendment
from workflows.rules.escalation.beyond import change
from workflows.rules.escalation.complaints import COMPLAINT
from workflows.rules.followups.followups import FollowUp, Kind

STAYS = "All right, the return stays as it is."
_FIELDS = {"BillingInquiry": "invoice_number", "StatusUpdate": "order_id"}
_NUMBERED = {"invoice": "BillingInquiry", "order": "StatusUpdate"}
_ENDS = frozenset({"cancel", "works"})
# What the result of a task shows by itself.
_SHOWN_BY: dict[QueryType, set[Kind]] = {
    "ProductReturn": {"send_to", "number", "done"},
    "StatusUpdate": {"when", "where", "carrier", "tracking", "take"},
    "BillingInquiry": {"when", "take", "number", "done"},
}


def settled_by_records(found: Understanding, conversation: Conversation) -> list[Action] | None:
    """Return what is done about a follow-up, or about a short answer to a question of ours; None if it is neither."""
    ways = (_answered, _amended, _named, _said_of_it, _without_number, _more_returns, _follow_ups)
    return next((done for way in ways if (done := way(found, conversation))), None)


def _more_returns(found: Understanding, conversation: Conversation) -> list[Action] | None:
    """Do the returns that are asked for as more of the same."""
    if not _may_go_on(conversation):
        return None
    return [DoTask(part, task) for part, task in enumerate(found.more_returns, start=1)]


def _named(found: Understanding, conversation: Conversation) -> list[Action] | None:
    """Do the task that was named; it stands in the place of one that waits for what it gives."""
    if not found.names:
        return None
    waiting = conversation.waiting if conversation.asked is None else None
    fills = waiting if waiting is not None and waiting.query_type == found.names[0].query_type else None
    return [DoTask(part, task, fills) for part, task in enumerate(found.names, start=1)]


def _said_of_it(found: Understanding, conversation: Conversation) -> list[Action] | None:
    """Return what is done about what is said of the case's own matters; None if nothing is said of them."""
    case, held = conversation.case, conversation.held
    if found.asks_if_changed:
        return [Say(NOT_CHANGED, awaits=conversation.awaiting), TellHeld((FollowUp(kind="person", about="case"),))]
    if found.of_another and not found.is_split:
        return [Say(NOT_YOURS, awaits=conversation.awaiting)]
    if handed := _to_people(found, conversation):
        return [handed]
    if (found.adds or found.contradicts) and case.status == "escalated":
        return [Say(added(case.number), awaits=conversation.awaiting)]
    if found.adds and held and conversation.waits_for is None:
        return [Say(noted(case.number), awaits=conversation.awaiting)]
    return None


def _to_people(found: Understanding, conversation: Conversation) -> HandOver | None:
    """Return the hand-over that a message about a case's own matters asks for."""
    if found.wants_ended:
        return HandOver(change().name, change().opening)
    if found.wants_reader:
        return HandOver(ASKED_FOR_PERSON)
    is_denied = found.contradicts and conversation.held.orders
    return HandOver(COMPLAINT.name, COMPLAINT.opening) if is_denied else None


def _answered(found: Understanding, conversation: Conversation) -> list[Action] | None:
    """Return what follows from the answer to "shall I cancel?"; nothing is cancelled that was not asked about."""
    answer = found.short_answer
    asked = [one for one in conversation.held.issued if one.number in (conversation.case.asked_to_cancel or ())]
    if answer is None or not asked:
        return None
    match answer.said:
        case "no":
            return [Say(STAYS)]
        case "yes" if len(asked) > 1:
            return [AskToCancel(tuple(asked))]
        case "yes" | "all":
            return [CancelReturns(tuple(one.number for one in asked))]
        case "one":
            named = [one for one in conversation.held.issued if is_meant(one, answer.thing, answer.number)]
            if len(named) != 1:
                return None
            is_asked = named[0] in asked and not answer.instead
            return [CancelReturns((named[0].number,)) if is_asked else AskToCancel(tuple(named))]


def _amended(found: Understanding, conversation: Conversation) -> list[Action] | None:
    """Do what was meant in place of what was done last, or asked about; what is done is cancelled after a question."""
    amends = found.amends
    if amends is None:
        return None
    if amends.kind != "thing":
        return _looked_up_instead(amends, conversation)
    asked = conversation.asked
    tasks = [DoTask(part, task, asks=not amends.is_sure) for part, task in enumerate(found.amended, start=1)]
    if asked is not None and asked.query_type == "ProductReturn" and tasks and amends.is_sure:
        return [DropAsked(asked.id), *tasks]
    if not tasks or conversation.case.asked_to_cancel or not _may_go_on(conversation):
        return None
    wrong = tuple(one for one in conversation.held.issued if is_meant(one, amends.refused))
    if any(_is_issued(one.task, conversation) for one in tasks) or (amends.refused and not wrong):
        return None
    return [*tasks, AskToCancel(wrong)] if wrong and amends.is_sure else [*tasks]


def _looked_up_instead(amends: Amendment, conversation: Conversation) -> list[Action] | None:
    """Look up the number that was meant, as the last message's was; None if that did not only look up one kind."""
    last = conversation.held.last
    kind = _NUMBERED.get(amends.kind) or (next(iter(last)) if len(last) == 1 else "")
    if kind not in last or kind not in _FIELDS or conversation.waiting or not conversation.from_requester:
        return None
    task = Task.model_validate({"query_type": kind, _FIELDS[kind]: amends.meant})
    wrong, about = _named_by_mistake(amends, conversation) if kind == "BillingInquiry" else (None, "")
    stays = [HandOver(WANTED_NO_MORE, NOT_MINE_TO_STOP)] if wrong is not None and wrong.state == "open" else []
    return [DoTask(1, task, about=about), *stays]


def _named_by_mistake(amends: Amendment, conversation: Conversation) -> tuple[Investigation | None, str]:
    """Return the investigation of the invoice that was not meant, and what was written of it, of the right number.

    None: none was opened for an invoice that was written of.
    """
    meant = id_key(amends.meant)
    for one in reversed(conversation.held.investigations):
        wrong = id_key(one.invoice_number)
        for text in reversed(conversation.written_before) if wrong != meant else ():
            if any(id_key(found.value) == wrong for found in find_ids(text)):
                return one, _renumbered(text, wrong, amends.meant)
    return None, ""


def _renumbered(text: str, wrong: str, right: str) -> str:
    pieces, at = list[str](), 0
    for found in find_ids(text):
        if id_key(found.value) == wrong:
            pieces += [text[at : found.start], right]
            at = found.end
    return "".join([*pieces, text[at:]])


def _is_issued(task: Task, conversation: Conversation) -> bool:
    return any(is_meant(one, task.product_name or "") for one in conversation.held.issued)


def _without_number(found: Understanding, conversation: Conversation) -> list[Action] | None:
    """Say where that stands which somebody cannot name; who has not got the number, or is told again, gets a person."""
    if found.lacks_number is None:
        return None
    if found.lacks:
        where = USUALLY[found.lacks]
        awaits = AWAITING_ACCOUNT if found.lacks == AWAITING_ACCOUNT else AWAITING_DETAILS
        return [Say(f"{where} {WITHOUT_IT}", awaits=awaits)]
    field = conversation.waits_for.field if conversation.waits_for else conversation.awaiting
    if field != AWAITING_ACCOUNT and (conversation.waits_for is None or field not in USUALLY):
        return None
    where = USUALLY[field]
    is_product = field == "product_name"
    if (found.lacks_number == "unsure" or is_product) and not conversation.has_said(where):
        return [Say(f"{where} {question(field) if is_product else IF_NOT_FOUND}", awaits=conversation.awaiting)]
    return [Say(f"{where} {IF_FOUND}"), HandOver(NO_NUMBER)]


def _may_go_on(conversation: Conversation) -> bool:
    """Say whether "the kettle too" can only mean one more return: the last message led to a return for this author."""
    return "ProductReturn" in conversation.held.last and conversation.waiting is None


def _follow_ups(found: Understanding, conversation: Conversation) -> list[Action] | None:
    questions = tuple(one for one in found.follow_ups if one.kind not in _ENDS)
    ends = [one for one in found.follow_ups if one.kind in _ENDS]
    told: list[Action] = []
    if questions:
        if not all(_is_known(one, conversation) for one in questions):
            return None
        told = [TellHeld(questions)]
    if not ends:
        return told or None
    if any(one.about == "investigation" for one in ends):
        return [*told, HandOver(WANTED_NO_MORE, NOT_MINE_TO_STOP)]
    if any(one.kind == "works" and one.about == "order" for one in ends):
        if conversation.waits_for is not None and conversation.waits_for.field == "order_id":
            return [*told, DropPending(), Say(GOOD_TO_HEAR)]
        if not conversation.awaiting or found.names_ids:
            return [*told, *_glad(conversation)]
    asked = _to_cancel(ends, found, conversation)
    return [*told, *asked] if asked else None


def told_beside(reading: Reading, tasks: Sequence[Task], conversation: Conversation, part: int) -> list[Action] | None:
    """Answer a follow-up beside tasks: by the results of those that show it anyway, else from the case's records."""
    questions = reading.follow_ups
    if not questions or any(one.kind in _ENDS for one in questions):
        return None
    shown = {kind for task in tasks for kind in _SHOWN_BY[task.query_type]}
    if all(one.kind in shown and not (one.thing or one.number) for one in questions):
        return []
    return [TellHeld(questions, part)] if all(_is_known(one, conversation) for one in questions) else None


def _is_known(question: FollowUp, conversation: Conversation) -> bool:
    """Say whether the case's records, or how the case stands, answer ``question``."""
    waits = conversation.case.status == "escalated" and conversation.from_requester
    if question.kind == "person":
        return waits
    if question.kind == "done" and question.number:
        return False  # how a record stands is told by ``TellRecords``, as ever
    if question.about == "case":
        is_number = question.kind == "number" and conversation.from_requester
        return not question.number and (is_number or waits or bool(conversation.held.about(question)))
    is_news = question.kind == "done" and not (question.thing or question.number or question.about)
    return bool(conversation.held.about(question)) or (waits and is_news)


def _to_cancel(ends: list[FollowUp], found: Understanding, conversation: Conversation) -> list[Action] | None:
    """Ask about the returns that are to be cancelled, or drop what is awaited, whichever was last."""
    meant = tuple(one for one in conversation.held.issued if all(is_meant(one, end.thing, end.number) for end in ends))
    is_named = any(one.about == "return" or one.thing or one.number for one in ends)
    works = any(one.kind == "works" for one in ends)
    asks_product = conversation.waits_for is not None and conversation.waits_for.field == "product_name"
    if conversation.awaiting and not conversation.case.asked_to_cancel and not (is_named and meant):
        if found.is_small_talk or (is_named and not asks_product):
            return None
        if not (works and meant) or asks_product:
            return [DropPending(), Say(dropped(_asked_for(conversation)))]
    held = conversation.held
    is_last = held.last == {"ProductReturn"} or not (held.orders or held.investigations)
    if meant and (is_named or works or is_last):
        return [AskToCancel(meant)]
    return _glad(conversation) if works and not found.is_small_talk else None


def _asked_for(conversation: Conversation) -> str:
    """Return the name of what was asked for."""
    return conversation.waits_for.field if conversation.waits_for else conversation.awaiting or ""


def _glad(conversation: Conversation) -> list[Action]:
    """Be glad that it works. Who waited for a person waits for none any more, but where something urgent was told."""
    case = conversation.case
    if case.status != "escalated" or case.priority == "urgent" or not conversation.from_requester:
        return [Say(GOOD_TO_HEAR)]
    return [Say(NO_LONGER_WAITS), NeedNobody()]
