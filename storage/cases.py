"""Queries about cases, customers and the timeline.

The order of locks: **case first**. Whoever changes rows of several kinds in one transaction first holds the cases these
rows are about (``lock_case``, ``hold_cases``, or the transaction opens the case), several in ascending order of their
ids; then messages, tasks, replies, posts, the timeline, in any order. Sets of FAQs likewise (``faqs.hold_set``), then
entries and posts. Before the case comes only what has no case yet: the key of a message (``tombstones.hold_key``).
``docs/decisions/0019`` says why; the tests check each transaction of ours (``tests/lock_order.py``).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.lock_order import CASES, note_held
from storage.prepared import change_later, fetch_first
from storage.records import Case, Customer, TimelineRow
from storage.sql import (
    insert_into,
    insert_new_row,
    insert_row,
    many,
    many_by,
    next_number,
    one,
    one_by,
    select,
    update_row,
    update_state,
)
from storage.states import CASE
from storage.tables import cases, customers, timeline

FIRST_CASE = 1001
NO_CASE = "no case row {}"
_LOCKED = select(Case, cases).where(cases.c.id == sa.bindparam("case_id")).with_for_update(key_share=True)
_IN_THREAD = (cases.c[name] == sa.bindparam(name) for name in ("team_id", "channel", "thread_ts"))
_LOCKED_OF_THREAD = select(Case, cases).where(*_IN_THREAD).with_for_update(key_share=True)
_HELD = sa.select(cases.c.id).where(cases.c.id == sa.bindparam("case_id")).with_for_update(key_share=True)

_BEGINS_TO_WAIT = (
    sa.update(cases)
    .where(cases.c.id == sa.bindparam("case_id"), cases.c.status != "escalated")
    .values(waits_since=sa.bindparam("now"), warned_at=None)
)

_BEGINS_TO_ASK = (
    sa.update(cases)
    .where(cases.c.id == sa.bindparam("case_id"), cases.c.status != "waiting")
    .values(asked_at=sa.bindparam("now"), nudged_at=None)
)


def open_case(tx: Tx, **about: Any) -> Case:  # noqa: ANN401 - as ``open_new_case``
    """Open the case of a thread as ``open_new_case`` does, or return the one that is open there already."""
    existing = case_of_thread(tx, about["team_id"], about["channel"], about["thread_ts"])
    return open_new_case(tx, **about) if existing is None else existing


def open_new_case(  # noqa: PLR0913 - a case is opened with all of this or not at all
    tx: Tx,
    *,
    team_id: str,
    channel: str,
    thread_ts: str,
    is_dm: bool,
    requester: str,
    subject: str,
    now: datetime,
    opened_by: str = "",
    privacy: str | None = None,
) -> Case:
    """Open the case of a thread in which there is none, and hold it: one thread is one case.

    If another process has opened it in this moment, it is that one. ``opened_by``: who opened it from the requester's
    message, if not the requester.
    """
    values = {
        "team_id": team_id,
        "number": f"CASE-{next_number(tx, team_id, 'case', FIRST_CASE)}",
        "channel": channel,
        "thread_ts": thread_ts,
        "is_dm": is_dm,
        "requester": requester,
        "subject": subject,
        "status": "open",
        "priority": "normal",
        "privacy": privacy,
        "opened_at": now,
        "updated_at": now,
    }
    case = insert_new_row(tx, Case, cases, values)
    if case is None:
        case = lock_case_of_thread(tx, team_id, channel, thread_ts)
        assert case is not None  # noqa: S101 - another process has opened it
        return case
    note_held(tx, CASES, [case.id])
    detail = "from the customer's message" if opened_by else ""
    add_event(tx, case, now, actor=opened_by or requester, event="opened", detail=detail)
    return case


def case_of_thread(tx: Tx, team_id: str, channel: str, thread_ts: str) -> Case | None:
    """Return the case of a thread."""
    return one_by(tx, Case, cases, team_id=team_id, channel=channel, thread_ts=thread_ts)


def get_case(tx: Tx, case_id: int) -> Case:
    """Return the case with this row id; it must exist."""
    case = one_by(tx, Case, cases, id=case_id)
    if case is None:
        raise LookupError(NO_CASE.format(case_id))
    return case


def lock_case(tx: Tx, case_id: int) -> Case:
    """Return the case as it is now, and let nobody else change it until this transaction ends; it must exist.

    Whoever decides from what a case is locks it first: on PostgreSQL another may have changed it since it was read. On
    SQLite a transaction that writes is alone anyway.
    """
    note_held(tx, CASES, [case_id])
    row = fetch_first(tx, _LOCKED, {"case_id": case_id})
    if row is None:
        raise LookupError(NO_CASE.format(case_id))
    return Case(*row)


def lock_case_of_thread(tx: Tx, team_id: str, channel: str, thread_ts: str) -> Case | None:
    """Return the case of a thread, locked as by ``lock_case``; None: there is none."""
    row = fetch_first(tx, _LOCKED_OF_THREAD, {"team_id": team_id, "channel": channel, "thread_ts": thread_ts})
    case = None if row is None else Case(*row)
    note_held(tx, CASES, [] if case is None else [case.id])
    return case


def hold_cases(tx: Tx, case_ids: Iterable[int]) -> None:
    """Let nobody else change these cases until the transaction ends; always in the order of their ids.

    Whoever writes a row that is about a case holds the case first: two who took the rows in different orders would wait
    for each other (PostgreSQL). On SQLite a transaction that writes is alone anyway.
    """
    ordered = sorted(set(case_ids))
    note_held(tx, CASES, ordered)
    if tx.dialect.name == "postgresql":
        for case_id in ordered:
            change_later(tx, _HELD, {"case_id": case_id})


def find_case(tx: Tx, number: str, team_id: str | None = None) -> Case | None:
    """Return the case numbered ``number`` (``CASE-1001`` or ``1001``, any case); the newest if teams share it."""
    wanted = number.strip().upper().removeprefix("#")
    wanted = wanted if wanted.startswith("CASE-") else f"CASE-{wanted}"
    query = select(Case, cases).where(cases.c.number == wanted).order_by(cases.c.id.desc())
    if team_id is not None:
        query = query.where(cases.c.team_id == team_id)
    return one(tx, Case, query)


def update_case(tx: Tx, case_id: int, now: datetime, **changes: Any) -> None:  # noqa: ANN401 - column values
    """Change columns of a case and its ``updated_at``; a status as ``states.CASE`` allows.

    One that becomes escalated waits for a person from now on; one that is no longer, for nobody. One that becomes
    waiting waits for its customer from now on; one that is no longer, not for them.
    """
    if "status" in changes:
        if changes["status"] == "escalated":
            change_later(tx, _BEGINS_TO_WAIT, {"case_id": case_id, "now": now})
        else:
            changes = {"waits_since": None, **changes}
        if changes["status"] == "waiting":
            change_later(tx, _BEGINS_TO_ASK, {"case_id": case_id, "now": now})
        else:
            changes = {"asked_at": None, "nudged_at": None, **changes}
        update_state(tx, CASE, cases.c.status, case_id, updated_at=now, **changes)
    else:
        if "waits_since" in changes:
            changes = {"warned_at": None, **changes}
        update_row(tx, cases, case_id, updated_at=now, **changes)


def change_case(tx: Tx, case: Case, now: datetime, seen: dict[str, Any], **changes: Any) -> bool:  # noqa: ANN401
    """Change columns of a case if those in ``seen`` still hold these values; say whether they did.

    Two who do it at once: the second finds other values and changes nothing. Who changes the status has seen it. Since
    when it waits for a person or its customer follows from the status, as in ``update_case``; of one that keeps its
    status the customer owes what they owed.
    """
    if "status" in changes:
        waits = sa.case((cases.c.status == "escalated", cases.c.waits_since), else_=now)
        warned = sa.case((cases.c.status == "escalated", cases.c.warned_at), else_=None)
        escalated = {"waits_since": waits, "warned_at": warned} if changes["status"] == "escalated" else {}
        stays = cases.c.status == changes["status"]
        asked = sa.case((stays, cases.c.asked_at), else_=now if changes["status"] == "waiting" else None)
        nudged = sa.case((stays, cases.c.nudged_at), else_=None)
        changes = {"waits_since": None, "asked_at": asked, "nudged_at": nudged, **escalated, **changes}
    still = (cases.c[name].is_not_distinct_from(value) for name, value in seen.items())
    statement = sa.update(cases).where(cases.c.id == case.id, *still)
    is_changed = bool(tx.execute(statement.values(updated_at=now, **changes)).rowcount)
    if is_changed and "status" in changes:
        CASE.check(seen["status"], changes["status"], case=case.number)
    return is_changed


def keep_thread_link(tx: Tx, case_id: int, link: str) -> None:
    """Keep where the case's thread is in Slack. That is no change of the case: nobody has to learn of it."""
    update_row(tx, cases, case_id, thread_link=link)


def last_event(tx: Tx, case_id: int, events: Sequence[str]) -> TimelineRow | None:
    """Return the newest line of the timeline that is one of these events."""
    query = select(TimelineRow, timeline).where(timeline.c.case_id == case_id, timeline.c.event.in_(events))
    return one(tx, TimelineRow, query.order_by(timeline.c.id.desc()))


def has_event(tx: Tx, case_id: int, actor: str, event: str, detail: str) -> bool:
    """Say whether this very line stands on the timeline."""
    about = {"case_id": case_id, "actor": actor, "event": event, "detail": detail}
    query = sa.select(timeline.c.id).where(*(timeline.c[name] == value for name, value in about.items()))
    return tx.execute(query.limit(1)).first() is not None


def add_event(tx: Tx, case: Case, now: datetime, *, actor: str, event: str, detail: str) -> None:
    """Write a line on the case's timeline."""
    row = {
        "team_id": case.team_id,
        "case_id": case.id,
        "at": now,
        "actor": actor,
        "event": event,
        "detail": detail[:500],
    }
    insert_row(tx, timeline, row)


def timeline_of(tx: Tx, case_id: int) -> list[TimelineRow]:
    """Return the timeline, oldest first."""
    return many_by(tx, TimelineRow, timeline, case_id=case_id)


def get_customer(tx: Tx, team_id: str, user: str) -> Customer:
    """Return what is known of a person; a blank record if nothing is."""
    return one_by(tx, Customer, customers, team_id=team_id, user=user) or Customer(team_id, user, None, None)


def keep_customer(tx: Tx, customer: Customer) -> None:
    """Store what is known of a person; what is not known here does not replace what was known before."""
    change_later(tx, _keep_customer(tx.dialect.name), {name: getattr(customer, name) for name in Customer.__slots__})


@cache
def _keep_customer(dialect: str) -> Any:  # noqa: ANN401 - SQLAlchemy's type names the columns
    statement = insert_into(dialect, customers)
    known = ("account_number", "account_asked_at")
    newer = {name: sa.func.coalesce(statement.excluded[name], customers.c[name]) for name in known}
    return statement.on_conflict_do_update(index_elements=["team_id", "user"], set_=newer)


def due_reminders(tx: Tx, team_id: str, now: datetime, limit: int = 100) -> list[Case]:
    """Return a team's escalated cases that nobody has claimed and whose time to remind has come, longest due first."""
    due = sa.and_(sa.text("remind_at IS NOT NULL"), cases.c.remind_at <= now, cases.c.status == "escalated")
    free = sa.and_(cases.c.team_id == team_id, cases.c.assignee.is_(None), cases.c.taken_over.is_(False))
    return many(tx, Case, select(Case, cases).where(due, free).order_by(cases.c.remind_at).limit(limit))


def settle_silent(tx: Tx, silent_since: datetime, now: datetime) -> list[int]:
    """Resolve answered cases in which nothing has happened since ``silent_since``; return their row ids.

    A case that a person has taken over is that person's to resolve.
    """
    silent = (cases.c.status == "answered", cases.c.taken_over.is_(False), cases.c.updated_at < silent_since)
    settled = []
    found = many(tx, Case, select(Case, cases).where(*silent).order_by(cases.c.id).limit(500))
    hold_cases(tx, [case.id for case in found])
    for case in found:
        seen = {"status": "answered", "taken_over": False, "updated_at": case.updated_at}
        if change_case(tx, case, now, seen, status="resolved", resolved_at=now):
            add_event(tx, case, now, actor="frontdesk", event="resolved", detail="answered and silent for 72 hours")
            settled.append(case.id)
    return settled
