"""Answers that are due: staff are warned once, before it is late and while somebody is there."""

from datetime import datetime
from itertools import takewhile

from handlers.cases.escalation import waits_unclaimed
from handlers.desk import HandoffSettings
from storage import cases, posts
from storage.database import Tx
from storage.records import Case
from storage.unwarned import mark_warned, unwarned

DUE_WARNING = "due_warning"


def warn(tx: Tx, handoff: HandoffSettings, team_id: str, now: datetime) -> list[int]:
    """Note which of a team's answers are due soon, and plan a warning of those somebody has; return the cases' row ids.

    What is urgent is due sooner than the rest; of each, who waits longest is due first, so the first that is not due
    soon ends the search.
    """
    if handoff.within("urgent") is None or not handoff.hours.is_open(now):
        return []
    soon = [*_soon(tx, handoff, team_id, now, urgent=True), *_soon(tx, handoff, team_id, now, urgent=False)]
    cases.hold_cases(tx, sorted(soon))
    due = [fresh for case_id in soon if _is_due_soon(handoff, fresh := cases.lock_case(tx, case_id), now)]
    for case in due:
        mark_warned(tx, case.id, now)
        # Of what nobody has claimed the channel is reminded anyway, and the card is marked.
        if handoff.staff_channel is not None and case.waits_since is not None and not waits_unclaimed(case):
            _plan(tx, case, case.waits_since, handoff.staff_channel, now)
    return [case.id for case in due]


def _soon(tx: Tx, handoff: HandoffSettings, team_id: str, now: datetime, *, urgent: bool) -> list[int]:
    waiting = unwarned(tx, team_id, urgent=urgent)
    return [case.id for case in takewhile(lambda case: _is_due_soon(handoff, case, now), waiting)]


def _is_due_soon(handoff: HandoffSettings, case: Case, now: datetime) -> bool:
    return handoff.is_due_soon(case.waits_since, now, case.priority)


def _plan(tx: Tx, case: Case, since: datetime, channel: str, now: datetime) -> None:
    values = {"team_id": case.team_id, "key": f"due:{case.id}:{since.timestamp():.6f}", "kind": DUE_WARNING}
    posts.plan_post(tx, {**values, "case_id": case.id, "channel": channel, "body": {}, "created_at": now})
