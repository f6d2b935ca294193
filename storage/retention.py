"""Erasing by time and by wish: texts of cases long resolved, and everything a person wrote. Counts stay, words go.

Numbers of cases, RMAs, invoices and orders, states, times, tokens and ratings stay. A person who is forgotten is
replaced by ``forgotten-N``, which nothing leads back from and which is another for everybody, so that what was one
person's stays one person's. What stays of them: the id of a DM's channel (the key against repeats) and what others
wrote about them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from storage import elsewhere, erase, faq_aliases, greetings, search, tombstones
from storage.cases import hold_cases
from storage.database import Tx
from storage.erase import ERASED
from storage.faq_requests import forget_asker
from storage.faqs import hold_sets
from storage.posts import drop_posts
from storage.records import MessageKey
from storage.sql import insert_row, next_number
from storage.tables import (
    TO_ERASE,
    UNFINISHED,
    cases,
    corrections,
    customers,
    erasures,
    faq_entries,
    faq_gaps,
    faq_sets,
    investigations,
    messages,
    notes,
    posts,
    rmas,
    step_runs,
    tasks,
    timeline,
    turns,
)
from storage.tables import faq_aliases as aliases_table
from storage.tables import tombstones as tombstones_table
from storage.turns import drop_of_cases
from storage.viewers import forget_viewer

_NAMED = (
    (cases, "requester"),
    (cases, "reporter"),
    (messages, "author"),
    (turns, "author"),
    (tombstones_table, "author"),
    (rmas, "requester"),
    (faq_sets, "owner"),
    (faq_sets, "channel"),
    (faq_entries, "removed_by"),
    (faq_entries, "decided_by"),
    (posts, "channel"),
    (notes, "author"),
    (corrections, "by"),
    (timeline, "actor"),
    (cases, "assignee"),
    (aliases_table, "decided_by"),
)


@dataclass(frozen=True, slots=True)
class Erased:
    """How many cases and messages lost their texts; ``case_ids``: whose cards have to lose them, too."""

    cases: int
    messages: int
    case_ids: tuple[int, ...] = field(default=(), compare=False)


def retain(tx: Tx, before: datetime, now: datetime, limit: int = 100) -> Erased:
    """Erase the texts of up to ``limit`` resolved cases, of all teams, in which nothing happened since ``before``.

    A note, a reply or a rating after the resolution is kept as long as any other. Call it until none is left.
    """
    query = sa.select(cases.c.id, cases.c.team_id).where(sa.text(TO_ERASE), cases.c.updated_at < before)
    due = list(tx.scalars(query.order_by(cases.c.updated_at, cases.c.id).limit(limit)))
    hold_cases(tx, due)
    found = tx.execute(query.where(cases.c.id.in_(due))).all()  # without what was reopened in that moment
    total = 0
    for team_id in sorted({row.team_id for row in found}):
        ids = [row.id for row in found if row.team_id == team_id]
        count = _erase_cases(tx, ids, now)
        faq_aliases.erase_of_cases(tx, ids, and_approved=False)
        _note(tx, team_id, "retention", Erased(len(ids), count), now)
        total += count
    return Erased(len(found), total, tuple(row.id for row in found))


def forget(tx: Tx, team_id: str, user: str, now: datetime) -> Erased:
    """Erase a person: their words everywhere, the texts of their cases, what they asked about anywhere, their account.

    Of other people's cases what these wrote stays. Their unfinished cases are resolved: nobody is left to answer.
    Forgetting again finds nothing and changes nothing.
    """
    own = list(tx.scalars(sa.select(cases.c.id).where(cases.c.team_id == team_id, cases.c.requester == user)))
    others = elsewhere.cases_of_others(tx, team_id, user)
    hold_cases(tx, {*others, *_naming(tx, cases, team_id, user)})
    hold_sets(tx, _naming(tx, faq_sets, team_id, user))
    erased = 0
    for ids in _batches(own):
        _finish(tx, ids, now)
        erased += _erase_cases(tx, ids, now)
        faq_aliases.erase_of_cases(tx, ids, and_approved=True)
        _erase_numbers(tx, ids)
    for case_id in others:
        elsewhere.erase_asked(tx, case_id, user)
    forget_viewer(tx, team_id, user)
    forget_asker(tx, team_id, user)
    tx.execute(sa.update(notes).where(notes.c.team_id == team_id, notes.c.author == user).values(text=ERASED))
    theirs = sa.and_(messages.c.team_id == team_id, messages.c.author == user, messages.c.deleted_at.is_(None))
    left = tx.execute(sa.select(messages.c.channel, messages.c.ts).where(theirs)).all()
    for channel, ts in left:
        erase.erase_message(tx, MessageKey(team_id, channel, ts), now)
    tombstones.forget_author(tx, team_id, user, now)
    greetings.forget_author(tx, team_id, user)
    tx.execute(sa.delete(customers).where(customers.c.team_id == team_id, customers.c.user == user))
    _let_go(tx, team_id, user, now)
    if _rename(tx, team_id, user, [*own, *others]):
        _note(tx, team_id, "forget", Erased(len(own), erased + len(left)), now)
    return Erased(len(own), erased + len(left))


def _naming(tx: Tx, owner: sa.Table, team_id: str, user: str) -> set[int]:
    """Return the cases, or the sets (``owner``), that name this person anywhere: rows about these are changed."""
    key = "case_id" if owner is cases else "set_id"
    named = [*((table, table.c[name]) for table, name in _NAMED), (posts, posts.c.body["author"].as_string())]
    found: set[int] = set()
    for table, name in named:
        row = table.c.id if table is owner else table.c.get(key)
        if row is not None:
            found |= set(tx.scalars(sa.select(row).where(table.c.team_id == team_id, name == user, row.is_not(None))))
    return found


def erased_since(tx: Tx, since: datetime) -> bool:
    """Say whether anything was erased, by age or by wish, at or after ``since``."""
    return tx.execute(sa.select(erasures.c.id).where(erasures.c.at >= since).limit(1)).first() is not None


def is_named(tx: Tx, team_id: str, user: str) -> bool:
    """Say whether anything stored names this person, whatever they did."""
    there = [sa.exists().where(table.c.team_id == team_id, table.c[name] == user) for table, name in _NAMED]
    there.append(sa.exists().where(*_called_after(team_id, user)))
    return bool(tx.execute(sa.select(sa.or_(*there))).scalar_one())


def _called_after(team_id: str, user: str) -> tuple[sa.ColumnElement[bool], ...]:
    """Find the posts whose keys name a person: files of FAQs that an earlier version sent to them."""
    return posts.c.team_id == team_id, posts.c.key.contains(f":files:{user}:", autoescape=True)


def what_is_theirs(tx: Tx, team_id: str, user: str) -> Erased:
    """Return how many cases of this person there are, and how many of their messages still have a text."""
    own = sa.select(sa.func.count()).where(cases.c.team_id == team_id, cases.c.requester == user)
    wrote = (messages.c.team_id == team_id, messages.c.author == user, messages.c.deleted_at.is_(None))
    return Erased(tx.execute(own).scalar_one(), tx.execute(sa.select(sa.func.count()).where(*wrote)).scalar_one())


def _batches(ids: Sequence[int], size: int = 200) -> list[Sequence[int]]:
    return [ids[at : at + size] for at in range(0, len(ids), size)]


def _note(tx: Tx, team_id: str, kind: Literal["retention", "forget"], erased: Erased, now: datetime) -> None:
    row = {"team_id": team_id, "at": now, "kind": kind, "cases": erased.cases, "messages": erased.messages}
    insert_row(tx, erasures, row)


def _erase_cases(tx: Tx, ids: Sequence[int], now: datetime) -> int:
    """Erase what people wrote in these cases, wherever it was copied to; return how many messages had a text."""
    standing = (messages.c.case_id.in_(ids), messages.c.deleted_at.is_(None))
    count = tx.execute(sa.update(messages).where(*standing).values(text="", files=None, deleted_at=now)).rowcount
    drop_of_cases(tx, ids, now)
    erase.erase_replies(tx, posts.c.case_id.in_(ids), rating_comment=None)
    _set(tx, step_runs, ids, answer={}, outcome=ERASED)
    _set(tx, timeline, ids, detail="")
    _set(tx, investigations, ids, concern=ERASED)
    _set(tx, rmas, ids, reason=ERASED)
    _set(tx, notes, ids, text=ERASED)
    drop_posts(tx, posts.c.case_id.in_(ids))
    tx.execute(sa.delete(faq_gaps).where(faq_gaps.c.case_id.in_(ids)))
    erase.erase_reasons(tx, tasks.c.case_id.in_(ids))
    _erase_products(tx, ids)
    tx.execute(sa.update(cases).where(cases.c.id.in_(ids)).values(subject=ERASED, erased_at=now))
    for case_id in ids:
        search.index_case(tx, case_id)
    return int(count)


def _erase_products(tx: Tx, ids: Sequence[int]) -> None:
    """Erase the products of tasks, their results and RMAs: they are named in the customer's own words."""
    done = tx.execute(sa.select(tasks.c.id, tasks.c.result).where(tasks.c.case_id.in_(ids))).all()
    for task_id, result in done:
        kept = {key: ERASED if key == "product_name" else value for key, value in (result or {}).items()}
        tx.execute(sa.update(tasks).where(tasks.c.id == task_id).values(product_name=None, result=kept or None))
    _set(tx, rmas, ids, product_name=ERASED, product_key="")


def _set(tx: Tx, table: sa.Table, ids: Sequence[int], **values: Any) -> None:  # noqa: ANN401 - column values
    tx.execute(sa.update(table).where(table.c.case_id.in_(ids)).values(**values))


def _finish(tx: Tx, ids: Sequence[int], now: datetime) -> None:
    """Resolve what is unfinished in these cases; nothing is waited for any more."""
    pending = (tasks.c.case_id.in_(ids), sa.text(UNFINISHED))
    tx.execute(sa.update(tasks).where(*pending).values(state="cancelled", updated_at=now))
    closed = {"status": "resolved", "resolved_at": now, "awaiting": None, "remind_at": None, "updated_at": now}
    closed |= {"waits_since": None, "asked_at": None, "nudged_at": None}
    tx.execute(sa.update(cases).where(cases.c.id.in_(ids), cases.c.status != "resolved").values(**closed))


def _erase_numbers(tx: Tx, ids: Sequence[int]) -> None:
    """Erase the numbers of what the requests were about: an invoice and an order can lead to a person, too."""
    nothing = {"invoice_number": None, "order_id": None, "result": None}
    _set(tx, tasks, ids, **nothing)
    _set(tx, investigations, ids, invoice_number=ERASED)


def _let_go(tx: Tx, team_id: str, user: str, now: datetime) -> None:
    """Take from a member of staff the cases they have: the bot goes on, and what waits for a person is reminded of."""
    had = (cases.c.team_id == team_id, cases.c.assignee == user)
    waits = sa.case((cases.c.status == "escalated", sa.literal(now, cases.c.remind_at.type)), else_=None)
    unfinished = sa.update(cases).where(*had, cases.c.status != "resolved")
    since = sa.case((cases.c.status == "escalated", sa.func.coalesce(cases.c.waits_since, waits)), else_=None)
    tx.execute(unfinished.values(taken_over=False, remind_at=waits, waits_since=since, updated_at=now))
    tx.execute(sa.update(cases).where(*had).values(assignee=None))


def _rename(tx: Tx, team_id: str, user: str, case_ids: Sequence[int]) -> bool:
    """Replace the person's id wherever it names somebody who did something; say whether it did anywhere."""
    if not is_named(tx, team_id, user):
        return False
    named = [(table, table.c.team_id == team_id, name) for table, name in _NAMED]
    other = f"forgotten-{next_number(tx, team_id, 'forgotten', 1)}"
    _erase_details(tx, team_id, user)
    signed = (posts.c.team_id == team_id, posts.c.body["author"].as_string() == user)
    drop_posts(tx, *signed)
    for table, ours, name in named:
        tx.execute(sa.update(table).where(ours, table.c[name] == user).values({name: other}))
    anonymous = sa.func.replace(posts.c.key, f":files:{user}:", f":files:{other}:")
    tx.execute(sa.update(posts).where(*_called_after(team_id, user)).values(key=anonymous))
    for ids in _batches(case_ids):
        for case_id in ids:
            search.index_case(tx, case_id)
    return True


def _erase_details(tx: Tx, team_id: str, user: str) -> None:
    """Erase the timeline's details that name this person: the whole id, for U12 is nobody of U123."""
    mentioning = (timeline.c.team_id == team_id, timeline.c.detail.contains(user, autoescape=True))
    whole = re.compile(rf"(?<!\w){re.escape(user)}(?!\w)")
    rows = tx.execute(sa.select(timeline.c.id, timeline.c.detail).where(*mentioning)).all()
    for ids in _batches([row.id for row in rows if whole.search(row.detail)]):
        tx.execute(sa.update(timeline).where(timeline.c.id.in_(ids)).values(detail=""))
