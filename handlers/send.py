"""Posting a planned reply exactly once, and what that means for the case."""

from datetime import datetime
from typing import Any

from handlers.cases.escalation import await_person
from handlers.desk import Conversation, Delivery, Desk, HandoffSettings, ReplyTarget, Response
from handlers.record_states import record_states
from storage import cases, faq_gaps, journal, messages, notes, replies, runs, tasks
from storage.database import Tx
from storage.errors import FrontdeskError, Transient
from storage.records import AWAITING_CANCEL, Case, CaseStatus, Message, MessageKey, ReplyRow
from workflows.reply import Reply

CHANGED = "what it says was changed before it was posted"


class ClaimedByAnother(FrontdeskError):
    """Another process is answering this message: nothing is left to do here."""

    def __init__(self) -> None:
        super().__init__("another process answers this message")


async def plan_reply(conversation: Conversation, reply: Reply, response: Response) -> ReplyRow | None:
    """Store the reply, ready to be sent (``sending``), and what it will mean for the case; return the row.

    None if the text was edited or deleted meanwhile, or a person took over: what was done for it and never announced is
    taken back, and nothing is posted.
    """

    def change(tx: Tx) -> ReplyRow | None:
        if not _still_wanted(tx, conversation.message, conversation.now):
            return None
        final = _is_final(tx, conversation, response)
        row = {
            "team_id": conversation.case.team_id,
            "run": conversation.run.name,
            "case_id": conversation.case.id,
            "message_id": conversation.message.id,
            "channel": conversation.case.channel,
            "thread_ts": conversation.message.thread_ts,
            "body": reply.model_copy(update={"final": final}).model_dump(mode="json"),
            "outcome": {
                **_outcome(conversation, response),
                "standing": record_states(tx, conversation.case.team_id, reply),
            },
            "state": "sending",
            "created_at": conversation.now,
        }
        if not replies.plan_reply(tx, row):
            raise ClaimedByAnother
        faq_gaps.keep_gaps(tx, conversation.message, response.gaps, conversation.now)
        if response.customer is not None:
            cases.keep_customer(tx, response.customer)
        return replies.reply_of(tx, conversation.run.name)

    return await conversation.run.commit(change)


def _is_final(tx: Tx, conversation: Conversation, response: Response) -> bool:
    """Say whether the reply answers its requester in full: nothing is asked, nothing handed over, no one else owes."""
    done = response.sections and not (response.hand_over or response.drops_pending or response.unsure)
    if not done or response.awaiting or not conversation.from_requester or conversation.case.status == "escalated":
        return False
    return tasks.pending_task(tx, conversation.case.id) is None


def _outcome(conversation: Conversation, response: Response) -> dict[str, Any]:
    """Return what the reply means for the case once it is posted."""
    return {
        "awaiting": response.awaiting if conversation.from_requester else conversation.case.awaiting,
        "hand_over": list(response.hand_over),
        "urgent": response.urgent,
        "drops_pending": response.drops_pending,
        "unsure": response.unsure and conversation.from_requester,
        "route": response.route,
        "told_by": response.answered_from,
        "language": conversation.classification.language if conversation.classification is not None else None,
    }


def _still_wanted(tx: Tx, message: Message, now: datetime, planned: ReplyRow | None = None) -> bool:
    """Say whether the text is still the one that was answered and the thread still ours; else take the work back.

    ``planned``: its reply, which is not posted; it is given up then.
    """
    case = cases.lock_case(tx, message.case_id)
    current = messages.get_message(tx, message.key)
    is_same = current is not None and current.run == message.run and current.deleted_at is None
    is_owed = is_same and current is not None and current.handled_at is None
    is_closed = case.taken_over or (planned is not None and _resolved_since(case, planned.created_at))
    if is_owed and not is_closed:
        return True
    if planned is not None:
        replies.supersede(tx, planned.id)
    runs.take_back(tx, message, now)
    if is_owed:
        messages.mark_handled(tx, message.id, now)
        if case.taken_over:
            detail = f"{case.assignee or 'a person'} took over before the reply was posted"
            cases.add_event(tx, case, now, actor="frontdesk", event="reply withheld", detail=detail)
    return False


def _resolved_since(case: Case, when: datetime) -> bool:
    return case.status == "resolved" and case.resolved_at is not None and case.resolved_at >= when


def _change_case(tx: Tx, case: Case, outcome: dict[str, Any], now: datetime, handoff: HandoffSettings) -> bool:
    """Set what the case waits for and its status; write down who handed over and why. Say whether a person owes."""
    if outcome["drops_pending"]:
        tasks.drop_pending(tx, case.id, now)
    pending = tasks.pending_task(tx, case.id)
    # A person who resolved it while the reply was on its way has decided that nobody owes anything.
    hand_over = [] if case.status == "resolved" else outcome["hand_over"]
    awaiting = f"task:{pending}" if pending is not None else None if hand_over else outcome["awaiting"]
    if (outcome["awaiting"] or "").startswith(AWAITING_CANCEL):  # asked last, so that is what a "yes" answers
        awaiting = outcome["awaiting"]
    status = _status(case, awaiting, handed_over=bool(hand_over))
    event, detail = (
        ("escalated", ", ".join(hand_over)) if hand_over else ("replied", _reply_detail(status, outcome.get("told_by")))
    )
    cases.add_event(tx, case, now, actor="frontdesk", event=event, detail=detail)
    cases.update_case(
        tx,
        case.id,
        now,
        status=status,
        awaiting=awaiting,
        unsure_count=case.unsure_count + 1 if outcome["unsure"] else 0,
        priority="urgent" if outcome["urgent"] else case.priority,
        route=_route(tx, case, outcome["route"]),
        language=outcome["language"] or case.language,
        first_response_at=case.first_response_at or now,
    )
    if status == "escalated" and hand_over:
        await_person(tx, handoff, case, now)
    return status == "escalated"


def _route(tx: Tx, case: Case, found: str | None) -> str | None:
    """Return where the case belongs after the reply: where staff say it does, else where its last message does."""
    if found is None or (case.route not in {None, found} and notes.corrections_of(tx, case.id)):
        return case.route
    return found


def _reply_detail(status: CaseStatus, by: str | None) -> str:
    return f"{status}, from {by}" if by else status


def _status(case: Case, awaiting: str | None, *, handed_over: bool) -> CaseStatus:
    if case.status == "resolved":
        return "resolved"  # by a person, while the reply was on its way
    if handed_over or case.status == "escalated":
        return "escalated"
    return "waiting" if awaiting else "answered"


async def withhold(desk: Desk, message: Message) -> None:
    """Answer nothing: a person has taken over the thread."""
    await desk.db.write(lambda tx: _still_wanted(tx, message, desk.now()))


async def resume(desk: Desk, message: Message, planned: ReplyRow, deliver: Delivery, target: ReplyTarget) -> bool:
    """Go on with a reply that an earlier attempt planned; False if it is not wanted any more."""
    if planned.state == "sending":
        posted = await deliver.find(target, planned.id)
        if not posted and not await desk.db.write(lambda tx: _still_true(tx, desk, message, planned)):
            return False
        await send(desk, message, planned, deliver, target, posted)
        return True
    if planned.state != "planned":
        return True
    wanted = await desk.db.write(lambda tx: _claim(tx, desk, message, planned))
    if wanted:
        await send(desk, message, planned, deliver, target)
    return wanted


async def settle_earlier(
    desk: Desk, message: Message, earlier: ReplyRow, deliver: Delivery, target: ReplyTarget
) -> bool:
    """Settle an unfinished reply to a text the message had before it was edited.

    True: it is posted, so it is the answer. False: it is not; what was done for it is taken back.
    """
    posted = await deliver.find(target, earlier.id) if earlier.state == "sending" else {}
    if posted:
        await send(desk, message, earlier, deliver, target, posted)
        return True

    def take_back(tx: Tx) -> None:
        cases.hold_cases(tx, [message.case_id])
        if replies.supersede(tx, earlier.id):
            runs.take_back(tx, message, desk.now())

    await desk.db.write(take_back)
    return False


async def send(
    desk: Desk,
    message: Message,
    planned: ReplyRow,
    deliver: Delivery,
    target: ReplyTarget,
    posted: dict[int, str] | None = None,
) -> None:
    """Post the pages that are still missing of a reply that is claimed for sending; note that it is sent."""
    try:
        ts = await deliver.post(target, planned.id, Reply.model_validate(planned.body), posted or {})
    except Transient as error:
        if not error.may_have_happened:
            await desk.db.write(lambda tx: replies.unclaim(tx, planned.id))
        raise
    sent_at = desk.now()
    if await desk.db.write(lambda tx: _mark_sent(tx, message, planned, (ts, sent_at), desk.handoff)):
        await desk.case_changed(message.case_id)


def _still_true(tx: Tx, desk: Desk, message: Message, planned: ReplyRow) -> bool:
    """Say whether a reply that is not posted yet is wanted and true to our records; else give it up.

    If staff changed meanwhile what this message led to, a person gets it; what only reported other work is redone.
    """
    now = desk.now()
    if not _still_wanted(tx, message, now, planned):
        return False
    if record_states(tx, message.team_id, Reply.model_validate(planned.body)) == planned.outcome.get("standing", {}):
        return True
    replies.supersede(tx, planned.id)
    if tasks.tasks_of_run(tx, message.run):
        runs.take_back(tx, message, now)
        _to_a_person(tx, desk, message, "reply withheld", CHANGED)
    else:
        replies.set_aside(tx, message.id)
        journal.set_aside(tx, message.run)
    return False


def _claim(tx: Tx, desk: Desk, message: Message, planned: ReplyRow) -> bool:
    """Say whether the reply is still wanted and true, and claim it then."""
    if not _still_true(tx, desk, message, planned):
        return False
    if not replies.claim_sending(tx, planned.id):
        raise ClaimedByAnother
    return True


def _mark_sent(
    tx: Tx, message: Message, planned: ReplyRow, sent: tuple[str, datetime], handoff: HandoffSettings
) -> bool:
    """Note that the reply is posted, and what follows for the case. Say whether a person owes something in it."""
    ts, now = sent
    case = cases.lock_case(tx, message.case_id)
    replies.mark_sent(tx, planned.id, ts, now)
    messages.mark_handled(tx, message.id, now)
    waits = _change_case(tx, case, planned.outcome, now, handoff)
    current = messages.get_message(tx, message.key)
    if current is not None and current.edited_ts is not None and current.run != planned.run:
        detail = "too late for the reply, which answers the text before it"
        cases.add_event(tx, case, now, actor=message.author, event="edited", detail=detail)
    return waits


def _to_a_person(tx: Tx, desk: Desk, message: Message, event: str, why: str) -> None:
    """Owe the message no answer of ours any more: a person owes one, and the timeline says why."""
    now = desk.now()
    case = cases.lock_case(tx, message.case_id)
    cases.update_case(tx, case.id, now, status="escalated", resolved_at=None)
    cases.add_event(tx, case, now, actor="frontdesk", event=event, detail=why)
    await_person(tx, desk.handoff, case, now)
    messages.mark_handled(tx, message.id, now)


async def give_up(desk: Desk, key: MessageKey, why: str) -> None:
    """Slack will never take this reply (channel gone, bot removed): a person owes, and the timeline says why."""

    def change(tx: Tx) -> int | None:
        message = messages.get_message(tx, key)
        if message is None:
            return None
        _to_a_person(tx, desk, message, "reply not delivered", why)
        unsent = replies.reply_of(tx, message.run)
        if unsent is not None:
            replies.supersede(tx, unsent.id)
        return message.case_id

    case_id = await desk.db.write(change)
    if case_id is not None:
        await desk.case_changed(case_id)
