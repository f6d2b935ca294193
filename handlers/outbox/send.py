"""Posting a planned reply exactly once, and what that means for the case."""

from datetime import datetime
from typing import Any

from handlers.answers.choices import keep_choice
from handlers.cases.escalation import await_person
from handlers.cases.set_aside import say_unfinished
from handlers.desk import Conversation, Delivery, Desk, HandoffSettings, Response
from handlers.outbox.posting import ClaimedByAnother, Meaning, post_claimed, try_post
from handlers.outbox.privacy import plan_private
from handlers.outbox.record_states import record_states
from storage import cases, faq_gaps, journal, notes, posts, replies, runs, tasks, turns
from storage.database import Tx
from storage.executors import holds_lease
from storage.prepared import together
from storage.records import AWAITING_CANCEL, HERE, Case, CaseStatus, MessageKey, Post, Turn
from workflows.reply import Reply, Section
from workflows.routes import RouteName

SURE = 0.5  # of a classification; below it the desk answers as to a general question
REPLACED = Reply(
    sections=(Section(text="(this answer was replaced after an edit)"),)
)  # of the row; Slack shows the new
CHANGED = "what it says was changed before it was posted"


async def plan_reply(desk: Desk, conversation: Conversation, reply: Reply, response: Response) -> Post | None:
    """Store the reply, claimed for this process, and what it will mean for the case; return the row.

    None if the text was edited or deleted meanwhile, or a person took over: what was done for it and never announced is
    taken back, and nothing is posted. None as well if a return it authorises was cancelled since it was looked up: the
    reply is then only ``planned``, and ``resume`` finds out.
    """

    def change(tx: Tx, current: Turn | None) -> Post | None:
        if not _is_still_wanted(tx, conversation.turn, current, conversation.now):
            return None
        _take_back_untold(tx, conversation, response)
        offered = {
            "final": _is_final(tx, conversation, response),
            "offers_person": _offers_person(conversation, response),
        }
        stands = record_states(tx, conversation.case.team_id, reply)
        says = {**stands, **{section.rma: "issued" for section in reply.sections if section.rma}}
        # Without a lease it is planned only: whoever may act claims it.
        claimed = says == stands and holds_lease(tx, desk.claimant)
        replaced = conversation.replaces.post if conversation.replaces else None
        row = {
            "team_id": conversation.case.team_id,
            "key": replies.key_of(conversation.run.name),
            "kind": posts.REPLY,
            "case_id": conversation.case.id,
            "message_id": conversation.turn.first.id,
            "channel": conversation.turn.row.channel,
            "thread_ts": conversation.turn.answer_thread if replaced is None else replaced.thread_ts,
            "after_ts": conversation.turn.row.ts,
            "body": reply.model_copy(update=offered).model_dump(mode="json"),
            "outcome": {
                **_outcome(conversation, response),
                "stated": sorted(conversation.stated.union(reply.notes, [conversation.case.number])),
                "standing": says,
                "replaces": None if replaced is None else {"post": replaced.id, "ts": replaced.ts},
            },
            "state": "sending" if claimed else "planned",
            "claimed_by": desk.claimant.name if claimed else None,
            "claimed_at": conversation.now if claimed else None,
            "created_at": conversation.now,
        }
        planned = posts.plan_new(tx, row)
        if planned is None:
            raise ClaimedByAnother
        faq_gaps.keep_gaps(tx, conversation.turn, response.gaps, conversation.now)
        if response.chosen is not None:
            keep_choice(tx, conversation, response.chosen)
        if response.customer is not None:
            cases.keep_customer(tx, response.customer)
        return planned if claimed else None

    return await conversation.run.commit_to_turn(change)


def _take_back_untold(tx: Tx, conversation: Conversation, response: Response) -> None:
    """Take back what was done or asked for this text and its reply does not say: nobody would know of it.

    A later "yes" would be taken for one to a question that nobody has read.
    """
    if response.untold == "all":
        runs.take_back(tx, conversation.turn, conversation.now)
    elif response.untold == "questions":
        tasks.drop_opened(tx, conversation.case.id, conversation.run.name, conversation.now)


def _is_final(tx: Tx, conversation: Conversation, response: Response) -> bool:
    """Say whether the reply answers its requester in full: nothing is asked, nothing handed over, no one else owes."""
    done = response.sections and not (
        response.hand_over or response.drops_pending or response.drops_asked or response.unsure
    )
    if not done or response.awaiting or not conversation.from_requester or conversation.case.status == "escalated":
        return False
    return tasks.pending_task(tx, conversation.case.id) is None


def _offers_person(conversation: Conversation, response: Response) -> bool:
    """Say whether the reply offers its requester a person: each does that does not hand over, in no person's case."""
    return conversation.from_requester and not response.hand_over and conversation.case.status != "escalated"


def _outcome(conversation: Conversation, response: Response) -> dict[str, Any]:
    """Return what the reply means for the case once it is posted."""
    return {
        "awaiting": response.awaiting if conversation.from_requester else conversation.case.awaiting,
        "hand_over": list(response.hand_over),
        "urgent": response.urgent,
        "drops_pending": response.drops_pending,
        "drops_asked": list(response.drops_asked),
        "needs_nobody": response.needs_nobody,
        "opens_thread": response.opens_thread,
        "unsure": response.unsure and conversation.from_requester,
        "route": _belongs(conversation, response),
        "told_by": response.answered_from,
        "language": conversation.classification.language if conversation.classification is not None else None,
    }


def _belongs(conversation: Conversation, response: Response) -> RouteName | None:
    """Return where the message belongs: to billing if an invoice was looked at, else where it was classified for sure.

    What is left says the reply: the order of a message about its charge is no reason to call it a general question.
    """
    classified = conversation.classification
    if classified is None or response.route == "billing_inquiry":
        return response.route
    return classified.route if classified.confidence >= SURE else response.route or classified.route


def _still_wanted(tx: Tx, turn: Turn, now: datetime, planned: Post | None = None) -> bool:
    """Do as ``_is_still_wanted`` with the turn as it is now."""
    cases.hold_cases(tx, [turn.case_id])
    return _is_still_wanted(tx, turn, turns.get_turn(tx, turn.key), now, planned)


def _is_still_wanted(tx: Tx, turn: Turn, current: Turn | None, now: datetime, planned: Post | None = None) -> bool:
    """Say whether the text is still the one that was answered and the thread still ours; else take the work back.

    ``current``: the turn as it is now, its case held. ``planned``: its reply, which is not posted; it is given up then.
    """
    case = cases.lock_case(tx, turn.case_id)
    answered = turn.run if planned is None else replies.run_of(planned)
    is_owed = current is not None and current.is_owed
    is_closed = case.taken_over or (planned is not None and _resolved_since(case, planned.created_at))
    if is_owed and current is not None and current.run == answered and not is_closed:
        return True
    if planned is not None:
        posts.supersede(tx, planned.id)
    runs.take_back(tx, turn, now)
    if is_owed and is_closed:
        turns.settle(tx, turn.id, "dropped", now)
        if case.taken_over:
            detail = f"{case.assignee or 'a person'} took over before the reply was posted"
            cases.add_event(tx, case, now, actor="frontdesk", event="reply withheld", detail=detail)
    return False


def _resolved_since(case: Case, when: datetime) -> bool:
    return case.status == "resolved" and case.resolved_at is not None and case.resolved_at >= when


def _change_case(tx: Tx, case: Case, outcome: dict[str, Any], now: datetime, handoff: HandoffSettings) -> None:
    """Set what the case waits for and its status; write down who handed over and why."""
    if outcome["drops_pending"]:
        tasks.drop_pending(tx, case.id, now)
    tasks.drop_asked(tx, outcome.get("drops_asked", ()), now)
    pending = tasks.pending_task(tx, case.id)
    # A person who resolved it while the reply was on its way has decided that nobody owes anything.
    hand_over = [] if case.status == "resolved" else outcome["hand_over"]
    awaiting = f"task:{pending}" if pending is not None else None if hand_over else outcome["awaiting"]
    if (outcome["awaiting"] or "").startswith(AWAITING_CANCEL):  # asked last, so that is what a "yes" answers
        awaiting = outcome["awaiting"]
    waits_on = case.status == "escalated" and not outcome.get("needs_nobody")
    status = _status(case, awaiting, escalated=bool(hand_over) or waits_on)
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
        privacy=HERE if outcome.get("opens_thread") else case.privacy,
        first_response_at=case.first_response_at or now,
    )
    if status == "escalated" and hand_over:
        await_person(tx, handoff, case, now)


def _route(tx: Tx, case: Case, found: str | None) -> str | None:
    """Return where the case belongs after the reply: where staff say it does, else where its first message does.

    One that has been a general question becomes what a later message makes of it; no follow-up makes it general again.
    """
    if case.route is None or found is None or case.route not in {found, "general_question"}:
        return case.route or found  # who corrects a route gives the case one
    return case.route if case.route != found and notes.corrections_of(tx, case.id) else found


def _reply_detail(status: CaseStatus, by: str | None) -> str:
    return f"{status}, from {by}" if by else status


def _status(case: Case, awaiting: str | None, *, escalated: bool) -> CaseStatus:
    if case.status == "resolved":
        return "resolved"  # by a person, while the reply was on its way
    if escalated:
        return "escalated"
    return "waiting" if awaiting else "answered"


async def withhold(desk: Desk, turn: Turn) -> None:
    """Answer nothing: a person has taken over the thread."""
    await desk.db.write(lambda tx: _still_wanted(tx, turn, desk.now()))
    await desk.case_events.publish(turn.case_id)


async def resume(desk: Desk, turn: Turn, planned: Post, deliver: Delivery) -> bool:
    """Go on with a reply that an earlier attempt planned, for this text or an earlier one; False if it is not wanted.

    One to an earlier text that stands in Slack already is the answer; one that does not is taken back.
    """
    if planned.state not in {"planned", "sending"}:
        return True
    posted = await try_post(desk, planned, deliver, _meaning(desk, turn))
    await desk.case_events.publish(turn.case_id)
    return posted


async def send(desk: Desk, turn: Turn, planned: Post, deliver: Delivery) -> None:
    """Post a reply that was planned and claimed a moment ago; note that it is sent."""
    about = await post_claimed(desk, planned, deliver, _meaning(desk, turn))
    await desk.case_events.publish(turn.case_id, posts=about)


def _meaning(desk: Desk, turn: Turn) -> Meaning:
    """Return what it means for a turn and its case that the reply is posted, or not wanted any more."""
    return Meaning(
        wanted=lambda tx, planned: _still_true(tx, desk, turn, planned),
        settled=lambda tx, reply: reply_stands(tx, turn, reply, desk.now(), desk.handoff),
    )


def _still_true(tx: Tx, desk: Desk, turn: Turn, planned: Post) -> bool:
    """Say whether a reply that is not posted yet is wanted and true to our records; else give it up.

    If staff changed meanwhile what this message led to, a person gets it; what only reported other work is redone.
    """
    now = desk.now()
    if not _still_wanted(tx, turn, now, planned):
        return False
    standing = (planned.outcome or {}).get("standing")
    # An older version noted nothing: there is nothing to compare with.
    if standing is None or record_states(tx, turn.key.team_id, Reply.model_validate(planned.body)) == standing:
        return True
    posts.supersede(tx, planned.id)
    if tasks.tasks_of_run(tx, turn.run):
        runs.take_back(tx, turn, now)
        _to_a_person(tx, desk, turn, "reply withheld", CHANGED)
    else:
        replies.set_aside(tx, turn.first.id)
        journal.set_aside(tx, turn.run)
    return False


def reply_stands(tx: Tx, turn: Turn, reply: Post, now: datetime, handoff: HandoffSettings) -> None:
    """Note what follows for the turn and its case from the reply's being posted."""
    case: Case
    current: Turn | None
    case, current = together(tx, lambda: cases.lock_case(tx, turn.case_id), lambda: turns.get_turn(tx, turn.key))
    turns.settle(tx, turn.id, "answered", now)
    replaced = (reply.outcome or {}).get("replaces")
    if replaced:
        posts.keep_body(tx, replaced["post"], REPLACED.model_dump(mode="json"))
    plan_private(tx, reply, turn.row.author, now)
    _change_case(tx, case, reply.outcome or {}, now, handoff)
    if current is not None and current.edits and current.run != replies.run_of(reply):
        detail = "too late for the reply, which answers the text before it"
        cases.add_event(tx, case, now, actor=turn.row.author, event="edited", detail=detail)


def _to_a_person(tx: Tx, desk: Desk, turn: Turn, event: str, why: str) -> None:
    """Owe the turn no answer of ours any more: a person owes one, and the timeline says why.

    In a case that a person has resolved meanwhile nobody owes anything: it stays resolved.
    """
    now = desk.now()
    case = cases.lock_case(tx, turn.case_id)
    cases.add_event(tx, case, now, actor="frontdesk", event=event, detail=why)
    if case.status != "resolved":
        cases.update_case(tx, case.id, now, status="escalated")
        await_person(tx, desk.handoff, case, now)
    if turn.is_owed:
        turns.settle(tx, turn.id, "given_up", now)


async def give_up(desk: Desk, key: MessageKey, why: str, *, is_refused: bool = False) -> None:
    """Give up the reply to a turn: a person owes one, unless the turn is deleted, and the timeline says why.

    ``is_refused``: Slack will never take it (channel gone, bot removed); else, after a bug, it may stand there, and its
    customer is told that a person goes on. What was done for a reply that does not stand is taken back.
    """

    def change(tx: Tx) -> tuple[int, bool] | None:
        known = turns.get_turn(tx, key)
        if known is None:
            return None
        cases.hold_cases(tx, [known.case_id])
        turn = turns.get_turn(tx, key) or known
        unsent = runs.give_up_reply(tx, turn, desk.now(), is_refused=is_refused)
        if turn.standing:
            _to_a_person(tx, desk, turn, "reply not delivered", why)
        if turn.standing and turn.is_owed and not is_refused:
            _say_unfinished(tx, desk, turn)
        return turn.case_id, unsent is not None

    given_up = await desk.db.write(change)
    if given_up is None:
        return
    case_id, had_reply = given_up
    if is_refused and had_reply:
        desk.telemetry.counts.post_ended(posts.REPLY, "refused")
    await desk.case_events.publish(case_id)


def _say_unfinished(tx: Tx, desk: Desk, turn: Turn) -> None:
    """Say that a person goes on, except in a case that one has resolved: there nobody owes anything."""
    case = cases.lock_case(tx, turn.case_id)
    if case.status != "resolved":
        say_unfinished(tx, desk, case, f"given_up:{turn.first.id}")
