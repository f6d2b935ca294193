"""Does what was decided: workers and handlers at the same time, one write of what they produced, one response."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import structlog

from handlers import billing, general, technical
from handlers.answers import hours_told, offers, own_numbers, return_questions, tell_held
from handlers.answers.published_answers import answer_from, headed, with_gaps
from handlers.cases.handover import when_people_come
from handlers.conversation.reading import Reading
from handlers.desk import PART_FAILED, Conversation, Delivery, Desk, Progress, ReplyTarget, Response
from handlers.perform import multipart
from handlers.perform.multipart import Part, awaited
from handlers.policy.actions import (
    WHOLE,
    Action,
    AnswerFromFaqs,
    AskToCancel,
    CancelReturns,
    DoTask,
    Draft,
    DropAsked,
    DropPending,
    ExplainReturns,
    HandOver,
    NeedNobody,
    NoteAccount,
    Say,
    TellHeld,
    TellRecords,
)
from handlers.policy.questions import added
from storage.errors import Transient
from workflows.faq.questions_in_messages import is_impersonal
from workflows.faq.standing_alone import asks_for_itself, is_another_matter
from workflows.reply import Section
from workflows.results import AnyResult, Failed
from workflows.routes import RouteName
from workflows.rules import first_aid
from workflows.rules.escalation.opening_hours import asks_about_hours
from workflows.together import all_of

HANDLERS: dict[RouteName, Callable[[Conversation, str, int], Awaitable[Response]]] = {
    "technical_support": technical.reply,
    "billing_inquiry": billing.reply,
    "general_question": general.reply,
}
log = structlog.get_logger(__name__)


async def perform(
    desk: Desk,
    conversation: Conversation,
    actions: Sequence[Action],
    leftovers: Sequence[Reading],
    deliver: Delivery,
    target: ReplyTarget,
) -> Response:
    """Do all ``actions`` about the conversation's turn and return what is answered."""
    for action in actions:
        if isinstance(action, NoteAccount):
            conversation = replace(conversation, customer=replace(conversation.customer, account_number=action.number))
    asked_last = [one for one in actions if isinstance(one, AskToCancel) or (isinstance(one, Say) and one.last)]
    whole = [one for one in actions if one.part == WHOLE and one not in asked_last]
    parts = multipart.parts_of(actions, leftovers)
    if not parts:
        return await _answered(desk, conversation, [*whole, *asked_last])
    found = await _answered(desk, conversation, whole)
    done = await _at_once(desk, conversation, parts, deliver, target)
    if all(part.task and part.task.asks for part in parts):
        # "It came three weeks ago, can I still send it back?" may be a wish, or a question that a document answers.
        offered = await _offered(conversation, conversation.turn.text, WHOLE)
        done = offers.beside(done, offered) if offered is not None else done
    if not (whole or asked_last):
        return done
    return merged((found, done, await _answered(desk, conversation, asked_last)), by_rule=done.by_rule)


async def _at_once(
    desk: Desk, conversation: Conversation, parts: list[Part], deliver: Delivery, target: ReplyTarget
) -> Response:
    """Do all parts at the same time, store what the tasks among them produced, and synthesize one response."""
    # An answer that is replaced stands meanwhile.
    is_shown = len(parts) > 1 and conversation.replaces is None
    progress = deliver.progress(target, [part.title for part in parts], conversation.turn.first) if is_shown else None
    try:
        done = await all_of(_part(desk, conversation, part, progress) for part in parts)
        pairs = list(zip(parts, done, strict=True))
        looked = [(part.task, one) for part, one in pairs if part.task and not isinstance(one, Response)]
        drafted = {part.number: one for part, one in pairs if isinstance(one, Response)}
        results = await conversation.run.commit_to_turn(
            lambda tx, turn: multipart.record(tx, conversation, turn, looked)
        )
        if results is None:
            return Response(())  # no reply is planned for it either
        return await multipart.synthesize(conversation, parts, results, drafted)
    finally:
        if progress is not None:
            await progress.finish()


async def _part(desk: Desk, conversation: Conversation, part: Part, progress: Progress | None) -> AnyResult | Response:
    found: AnyResult | Response
    found = (
        await multipart.look(conversation, part.task, desk.slow_back_office_s)
        if part.task
        else await _beside_others(desk, conversation, part)
    )
    if progress is not None:
        progress.done(part.number, ok=not isinstance(found, Failed))
    return found


async def _beside_others(desk: Desk, conversation: Conversation, part: Part) -> Response:
    """Answer a part that is no task. If that breaks, the other parts still stand, and a person sees to this one."""
    try:
        return await _answered(desk, conversation, part.actions)
    except Transient:
        raise
    except Exception:  # edge: of one part of a message
        log.exception("handler_failed", run=conversation.run.name, part=part.number, route=part.title)
        broken = Section(text="I could not finish this part; a person will see to it.")
        return Response((broken,), hand_over=(PART_FAILED,), by_rule=True)


async def _answered(desk: Desk, conversation: Conversation, actions: Sequence[Action]) -> Response:
    """Do what is done about one text and return it as one response."""
    found = [await _done(desk, conversation, one) for one in actions]
    for at, (before, action) in enumerate(pairwise(actions), start=1):
        if isinstance(before, AnswerFromFaqs) and isinstance(action, Draft):
            found[at] = headed(found[at], action.text)
    written = [one.by_rule for one, action in zip(found, actions, strict=True) if isinstance(action, Draft)]
    return merged(found, by_rule=any(written or [one.by_rule for one in found]))


async def _done(desk: Desk, conversation: Conversation, action: Action) -> Response:  # noqa: C901, PLR0911 - one line an action
    """Do one action and return its share of the response."""
    match action:
        case Say(text, awaits, unsure):
            return Response((Section(text=text),), awaiting=awaits, unsure=unsure, by_rule=True)
        case DropAsked() | DropPending() | NeedNobody():
            return _taken_back(action)
        case NoteAccount(number, said, hands_over, awaits):
            taken = billing.noted(conversation, number, said=said, hands_over=hands_over)
            return replace(taken, awaiting=awaits)
        case TellRecords(numbers):
            return await own_numbers.tell(desk, conversation, numbers)
        case TellHeld(questions):
            return await tell_held.answer(conversation, questions, await when_people_come(desk, conversation))
        case AskToCancel(returns):
            return tell_held.ask_to_cancel(returns)
        case CancelReturns(numbers):
            return await tell_held.cancel(conversation, numbers)
        case AnswerFromFaqs(entries):
            return answer_from(conversation, entries)
        case ExplainReturns(text, part):
            return await _explain_returns(conversation, text, part)
        case Draft():
            return await _drafted(desk, conversation, action)
        case HandOver(reason, opening, urgent):
            route: RouteName | None = "general_question" if opening else None
            return Response((), route, hand_over=(reason,), by_rule=True, opening=opening, urgent=urgent)
        case DoTask():
            msg = "a task is a part of its own"
            raise AssertionError(msg)


def _taken_back(action: DropAsked | DropPending | NeedNobody) -> Response:
    """Return what is no longer asked for, or waited for."""
    dropped = (action.task_id,) if isinstance(action, DropAsked) else ()
    is_pending, needs_nobody = isinstance(action, DropPending), isinstance(action, NeedNobody)
    return Response((), drops_pending=is_pending, drops_asked=dropped, needs_nobody=needs_nobody, by_rule=True)


async def _explain_returns(conversation: Conversation, text: str, part: int) -> Response:
    """Say how a return is asked for, and what is published about it: answered by a model, or offered."""
    if told := await _from_documents(conversation, text, "general_question", part):
        return told
    explained = await conversation.read(lambda text: return_questions.how_to(text, part), text)
    offered = await _offered(conversation, text, part)
    return offers.beside(explained, offered) if offered is not None else explained


async def _from_documents(conversation: Conversation, text: str, route: RouteName, part: int) -> Response | None:
    if not (conversation.faqs.entries and conversation.run.uses_model):
        return None
    from handlers.answers import passage_answers  # noqa: PLC0415 - nobody else needs what reads documents

    return await passage_answers.answer(conversation, text, route, part)


async def _drafted(desk: Desk, conversation: Conversation, action: Draft) -> Response:
    """Answer by a model from what is published, offer what may be meant, or let the route's handler answer."""
    asked = None if desk.handoff.hours.is_always else await conversation.read(asks_about_hours, action.text)
    if asked is not None:
        return hours_told.answer(desk.handoff.hours, conversation.now, asked)
    offered = None
    if conversation.faqs.entries and not await conversation.read(_is_about_us, action.text):
        if told := await _from_documents(conversation, action.text, action.route, action.part):
            return told
        is_added = action.adds_to and not _may_be_offered(conversation, action.text)
        offered = None if is_added else await _offered(conversation, action.text, action.part)
    if offered is not None and _is_general(action.route, action.text):
        drafted = offers.instead(offered, action.route)
    else:
        drafted = await HANDLERS[action.route](conversation, action.text, action.part)
        if offered is not None and not drafted.hand_over:
            drafted = offers.beside(drafted, offered)
    if action.adds_to and (drafted.by_rule or drafted.unsure):
        return _added(conversation, action, drafted)
    wants_person = conversation.classification is not None and conversation.classification.wants_human
    return await conversation.read(
        lambda text: with_gaps(drafted, action.route, text, action.part, wants_person=wants_person), action.text
    )


def _may_be_offered(conversation: Conversation, text: str) -> bool:
    """Say whether something may be offered though a person has the case; of what is urgent nothing is."""
    return conversation.case.priority != "urgent" and asks_for_itself(text)


def _added(conversation: Conversation, action: Draft, drafted: Response) -> Response:
    """Say that a text is added to what a person has. Offers stand above, and first help with another matter."""
    helps = (
        action.route == "technical_support"
        and conversation.case.route != "technical_support"
        and not drafted.hand_over
        and conversation.case.priority != "urgent"
        and is_another_matter(action.text, conversation.written_before)
    )
    shown = drafted.sections if helps else tuple(one for one in drafted.sections if one.offers)
    return Response((*shown, Section(text=added(action.adds_to))), by_rule=True)


def _is_about_us(text: str) -> bool:
    """Say whether a text asks about the desk itself, which needs no document."""
    return first_aid.general(text)[1]


def _is_general(route: RouteName, text: str) -> bool:
    """Say whether it is a question that needs nothing of its writer: what is offered is all there is to say."""
    return route == "general_question" or (route == "billing_inquiry" and is_impersonal(text))


async def _offered(conversation: Conversation, text: str, part: int) -> Section | None:
    """Return what may be offered to the case's requester for a text; None: nothing is near it."""
    if not (conversation.from_requester and conversation.faqs.entries):
        return None
    return await conversation.look_up(lambda text: offers.offered_for(conversation.faqs, text, part), text)


def merged(found: Sequence[Response], *, by_rule: bool) -> Response:
    """Merge what several actions about one message say and mean, in their order."""
    routes = [one.route for one in found if one.route and not (one.hand_over and not one.sections)]
    return Response(
        tuple(section for one in found for section in one.sections),
        route=next(reversed(routes or [one.route for one in found if one.route]), None),
        awaiting=awaited(found),
        hand_over=tuple(reason for one in found for reason in one.hand_over),
        unsure=any(one.unsure for one in found),
        customer=next((one.customer for one in reversed(found) if one.customer), None),
        notice=next((one.notice for one in found if one.notice), ""),
        by_rule=by_rule,
        drops_pending=any(one.drops_pending for one in found),
        drops_asked=tuple(task_id for one in found for task_id in one.drops_asked),
        needs_nobody=any(one.needs_nobody for one in found),
        opening=next((one.opening for one in found if one.opening), ""),
        urgent=any(one.urgent for one in found),
        answered_from=", ".join(one.answered_from for one in found if one.answered_from),
        gaps=tuple(gap for one in found for gap in one.gaps),
        chosen=next((one.chosen for one in found if one.chosen), None),
    )
