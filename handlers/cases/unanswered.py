"""Questions that their customer does not answer: a reminder in the thread, once; then the case is closed with a word.

Nobody is reminded while a person owes them a word, or outside the hours. What they write stops it.
"""

from datetime import datetime, timedelta

from handlers.cases.asking import asks
from handlers.desk import HandoffSettings
from storage import cases, posts, turns, unanswered
from storage.database import Tx
from storage.records import AWAITING_ACCOUNT, PRIVATE, Case, Post
from storage.tasks import get_task
from workflows.language.unanswered import closed_in, nudge_in
from workflows.results import FIELD_NAMES

DESK = "frontdesk"
NUDGE, CLOSED = "nudge", "closed"
DAY = timedelta(days=1)
NEVER_ANSWERED = "its customer did not answer"


def asked_by(case: Case, text: str, now: datetime) -> datetime | None:
    """Return when words of staff asked the customer something; None: they do not, or the case is resolved.

    Nobody is reminded of a resolved case, and it is not closed again.
    """
    return now if asks(text) and case.status != "resolved" else None


def is_anything_due(tx: Tx, handoff: HandoffSettings, team_id: str, now: datetime) -> bool:
    """Say whether ``see_to`` may have something to do; changes nothing."""
    return handoff.hours.is_open(now) and any(
        (*_to_nudge(tx, handoff, team_id, now), *_to_close(tx, handoff, team_id, now))
    )


def see_to(tx: Tx, handoff: HandoffSettings, team_id: str, now: datetime) -> list[int]:
    """Plan the reminders that are due, close what nobody has answered after one; return the cases' row ids."""
    if not handoff.hours.is_open(now):
        return []
    late, silent = _to_nudge(tx, handoff, team_id, now), _to_close(tx, handoff, team_id, now)
    cases.hold_cases(tx, [case.id for case in (*late, *silent)])
    nudged = [case.id for case in late if _nudge(tx, case.id, now)]
    return [*nudged, *(case.id for case in silent if _close(tx, case.id, now))]


def _to_nudge(tx: Tx, handoff: HandoffSettings, team_id: str, now: datetime) -> list[Case]:
    return [] if handoff.nudge_after is None else unanswered.to_nudge(tx, team_id, now - handoff.nudge_after)


def _to_close(tx: Tx, handoff: HandoffSettings, team_id: str, now: datetime) -> list[Case]:
    """Return the cases to close: so long after their reminder, or after the question where nobody is reminded."""
    if handoff.close_after is None:
        return []
    before, after_nudge = now - handoff.close_after, handoff.nudge_after is not None
    found = unanswered.to_close(tx, team_id, before, after_nudge=after_nudge)
    return [case for case in found if _has_stood(tx, case, before)] if after_nudge else found


def _has_stood(tx: Tx, case: Case, before: datetime) -> bool:
    """Say whether the reminder has stood in the thread since ``before``."""
    nudge = posts.post_at(tx, case.team_id, _key(case.id, case.nudged_at)) if case.nudged_at is not None else None
    return nudge is not None and nudge.sent_at is not None and nudge.sent_at <= before


def _key(case_id: int, planned_at: datetime) -> str:
    return f"nudge:{case_id}:{planned_at.timestamp():.6f}"


def _nudge(tx: Tx, case_id: int, now: datetime) -> bool:
    case = cases.lock_case(tx, case_id)
    if not _waits_for_customer(case) or case.nudged_at is not None:
        return False  # changed between the question and the lock
    cases.update_case(tx, case.id, now, nudged_at=now)
    _plan(tx, case, NUDGE, _key(case.id, now), now)
    return True


def _close(tx: Tx, case_id: int, now: datetime) -> bool:
    case = cases.lock_case(tx, case_id)
    if not _waits_for_customer(case) or turns.owed_of_case(tx, case.id):
        return False
    changes = {"status": "resolved", "resolved_at": now, "remind_at": None, "erased_at": None}
    if not cases.change_case(tx, case, now, {"status": case.status, "asked_at": case.asked_at}, **changes):
        return False
    cases.add_event(tx, case, now, actor=DESK, event="resolved", detail=NEVER_ANSWERED)
    _plan(tx, case, CLOSED, f"closed:{case.id}:{now.timestamp():.6f}", now)
    return True


def _waits_for_customer(case: Case) -> bool:
    """Say whether all that a case waits for is its customer's answer."""
    return case.asked_at is not None and case.waits_since is None and case.status != "resolved"


def _plan(tx: Tx, case: Case, kind: str, key: str, now: datetime) -> None:
    values = {"team_id": case.team_id, "key": key, "kind": kind, "case_id": case.id, "channel": case.channel}
    posts.plan_post(tx, {**values, "thread_ts": case.thread_ts, "body": {}, "created_at": now})


def is_wanted(tx: Tx, handoff: HandoffSettings, nudge: Post, now: datetime) -> bool:
    """Say whether a reminder that is about to be posted still holds; at night it is planned anew for the morning."""
    case = cases.get_case(tx, nudge.case_id or 0)
    if case.nudged_at != nudge.created_at or not _waits_for_customer(case):
        return False
    if handoff.hours.is_open(now):
        return True
    cases.update_case(tx, case.id, now, nudged_at=None)
    return False


def nudge_settled(tx: Tx, nudge: Post, now: datetime) -> None:
    """Note that the reminder stands in the thread; where Slack refuses it nobody is reminded, and nothing closed."""
    case = cases.get_case(tx, nudge.case_id or 0)
    if nudge.state == "sent":
        cases.add_event(tx, case, now, actor=DESK, event="nudged", detail="a question is not answered")
    elif case.nudged_at == nudge.created_at:
        cases.update_case(tx, case.id, now, asked_at=None, nudged_at=None)


def nudge_words(tx: Tx, case: Case, close_after: timedelta | None) -> str:
    """Return the reminder in the customer's language: what is asked for, and when the case is closed without it."""
    days = None if close_after is None else max(1, close_after // DAY)
    own = nudge_in(case.language, case.number, days)
    if own:
        return own
    sentences = [f"A short reminder: {_asked_for(tx, case)}"]
    if days is not None:
        within = "a day" if days == 1 else f"{days} days"
        sentences.append(
            f"If nothing comes within {within}, I will close the case; writing here opens it again at any time."
        )
    return " ".join(sentences)


def _asked_for(tx: Tx, case: Case) -> str:
    """Say what the customer was asked for; a person's question in no words of ours."""
    if case.taken_over or case.status != "waiting":
        return f"our support team still waits for your answer in case {case.number}. Just write it in this thread."
    needs = f"to go on with case {case.number} I still need"
    task = get_task(tx, case.waiting_task) if case.waiting_task is not None else None
    if case.asked_to_cancel or (task is not None and task.state == "asked"):
        return f"{needs} your yes or no. Just write it in this thread."
    if case.awaiting == AWAITING_ACCOUNT:
        where = "our direct message" if case.privacy == PRIVATE else "this thread"
        return f"{needs} your account number. Just write it in {where}."
    field = str((task.result or {}).get("field")) if task is not None else ""
    if field in FIELD_NAMES:
        return f"{needs} the {FIELD_NAMES[field]}. Just write it in this thread."
    return f"{needs} what I asked for above. Just write it in this thread."


def closed_words(case: Case) -> str:
    """Return the word that the case is closed, in the customer's language, and how it is opened again."""
    own = closed_in(case.language, case.number)
    return own or (
        f"I have closed case {case.number}, as no answer came. "
        "If you still need help, write in this thread: that opens it again."
    )
