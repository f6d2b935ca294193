"""The durable flow: one kept message becomes one reply. Safe to run again at any time, after any crash.

Finished steps are read back from the journal. Three transactions: what the tasks produced; the reply, ready to be sent
(``sending``); that it stands (``sent``), with what it means for the case. Only a reply found in ``sending`` is looked
for in Slack before it is posted again; one that Slack is known not to have taken goes back to ``planned``.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from handlers import (
    awaited,
    billing,
    general,
    multipart,
    own_numbers,
    published_answers,
    return_questions,
    safety,
    technical,
)
from handlers.compose import compose, failure
from handlers.desk import FAILURE, LANGUAGE, Conversation, Delivery, Desk, Place, Response
from handlers.send import Elsewhere, give_up, plan_reply, resume, send, settle_earlier, withhold
from storage import cases, messages, replies, runs, tasks
from storage.database import Tx
from storage.errors import FrontdeskError, Misconfigured, Refused, Transient
from storage.records import AWAITING_ACCOUNT, AWAITING_DETAILS, Message, MessageKey, ReplyRow, TaskRow
from workflows.answers import Classification, Leftover
from workflows.faq.questions_in_messages import is_impersonal
from workflows.ids.grammar import find_ids
from workflows.journal import Run
from workflows.language.folding import as_seen
from workflows.reply import Reply, Section
from workflows.routes import RouteName
from workflows.rules import first_aid
from workflows.rules.asking import asks_about_returning
from workflows.rules.beyond import Beyond, beyond_us
from workflows.rules.complaints import COMPLAINT, complains_of_order
from workflows.rules.danger import find_danger
from workflows.rules.smalltalk import is_bitter
from workflows.rules.withdrawal import drops_waiting
from workflows.steps.classify import CLASSIFY, Said

UNSURE_BELOW = 0.5
EARLIER_MESSAGES = 12
LONGEST_PAUSE_S = 60.0
NO_TEXT = "How can I help? Please tell me in words what you need; I can only read text so far."
ADDED = "Thank you, I have added this to your case. It waits for a person from our support team."
DROPPED = "All right, I have dropped that. Write here whenever you need something else."

HANDLERS: dict[RouteName, Callable[[Conversation, str, int], Awaitable[Response]]] = {
    "technical_support": technical.reply,
    "billing_inquiry": billing.reply,
    "general_question": general.reply,
}
log = structlog.get_logger(__name__)


async def answer(desk: Desk, key: MessageKey, deliver: Delivery) -> None:
    """Answer the kept message ``key``; return when nothing is owed for it any more.

    While Slack is down or busy it waits and tries again; meanwhile the work already done stands in the database.
    """
    back_off = 1
    while True:
        try:
            if await _answer_once(desk, key, deliver):
                return
        except Elsewhere:
            log.warning("answered_elsewhere", channel=key.channel, ts=key.ts)
            return
        except Refused as error:
            log.warning("reply_refused", channel=key.channel, ts=key.ts, why=str(error))
            await give_up(desk, key, str(error))
            return
        except (Transient, Misconfigured) as error:
            wait_s = error.retry_after_s if isinstance(error, Transient) else LONGEST_PAUSE_S
            log.warning("reply_delayed", channel=key.channel, ts=key.ts, why=str(error))
            await asyncio.sleep(min(max(wait_s, 0.05) * back_off, max(wait_s, LONGEST_PAUSE_S)))
            back_off *= 2
        except Exception:
            log.exception("answer_broken", channel=key.channel, ts=key.ts)
            await give_up(desk, key, FAILURE)
            return


async def _answer_once(desk: Desk, key: MessageKey, deliver: Delivery) -> bool:
    """Answer the message's present text; False if it changed meanwhile and has to be answered anew."""
    talk, planned = await _load(desk, key)
    if talk is None:
        return True
    place = _place(talk)
    if planned is not None:
        go_on = resume if planned.run == talk.run.name else settle_earlier
        is_settled = await go_on(desk, talk.message, planned, deliver, place)
        if is_settled:
            deliver.settle_progress(place, talk.message)
        return is_settled
    if talk.case.taken_over:
        deliver.settle_progress(place, talk.message)
        await withhold(desk, talk.message)
        return True
    deliver.status(place)
    reply, response = await _work_out(desk, talk, deliver, place)
    deliver.settle_progress(place, talk.message)
    planned = await plan_reply(talk, reply, response)
    if planned is None:
        return False
    await send(desk, talk.message, planned, deliver, place)
    return True


async def _load(desk: Desk, key: MessageKey) -> tuple[Conversation | None, ReplyRow | None]:
    """Read the conversation around a message that owes an answer, and the reply if it is planned already.

    Here what was written enters understanding: from here on the text is as it looks. The row keeps what was written.

    What an interrupted run of an older text did and never announced is taken back first.
    """
    talk, planned, is_stale = await desk.db.read(lambda tx: _read(tx, desk, key))
    if talk is not None and is_stale:
        message = talk.message
        await desk.db.write(lambda tx: _take_back_older(tx, message, desk.now()))
        talk, planned, _ = await desk.db.read(lambda tx: _read(tx, desk, key))
    return talk, planned


def _take_back_older(tx: Tx, message: Message, now: datetime) -> None:
    cases.hold_cases(tx, [message.case_id])
    runs.take_back(tx, message, now, but=message.run)


def _read(tx: Tx, desk: Desk, key: MessageKey) -> tuple[Conversation | None, ReplyRow | None, bool]:
    message = messages.get_message(tx, key)
    if message is None or message.handled_at is not None:
        return None, None, False
    case = cases.get_case(tx, message.case_id)
    run = Run(message.run, case.id, case.team_id, desk.db, desk.model, message_id=message.id)
    run.load(tx)
    rows = tasks.tasks_of_case(tx, case.id)
    pending = [row for row in rows if _unfinished(row, message)]
    waiting = next((row for row in pending if row.id == case.waiting_task), None)
    ordered = sorted(pending, key=lambda row: row.id != case.waiting_task)
    talk = Conversation(
        message=replace(message, text=as_seen(message.text)),
        case=case,
        customer=cases.get_customer(tx, case.team_id, message.author),
        waiting=waiting if message.author_kind == "customer" else None,
        pending=tuple(ordered) if message.author_kind == "customer" else (),
        earlier=_earlier(tx, message),
        run=run,
        now=desk.now(),
        faqs=desk.shelf.faqs_of(tx, case.team_id),
    )
    planned = replies.reply_of(tx, message.run) or replies.unfinished_of(tx, message.id)
    return talk, planned, any(_is_older(row, message) for row in rows)


def _is_older(row: TaskRow, message: Message) -> bool:
    """Say whether a task was worked on for an older text of the message."""
    its_own = row.run == message.first_run or row.run.startswith(f"{message.first_run}:")
    return its_own and row.run != message.run and row.state != "cancelled"


def _unfinished(row: TaskRow, message: Message) -> bool:
    """Say whether a task lacks a field, or was filled by this very run before it was interrupted."""
    return row.state == "pending" or (row.run == message.run and row.state != "cancelled")


def _earlier(tx: Tx, message: Message) -> str:
    """Return what was said before this message, one line a message, oldest first."""
    lines = [
        (said.ts, f"{said.author_kind}: {said.text}")
        for said in messages.transcript(tx, message.case_id, EARLIER_MESSAGES)
        if said.ts < message.ts and said.text
    ]
    lines += [
        (row.ts, f"desk: {Reply.model_validate(row.body).plain()}")
        for row in replies.replies_of(tx, message.case_id)
        if row.ts is not None and row.state == "sent"
    ]
    return "\n".join(as_seen(line[:1500]) for _, line in sorted(lines)[-EARLIER_MESSAGES:])


def _place(talk: Conversation) -> Place:
    case = talk.case
    return Place(case.team_id, case.channel, talk.message.thread_ts, talk.message.ts, case.requester)


async def _work_out(desk: Desk, talk: Conversation, deliver: Delivery, place: Place) -> tuple[Reply, Response]:
    """Work out the reply. A bug on the way is logged and becomes a true sentence and a person, never silence."""
    try:
        response, classification = await _respond(desk, talk, deliver, place)
    except FrontdeskError:
        raise
    except Exception:
        log.exception("answer_failed", run=talk.run.name)
        response, classification = failure(), None
    return compose(talk, response, classification)


async def _respond(
    desk: Desk, talk: Conversation, deliver: Delivery, place: Place
) -> tuple[Response, Classification | None]:
    text = talk.message.text.strip()
    if not text:
        return Response((Section(text=NO_TEXT),), awaiting=AWAITING_DETAILS, by_rule=True), None
    danger = await talk.read(find_danger, text)
    nothing = await talk.read(partial(awaited.small_talk, talk), text) if danger is None else None
    if nothing is not None:
        return nothing, None
    sorted_ = await talk.run.step(CLASSIFY, Said(text, talk.earlier))
    if await talk.read(is_bitter, text):
        sorted_ = sorted_.model_copy(update={"angry": True})
    talk = replace(talk, classification=sorted_)
    if danger is not None and not await talk.read(partial(published_answers.answers_whole, talk), text):
        return await safety.reply(talk, danger, deliver, place), sorted_
    if sorted_.language != "en" and talk.run.by_rule(CLASSIFY.name):
        told = await talk.read(partial(published_answers.reply, talk), text)
        return told.response if told else Response((), hand_over=(LANGUAGE,), by_rule=True), sorted_
    if bool(talk.awaiting) and await talk.read(drops_waiting, text):
        return Response((Section(text=DROPPED),), by_rule=True, drops_pending=True), sorted_
    return await _understood(desk, talk, deliver, place, sorted_), sorted_


async def _understood(
    desk: Desk, talk: Conversation, deliver: Delivery, place: Place, sorted_: Classification
) -> Response:
    """Take the account number that was asked for, do the tasks, and answer the rest by its route."""
    text = talk.message.text.strip()
    noted: Response | None = None
    asked = talk.customer.account_asked_at is not None and talk.customer.account_number is None
    if talk.awaiting == AWAITING_ACCOUNT or (asked and talk.waiting is None):
        number = await talk.read(partial(billing.account_number_in, asked=True), text)
        if number is not None:
            noted = billing.noted(talk, number)
            if await talk.read(billing.is_only_number, text):
                return noted
            talk = replace(talk, customer=noted.customer or talk.customer)
    if sorted_.has_tasks or talk.waiting is not None or bool(await talk.read(find_ids, text)):
        parts = multipart.parts_of(talk, await multipart.plan(talk))
        if any(part.task for part in parts) or len(parts) > 1:
            handle = partial(_leftover, desk)
            done = await multipart.reply(talk, parts, handle, deliver, place)
            rest = await talk.read(partial(_with_person, parts=parts, response=done), text)
            return _joined(noted, rest) if noted else rest
        ask_again = partial(awaited.ask_again, talk, sorted_=sorted_)
        if noted is None and (again := await talk.read(ask_again, text)) is not None:
            return again
    rest = await _not_tasks(desk, talk, text, sorted_)
    return _joined(noted, rest) if noted and (rest.told_by or rest.route != "billing_inquiry") else rest


async def _not_tasks(desk: Desk, talk: Conversation, text: str, sorted_: Classification) -> Response:
    """Answer a message without tasks: our own numbers from the records, the rest by its route."""
    only_a_person = await talk.read(_only_a_person, text)
    told = await own_numbers.reply(desk, talk, text)
    if only_a_person is not None:
        handed = safety.for_a_person(only_a_person)
        return replace(handed, sections=told.sections) if told else handed
    if told is not None:
        return told
    response = await _by_route(talk, text, sorted_)
    if talk.case.status == "escalated" and response.by_rule and not await talk.read(first_aid.is_thanks, text):
        return Response((Section(text=ADDED),), by_rule=True)
    return response


def _only_a_person(text: str) -> Beyond | None:
    return beyond_us(text) or (COMPLAINT if complains_of_order(text, named=False) else None)


def _with_person(text: str, parts: list[multipart.Part], response: Response) -> Response:
    """Hand over what the tasks leave unsettled: an order's status is no answer to "it arrived damaged"; a return is."""
    kinds = {part.task.query_type for part in parts if part.task}
    only_a_person = beyond_us(text)
    if "StatusUpdate" in kinds and (only_a_person is None or not only_a_person.urgent):
        only_a_person = COMPLAINT if complains_of_order(text, named=True) else only_a_person
    settled = "ProductReturn" in kinds and only_a_person not in {None, COMPLAINT} and not only_a_person.urgent
    if only_a_person is None or response.hand_over or settled:
        return response
    reason, opening = (only_a_person.name,), only_a_person.opening
    return replace(response, hand_over=reason, opening=opening, urgent=only_a_person.urgent)


def _joined(noted: Response, rest: Response) -> Response:
    """Join the account number that was asked for with the answer to the rest of the message."""
    sections, hand_over = (*noted.sections, *rest.sections), (*noted.hand_over, *rest.hand_over)
    return replace(rest, sections=sections, hand_over=hand_over, customer=rest.customer or noted.customer)


async def _leftover(desk: Desk, talk: Conversation, leftover: Leftover, part: int) -> Response:
    """Answer a part of a message that is no task."""
    only_a_person = await talk.read(_only_a_person, leftover.text)
    if only_a_person is not None:
        return safety.for_a_person(only_a_person)
    told = await own_numbers.reply(desk, talk, leftover.text)
    return told or await _handled(talk, leftover.route, leftover.text, part)


async def _handled(talk: Conversation, route: RouteName, text: str, part: int = 0) -> Response:
    """Answer a text from the published FAQs, and what they do not clearly answer by its route's handler."""
    may_be_told = route != "billing_inquiry" or await talk.read(is_impersonal, text)
    told = await talk.read(partial(published_answers.reply, talk), text) if may_be_told else None
    if told is not None and not told.rest:
        return told.response
    asked = told.rest if told is not None else text
    if told is None and await talk.read(asks_about_returning, asked):
        return await talk.read(partial(return_questions.how_to, part=part), asked)
    drafted = await HANDLERS[route](talk, asked, part)
    response = await talk.read(lambda text: published_answers.with_gaps(drafted, route, text, part), asked)
    return published_answers.joined(told, response) if told is not None else response


async def _by_route(talk: Conversation, text: str, sorted_: Classification) -> Response:
    """Let the route's handler answer; details that were asked for stay with the case's route; doubt goes to general."""
    route = sorted_.route
    unsure = sorted_.confidence < UNSURE_BELOW
    if any(found.kind == "invoice" for found in await talk.read(find_ids, text)):
        return await _handled(talk, "billing_inquiry", text)
    if talk.awaiting == AWAITING_DETAILS and talk.case.route == "technical_support" and unsure:
        return await _handled(talk, "technical_support", text)
    return await _handled(talk, "general_question" if unsure else route, text)
