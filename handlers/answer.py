"""The durable flow: one turn becomes one reply. Safe to run again at any time, after any crash.

Finished steps are read back from the journal. Three transactions: what the tasks produced; the reply, ready to be sent
(``sending``); its posting (``sent``), with what it means for the case. Only a reply found in ``sending`` is looked
for in Slack before it is posted again; one that Slack is known not to have taken goes back to ``planned``.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

import structlog
from structlog.contextvars import bind_contextvars, unbind_contextvars

from handlers.answers.offers import answer_chosen
from handlers.cases.handover import when_people_come
from handlers.conversation.earlier_answer import earlier_answer
from handlers.conversation.held import held_for
from handlers.conversation.reading import is_cut
from handlers.conversation.standing_offers import chosen_by, standing_in
from handlers.desk import FAILURE, Conversation, Delivery, Desk, ReplyTarget, Response, Transcript
from handlers.outbox.posting import LONGEST_ASKED_S, ClaimedByAnother, pause_s
from handlers.outbox.privacy import answer_here, in_sight, private_before, wants_it_here
from handlers.outbox.send import give_up, plan_reply, resume, send, withhold
from handlers.perform.compose import compose, failure, with_reasons
from handlers.perform.multipart import WantedNoMore
from handlers.perform.perform import perform
from handlers.policy.decide import decide
from handlers.runtime.published_cache import PublishedFaqs
from handlers.runtime.resting import LONGEST_HELD_S
from handlers.runtime.stops import Stopped, stopped_streams
from handlers.understanding.completing import complete, only_calls
from handlers.understanding.understand import understand
from storage import cases, journal, messages, replies, runs, turns
from storage.attached import from_rows
from storage.database import Tx
from storage.errors import FrontdeskError, Misconfigured, Refused, Transient
from storage.prepared import together
from storage.records import AWAITING_ACCOUNT, AuthorKind, Case, Customer, Message, MessageKey, Post, TaskRow, Turn
from workflows.journal import Run
from workflows.language.folding import fold_characters
from workflows.language.passages import Parted, Passage, parted
from workflows.reply import Reply
from workflows.telemetry import TurnOutcome

EARLIER_MESSAGES = 12
LONGEST_LINE = 1500  # characters of each that are read again
CLOCKS_DIFFER = timedelta(
    seconds=1
)  # of processes that work on one database: one says that a turn is ready, one answers
log = structlog.get_logger(__name__)


async def answer(desk: Desk, key: MessageKey, deliver: Delivery) -> None:
    """Answer the turn that began with the message ``key``; return when it is owed no answer any more.

    While Slack is down or busy it waits and tries again; the work already done is kept in the database. When the next
    try is far off it returns, too: the turn is still owed, and its lane rests (``handlers.runtime.resting``).
    """
    try:
        outcome = None if await _rests(desk, key) else await _until_settled(desk, key, deliver)
    finally:
        unbind_contextvars("case", "run")
    if outcome is not None:
        desk.telemetry.counts.turn_ended(outcome)
    deliver.end_progress(key)


async def _rests(desk: Desk, key: MessageKey) -> bool:
    """Say whether an earlier turn of the same lane is still owed its answer, and waits."""
    if not desk.resting:
        return False
    turn = await desk.db.read(lambda tx: turns.get_turn(tx, key))
    return turn is not None and desk.resting.rests(turn.row.lane)


async def _let_rest(desk: Desk, key: MessageKey, error: Transient | Misconfigured) -> bool:
    """Let the turn's lane rest; False if the database is away: then nothing can be noted, and nothing is missed."""
    try:
        turn = await desk.db.read(lambda tx: turns.get_turn(tx, key))
    except Transient:
        return False
    if turn is not None:
        desk.resting.rest(turn.row.lane, error, LONGEST_ASKED_S, desk.now())
    return True


async def _until_settled(desk: Desk, key: MessageKey, deliver: Delivery) -> TurnOutcome | None:
    """Return how it ended; None: it is owed as before, and its lane rests."""
    tries = 0
    while True:
        try:
            outcome = await _answer_once(desk, key, deliver)
            if outcome is not None:
                return outcome
        except ClaimedByAnother:
            log.warning("answered_elsewhere", channel=key.channel, ts=key.ts)
            return "elsewhere"
        except Refused as error:
            log.warning("reply_refused", channel=key.channel, ts=key.ts, why=str(error))
            await give_up(desk, key, str(error), is_refused=True)
            return "refused"
        except (Transient, Misconfigured) as error:
            log.warning("reply_delayed", channel=key.channel, ts=key.ts, why=str(error))
            tries += 1
            wait_s = pause_s(error, tries)
            if wait_s > LONGEST_HELD_S and await _let_rest(desk, key, error):
                return None
            await asyncio.sleep(wait_s)
        except Exception:  # edge: of the job of an answer; its case goes to a person
            log.exception("answer_broken", channel=key.channel, ts=key.ts)
            await give_up(desk, key, FAILURE)
            return "failed"


async def _answer_once(desk: Desk, key: MessageKey, deliver: Delivery) -> TurnOutcome | None:
    """Answer the turn's present text; None if that, or what it completes, changed: it has to be answered anew."""
    conversation, planned = await _load(desk, key)
    if conversation is not None and planned is None and await complete(desk, conversation, deliver):
        conversation, planned = await _load(desk, key)
    if conversation is None:
        await _settle_unowed(desk, key, deliver)
        return "not_owed"
    case = conversation.case.number
    bind_contextvars(case=case, run=conversation.run.name)  # for each line of the log from here on
    desk.telemetry.spans.note(case=case)
    target = _target(conversation)
    if planned is not None:
        is_settled = await resume(desk, conversation.turn, planned, deliver)
        if is_settled:
            deliver.settle_progress(target, conversation.turn.first)
        return "answered" if is_settled else None
    if conversation.case.taken_over:
        deliver.settle_progress(target, conversation.turn.first)
        await withhold(desk, conversation.turn)
        return "withheld"
    if conversation.replaces is None:  # an update takes no status line away, as a message does
        deliver.status(target)
    planned = await _planned(desk, conversation, deliver, target)
    if planned is None:
        return None
    await send(desk, conversation.turn, planned, deliver)
    return "answered"


async def _planned(desk: Desk, conversation: Conversation, deliver: Delivery, target: ReplyTarget) -> Post | None:
    """Work out the reply and plan it; None if the turn has to be answered anew."""
    turn = conversation.turn
    try:
        async with desk.stops.unless_stopped(turn.key):
            conversation, reply, response = await _work_out(desk, conversation, deliver, target)
        deliver.settle_progress(target, turn.first)
        planned = await plan_reply(desk, conversation, reply, response)
    except Stopped:
        return None
    except WantedNoMore:
        await conversation.run.kept()
        await desk.db.write(lambda tx: _understand_anew(tx, turn))
        return None
    finally:
        await conversation.run.kept()
    if planned is None:
        await desk.case_events.publish(conversation.case.id)
    return planned


async def _settle_unowed(desk: Desk, key: MessageKey, deliver: Delivery) -> None:
    """Settle a reply that was on its way when its turn was deleted: what was done for it stands only if it does.

    What was shown of a turn that was stopped says so, and is left.
    """

    def read(tx: Tx) -> tuple[Turn, Post | None, list[str] | None] | None:
        turn = turns.get_turn(tx, key)
        if turn is None:
            return None
        unfinished = None if turn.standing else replies.unfinished_of(tx, turn.first.id)
        return turn, unfinished, stopped_streams(tx, turn)

    found = await desk.db.read(read)
    if found is None:
        return
    turn, unfinished, streams = found
    if streams is not None:
        deliver.stopped(key, streams)
    if unfinished is not None:
        await resume(desk, turn, unfinished, deliver)


async def _load(desk: Desk, key: MessageKey) -> tuple[Conversation | None, Post | None]:
    """Read the conversation around a turn that is owed an answer, and the reply if it is planned already.

    From here on the text is folded: look-alike characters are plain ones. The rows keep the text as it was written.

    What an interrupted run of an older text did and never announced is taken back first.
    """
    conversation, planned, is_stale = await desk.db.read(lambda tx: _read(tx, desk, key))
    if conversation is not None and is_stale:
        turn = conversation.turn
        await desk.db.write(lambda tx: _take_back_older(tx, turn, desk.now()))
        conversation, planned, _ = await desk.db.read(lambda tx: _read(tx, desk, key))
    return conversation, planned


def _take_back_older(tx: Tx, turn: Turn, now: datetime) -> None:
    cases.hold_cases(tx, [turn.case_id])
    runs.take_back(tx, turn, now, but=turn.run)


def _understand_anew(tx: Tx, turn: Turn) -> None:
    """Let the steps of this text be done anew: they understood it beside what is not asked any more."""
    cases.hold_cases(tx, [turn.case_id])
    journal.set_aside(tx, turn.run)


def _read(tx: Tx, desk: Desk, key: MessageKey) -> tuple[Conversation | None, Post | None, bool]:
    turn = turns.get_turn(tx, key)
    if turn is None or not turn.is_owed or turn.row.gathers(desk.now() + CLOCKS_DIFFER):
        return None, None, False
    team_id, case_id, author = turn.key.team_id, turn.case_id, turn.row.author
    ids = [message.id for message in turn.standing]
    run = Run(turn.run, case_id, team_id, desk.db, desk.model, turn_id=turn.id, message_ids=ids)
    case: Case
    rows: list[TaskRow]
    customer: Customer
    lines: list[Message]
    faqs: PublishedFaqs
    planned: Post | None
    case, _, rows, customer, lines, faqs, planned = together(
        tx,
        lambda: cases.get_case(tx, case_id),
        lambda: run.load(tx),
        lambda: runs.tasks_at_hand(tx, turn),
        lambda: cases.get_customer(tx, team_id, author),
        lambda: messages.lines_before(tx, case_id, turn.row.ts, EARLIER_MESSAGES),
        lambda: desk.published_faqs.faqs_of(tx, team_id),
        lambda: replies.reply_at_hand(tx, turn.first.id, turn.run),
    )
    pending = [row for row in rows if _unfinished(row, turn)]
    waiting = next((row for row in pending if row.id == case.waiting_task), None)
    ordered = sorted(pending, key=lambda row: row.id != case.waiting_task)
    from_requester = author == case.requester
    # Before its first response nothing of ours stands in a case.
    sent = replies.newest_sent(tx, turn.case_id, EARLIER_MESSAGES) if case.first_response_at is not None else []
    shown = in_sight(turn.row.channel, lines, sent)
    seen = _transcript(*shown)
    known = seen if not from_requester or shown == (lines, sent) else _transcript(lines, sent)
    said = _said(turn)
    conversation = Conversation(
        turn=_folded(turn),
        case=case,
        customer=_as_then(customer, case, turn),
        waiting=waiting if from_requester else None,
        pending=tuple(ordered) if from_requester else (),
        earlier=known,
        in_sight=known if turn.first.is_dm else seen,
        run=run,
        now=desk.now(),
        faqs=faqs,
        held=held_for(tx, case, author),
        stated=_stated(sent),
        offered=standing_in(sent) if from_requester else (),
        own=said.own,
        passages=said.passages,
        replaces=earlier_answer(tx, turn),
        wants_it_here=private_before(case, sent) if from_requester and wants_it_here(said.own) else None,
        files=tuple(file for one in turn.standing for file in from_rows(one.files)),
        is_cut=any(is_cut(one.text) for one in turn.standing),
    )
    return conversation, planned, any(_is_older(row, turn) for row in rows)


def _as_then(known: Customer, case: Case, turn: Turn) -> Customer:
    """Return what is known of who wrote the turn, as it was when they wrote it.

    What they were asked since, at another place or by an answer that never came, they have not left unanswered.
    """
    asked_at = known.account_asked_at
    if asked_at is None or asked_at < turn.row.opened_at or case.awaiting == AWAITING_ACCOUNT:
        return known
    return replace(known, account_asked_at=None)


def _said(turn: Turn) -> Parted:
    """Return what a turn says: the words of its author, and others' that they pass on, or that were said for them."""
    own = parted(fold_characters("\n".join(one.text for one in turn.standing if one.author == turn.row.author)))
    others = (one for one in turn.standing if one.author != turn.row.author and not only_calls(one.text))
    said = (Passage("forward", one.author, parted(fold_characters(one.text)).read) for one in others)
    return Parted(own.own, (*own.passages, *said))


def _folded(turn: Turn) -> Turn:
    """Return the turn with its texts as they are read: look-alikes folded, what is passed on without its labels."""
    return replace(turn, messages=tuple(replace(one, text=_as_read(one, turn)) for one in turn.messages))


def _as_read(message: Message, turn: Turn) -> str:
    """Return a message's words; of who only calls the desk for somebody else, none."""
    if message.author != turn.row.author and only_calls(message.text):
        return ""
    return parted(fold_characters(message.text)).read


def _is_older(row: TaskRow, turn: Turn) -> bool:
    """Say whether a task was worked on for an older text of the turn."""
    return row.turn_id == turn.id and row.run != turn.run and row.state != "cancelled"


def _unfinished(row: TaskRow, turn: Turn) -> bool:
    """Say whether a task lacks a field or a yes, or was filled by this very run before it was interrupted."""
    return row.state in {"pending", "asked"} or (row.run == turn.run and row.state != "cancelled")


def _stated(sent: Sequence[Post]) -> frozenset[str]:
    """Return what the small print in the case has said: each reply carries on what those before it said."""
    carried = (note for row in sent for note in (row.outcome or {}).get("stated", ()))
    return frozenset(carried) | {note for row in sent for note in Reply.model_validate(row.body).notes}


def _transcript(said: Sequence[Message], sent: Sequence[Post]) -> Transcript:
    """Return the newest of the messages and replies before a turn."""
    lines: list[tuple[str, AuthorKind | Literal["desk"], str]] = [(one.ts, one.author_kind, one.text) for one in said]
    lines += [(row.ts or "", "desk", Reply.model_validate(row.body).plain()) for row in sent]
    newest = sorted(lines)[-EARLIER_MESSAGES:]
    return Transcript(tuple((author, fold_characters(words[:LONGEST_LINE])) for _, author, words in newest))


def _target(conversation: Conversation) -> ReplyTarget:
    case, turn = conversation.case, conversation.turn
    return ReplyTarget(case.team_id, turn.row.channel, turn.answer_thread, turn.key.ts, case.requester)


async def _work_out(
    desk: Desk, conversation: Conversation, deliver: Delivery, target: ReplyTarget
) -> tuple[Conversation, Reply, Response]:
    """Work out the reply; return it with the conversation as it was understood.

    A bug on the way is logged and becomes a true sentence and a person, never silence.
    """
    try:
        nothing_waits = conversation.waiting is None
        chosen = chosen_by(conversation.own, conversation.offered, numbers=nothing_waits)
        if conversation.wants_it_here is not None:
            conversation, response = answer_here(conversation, conversation.wants_it_here)
        elif chosen is not None:
            response = answer_chosen(conversation, chosen)
        else:
            found = await understand(conversation)
            conversation = replace(conversation, classification=found.classification)
            response = await perform(desk, conversation, decide(found, conversation), found.leftovers, deliver, target)
    except FrontdeskError:
        raise
    except Exception:  # edge: of understanding and doing; a person is called, and the customer told
        log.exception("answer_failed", run=conversation.run.name)
        response = failure()
    response = with_reasons(conversation, response)
    is_new = response.hand_over and conversation.case.status != "escalated"
    when = await when_people_come(desk, conversation) if is_new else ""
    return conversation, compose(conversation, response, when), response
