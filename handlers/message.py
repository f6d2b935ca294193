"""The durable flow: one kept message becomes one reply. Safe to run again at any time, after any crash.

Finished steps are read back from the journal. Three transactions: what the tasks produced; the reply, ready to be sent
(``sending``); its posting (``sent``), with what it means for the case. Only a reply found in ``sending`` is looked
for in Slack before it is posted again; one that Slack is known not to have taken goes back to ``planned``.
"""

import asyncio
from dataclasses import replace
from datetime import datetime

import structlog

from handlers.compose import compose, failure
from handlers.decide import decide
from handlers.desk import FAILURE, Conversation, Delivery, Desk, ReplyTarget, Response
from handlers.held import held_for
from handlers.perform import perform
from handlers.send import ClaimedByAnother, give_up, plan_reply, resume, send, settle_earlier, withhold
from handlers.understanding import understand
from storage import cases, messages, replies, runs
from storage.database import Tx
from storage.errors import FrontdeskError, Misconfigured, Refused, Transient
from storage.records import Message, MessageKey, ReplyRow, TaskRow
from workflows.journal import Run
from workflows.language.folding import fold_characters
from workflows.reply import Reply

EARLIER_MESSAGES = 12
LONGEST_PAUSE_S = 60.0
log = structlog.get_logger(__name__)


async def answer(desk: Desk, key: MessageKey, deliver: Delivery) -> None:
    """Answer the kept message ``key``; return when nothing is owed for it any more.

    While Slack is down or busy it waits and tries again; the work already done is kept in the database.
    """
    back_off = 1
    while True:
        try:
            if await _answer_once(desk, key, deliver):
                return
        except ClaimedByAnother:
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
    conversation, planned = await _load(desk, key)
    if conversation is None:
        return True
    target = _target(conversation)
    if planned is not None:
        go_on = resume if planned.run == conversation.run.name else settle_earlier
        is_settled = await go_on(desk, conversation.message, planned, deliver, target)
        if is_settled:
            deliver.settle_progress(target, conversation.message)
        return is_settled
    if conversation.case.taken_over:
        deliver.settle_progress(target, conversation.message)
        await withhold(desk, conversation.message)
        return True
    deliver.status(target)
    reply, response = await _work_out(desk, conversation, deliver, target)
    deliver.settle_progress(target, conversation.message)
    planned = await plan_reply(conversation, reply, response)
    if planned is None:
        return False
    await send(desk, conversation.message, planned, deliver, target)
    return True


async def _load(desk: Desk, key: MessageKey) -> tuple[Conversation | None, ReplyRow | None]:
    """Read the conversation around a message that owes an answer, and the reply if it is planned already.

    From here on the text is folded: look-alike characters are plain ones. The row keeps the text as it was written.

    What an interrupted run of an older text did and never announced is taken back first.
    """
    conversation, planned, is_stale = await desk.db.read(lambda tx: _read(tx, desk, key))
    if conversation is not None and is_stale:
        message = conversation.message
        await desk.db.write(lambda tx: _take_back_older(tx, message, desk.now()))
        conversation, planned, _ = await desk.db.read(lambda tx: _read(tx, desk, key))
    return conversation, planned


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
    rows = runs.tasks_at_hand(tx, message)
    pending = [row for row in rows if _unfinished(row, message)]
    waiting = next((row for row in pending if row.id == case.waiting_task), None)
    ordered = sorted(pending, key=lambda row: row.id != case.waiting_task)
    conversation = Conversation(
        message=replace(message, text=fold_characters(message.text)),
        case=case,
        customer=cases.get_customer(tx, case.team_id, message.author),
        waiting=waiting if message.author_kind == "customer" else None,
        pending=tuple(ordered) if message.author_kind == "customer" else (),
        earlier=_earlier(tx, message),
        run=run,
        now=desk.now(),
        faqs=desk.published_faqs.faqs_of(tx, case.team_id),
        held=held_for(tx, case, message),
    )
    planned = replies.reply_of(tx, message.run) or replies.unfinished_of(tx, message.id)
    return conversation, planned, any(_is_older(row, message) for row in rows)


def _is_older(row: TaskRow, message: Message) -> bool:
    """Say whether a task was worked on for an older text of the message."""
    its_own = row.run == message.first_run or row.run.startswith(f"{message.first_run}:")
    return its_own and row.run != message.run and row.state != "cancelled"


def _unfinished(row: TaskRow, message: Message) -> bool:
    """Say whether a task lacks a field, or was filled by this very run before it was interrupted."""
    return row.state == "pending" or (row.run == message.run and row.state != "cancelled")


def _earlier(tx: Tx, message: Message) -> str:
    """Return the newest messages and replies before this message, one line a message, oldest first."""
    lines = [
        (earlier.ts, f"{earlier.author_kind}: {earlier.text}")
        for earlier in messages.lines_before(tx, message.case_id, message.ts, EARLIER_MESSAGES)
    ]
    lines += [
        (row.ts or "", f"desk: {Reply.model_validate(row.body).plain()}")
        for row in replies.newest_sent(tx, message.case_id, EARLIER_MESSAGES)
    ]
    return "\n".join(fold_characters(line[:1500]) for _, line in sorted(lines)[-EARLIER_MESSAGES:])


def _target(conversation: Conversation) -> ReplyTarget:
    case = conversation.case
    return ReplyTarget(
        case.team_id, case.channel, conversation.message.thread_ts, conversation.message.ts, case.requester
    )


async def _work_out(
    desk: Desk, conversation: Conversation, deliver: Delivery, target: ReplyTarget
) -> tuple[Reply, Response]:
    """Work out the reply. A bug on the way is logged and becomes a true sentence and a person, never silence."""
    try:
        found = await understand(conversation)
        conversation = replace(conversation, classification=found.classification)
        response = await perform(desk, conversation, decide(found, conversation), found.leftovers, deliver, target)
    except FrontdeskError:
        raise
    except Exception:
        log.exception("answer_failed", run=conversation.run.name)
        response = failure()
    return compose(conversation, response)
