"""Answers that are due: staff are warned once, before it is late and while somebody is there."""

from datetime import datetime

from handlers.cases.escalation import waits_unclaimed
from handlers.desk import HandoffSettings
from storage import cases, posts
from storage.database import Tx
from storage.records import Case
from storage.unwarned import mark_warned, unwarned

DUE_WARNING = "due_warning"


def warn(tx: Tx, handoff: HandoffSettings, team_id: str, now: datetime) -> list[int]:
    """Note which of a team's answers are due soon, and plan a warning of those somebody has; return the cases' row ids.

    Who waits longest is due first, so the first that is not due soon ends the search.
    """
    if handoff.respond_within is None or not handoff.hours.is_open(now):
        return []
    soon = []
    for case in unwarned(tx, team_id):
        if not handoff.is_due_soon(case.waits_since, now):
            break
        soon.append(case.id)
    cases.hold_cases(tx, soon)
    due = [fresh for case_id in soon if handoff.is_due_soon((fresh := cases.lock_case(tx, case_id)).waits_since, now)]
    for case in due:
        mark_warned(tx, case.id, now)
        # Of what nobody has claimed the channel is reminded anyway, and the card is marked.
        if handoff.staff_channel is not None and case.waits_since is not None and not waits_unclaimed(case):
            _plan(tx, case, case.waits_since, handoff.staff_channel, now)
    return [case.id for case in due]


def _plan(tx: Tx, case: Case, since: datetime, channel: str, now: datetime) -> None:
    values = {"team_id": case.team_id, "key": f"due:{case.id}:{since.timestamp():.6f}", "kind": DUE_WARNING}
    posts.plan_post(tx, {**values, "case_id": case.id, "channel": channel, "body": {}, "created_at": now})
