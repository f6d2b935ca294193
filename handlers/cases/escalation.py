"""A case goes to a person: status, timeline, the staff channel's card, reminders, and the notice to the customer.

Everything here is one transaction with what caused it; posts are planned (the outbox), never sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.cases.acts import Actor
from handlers.cases.handover import beside_own_language, waits_for_person, when_there
from handlers.cases.requester_acts import Rated, cancel_rma, case_of_reply, rate
from handlers.desk import ASKED_FOR_PERSON, RATED_BAD_TWICE, HandoffSettings
from handlers.runtime.usual_wait import usual_wait
from storage import cases, posts, replies, tasks
from storage.database import Tx
from storage.errors import Refused
from storage.records import PRIVATE, Case, Post

DESK = "frontdesk"
CARD, REMINDER, NOTICE = "card", "reminder", "notice"
LONGEST_REMIND = timedelta(days=1)


def escalate(
    tx: Tx, handoff: HandoffSettings, case: Case, reasons: Sequence[str], now: datetime, actor: str = DESK
) -> bool:
    """Let the case wait for a person. False, and nothing changes, if it does already or somebody else was faster."""
    case = cases.lock_case(tx, case.id)
    if case.status == "escalated":
        return False
    expected = {"status": case.status, "taken_over": case.taken_over}
    if not cases.change_case(tx, case, now, expected, status="escalated", resolved_at=None):
        return False
    if case.status == "resolved":
        cases.add_event(tx, case, now, actor=actor, event="reopened", detail="")
    cases.add_event(tx, case, now, actor=actor, event="escalated", detail=", ".join(reasons))
    await_person(tx, handoff, case, now)
    return True


def await_person(tx: Tx, handoff: HandoffSettings, before: Case, now: datetime) -> None:
    """Plan the card of a case that has become ``escalated``, and the first reminder if nobody has taken it.

    ``before``: the case as it was. One that was escalated keeps the card it has.
    """
    if handoff.staff_channel is None:
        return
    cases.hold_cases(tx, [before.id])
    known = cards_of(tx, before.id)
    if before.status == "escalated" and known:
        return
    values = {
        "team_id": before.team_id,
        "key": f"card:{before.id}:{len(known) + 1}",
        "kind": CARD,
        "case_id": before.id,
        "channel": handoff.staff_channel,
        "body": {},
        "created_at": now,
    }
    posts.plan_post(tx, values)
    if handoff.remind_after is not None and before.assignee is None and not before.taken_over:
        cases.update_case(tx, before.id, now, remind_at=handoff.hours.add(now, handoff.remind_after))


def take_over(tx: Tx, case: Case, staff: str, how: str, now: datetime) -> None:
    """Staff spoke to the customer: the bot is silent from now on, and what it owed a person owes."""
    case = cases.lock_case(tx, case.id)
    if case.taken_over:
        return
    status = "escalated" if case.status == "open" else case.status
    taken = {"taken_over": True, "assignee": case.assignee or staff, "status": status, "remind_at": None}
    cases.update_case(tx, case.id, now, **taken)
    cases.add_event(tx, case, now, actor=staff, event="taken over", detail=how)


def cards_of(tx: Tx, case_id: int) -> list[Post]:
    """Return the cards of a case, oldest first; the last one counts."""
    return [post for post in posts.posts_of_case(tx, case_id) if post.kind == CARD]


def remind(tx: Tx, handoff: HandoffSettings, team_id: str, now: datetime) -> list[int]:
    """Plan a reminder of each of a team's escalations that nobody has claimed in time; return the cases' row ids.

    Each comes after twice the time of the one before, a day at most: nobody reads a channel that repeats itself. Only
    the time within the hours counts, and while nobody is there nobody is reminded.
    """
    if handoff.staff_channel is None or handoff.remind_after is None or not handoff.hours.is_open(now):
        return []
    found = cases.due_reminders(tx, team_id, now)
    cases.hold_cases(tx, [case.id for case in found])
    due = [fresh for case in found if _still_due(fresh := cases.lock_case(tx, case.id), now)]
    for case in due:
        card = len(cards_of(tx, case.id))
        key = f"reminder:{case.id}:{card}:"
        count = sum(1 for post in posts.posts_of_case(tx, case.id) if post.key.startswith(key))
        values = {"team_id": case.team_id, "key": f"{key}{count + 1}", "kind": REMINDER, "case_id": case.id}
        more = {"channel": handoff.staff_channel, "body": {}, "created_at": now}
        posts.plan_post(tx, {**values, **more})
        remind_at = _next_reminder(handoff, handoff.remind_after * 2 ** min(count + 1, 12), now)
        cases.update_case(tx, case.id, now, remind_at=remind_at)
        cases.add_event(tx, case, now, actor=DESK, event="reminded", detail="nobody has claimed it")
    return [case.id for case in due]


def _next_reminder(handoff: HandoffSettings, wait: timedelta, now: datetime) -> datetime:
    """Return when ``wait`` has passed within the hours, or when somebody is there after a day if that is sooner."""
    longest = max(LONGEST_REMIND, handoff.remind_after or LONGEST_REMIND)
    return min(handoff.hours.add(now, wait), handoff.hours.opens(now + longest))


def _still_due(case: Case, now: datetime) -> bool:
    """Say whether nobody has claimed it between the question and the lock."""
    return waits_unclaimed(case) and case.remind_at is not None and case.remind_at <= now


def waits_unclaimed(case: Case) -> bool:
    """Say whether the case waits for a person and nobody has taken it."""
    return case.status == "escalated" and case.assignee is None and not case.taken_over


@dataclass(frozen=True, slots=True)
class PersonRequest:
    """The outcome of a request for a person: the case, and a sentence for whoever asked (\"\": the thread says it)."""

    case: Case
    tell: str = ""


def ask_for_person(tx: Tx, handoff: HandoffSettings, actor: Actor, reply_id: int, now: datetime) -> PersonRequest:
    """The requester presses "Talk to a person" under an answer; the thread says what is true, once."""
    reply = replies.get_reply(tx, reply_id)
    case = case_of_reply(tx, actor, reply)
    if case is None or case.requester != actor.user:
        msg = "Only the person this answer is for can do that."
        raise Refused(msg)
    if _with_person(
        tx, handoff, case, ASKED_FOR_PERSON, "You asked for a person, and of course you can have one.", actor.user, now
    ):
        return PersonRequest(case)
    if case.taken_over:
        return PersonRequest(
            case, f"A person from our support team has {case.number} already: write here, they will read it."
        )
    return PersonRequest(case, f"{case.number} waits for a person from our support team already.")


def rate_and_escalate(
    tx: Tx, handoff: HandoffSettings, actor: Actor, reply_id: int, rating: int, now: datetime
) -> Rated:
    """Store what the requester thinks of an answer; the second bad one in a row goes to a person."""
    rated = rate(tx, actor, reply_id, rating, None, now)
    if rated.second_bad and not rated.case.taken_over:
        opening = "I am sorry that my answers did not help."
        _with_person(tx, handoff, rated.case, RATED_BAD_TWICE, opening, DESK, now)
    return rated


def _with_person(  # noqa: PLR0913, PLR0917 - who, what and why of one act
    tx: Tx, handoff: HandoffSettings, case: Case, reason: str, opening: str, actor: str, now: datetime
) -> bool:
    """Escalate and say so in the thread; False if it waits for a person already."""
    if not escalate(tx, handoff, case, (reason,), now, actor):
        return False
    if case.taken_over:
        waits = f"Case {case.number} is open again with the person from our support team who has taken it."
    else:
        usual = usual_wait(tx, case.team_id, now, handoff.hours)
        waits = waits_for_person(case.number, when=when_there(handoff.hours, now, usual))
    words = beside_own_language(case.language, case.number, f"{opening} {waits}")
    key = f"notice:{case.id}:{now.timestamp():.6f}"
    plan_notice(tx, case, words, key, now)
    return True


def plan_notice(tx: Tx, case: Case, text: str, key: str, now: datetime) -> Post:
    """Plan one plain sentence of ours in the case's thread; ``key`` names it for ever."""
    values = {"team_id": case.team_id, "key": key, "kind": NOTICE, "case_id": case.id, "channel": case.channel}
    more = {"thread_ts": case.thread_ts, "body": {"text": text}, "created_at": now}
    return posts.plan_post(tx, {**values, **more})


def cancel_return(tx: Tx, actor: Actor, number: str, now: datetime) -> tuple[Case, bool]:
    """Cancel an RMA and say so in its thread; False if that was done before."""
    case = cancel_rma(tx, actor, number, now)
    wanted = number.strip().upper().removeprefix("#")
    key = f"rma_cancelled:{wanted}"
    if posts.post_at(tx, case.team_id, key) is not None:
        return case, False
    rma = tasks.rma_numbered(tx, actor.team_id, wanted)
    by = "as you asked" if rma is not None and rma.requester == actor.user else "by our support team"
    which = "Your return" if case.privacy == PRIVATE else f"The return {wanted}"
    plan_notice(tx, case, f"{which} is cancelled, {by}. Please do not send anything back for it.", key, now)
    return case, True
