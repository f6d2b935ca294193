"""Queries about FAQ sets: open one with its documents, finish it with its entries, read it, list them by owner."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.faq_records import FaqDocument, FaqEntry, FaqReading, FaqSet
from storage.lock_order import SETS, note_held
from storage.published import note_change
from storage.records import StepRun
from storage.sql import insert_new_rows, insert_row, many, many_by, next_number, one, one_by, select, update_row
from storage.states import ENTRY
from storage.tables import faq_documents, faq_entries, faq_sets, step_runs

FIRST_SET = 1
LISTED = 20
_READINGS = (
    sa.select(*(faq_documents.c[name] for name in ("title", "sections", "pages", "losses")))
    .where(faq_documents.c.set_id == sa.bindparam("set_id"))
    .order_by(faq_documents.c.position)
)
_HELD = sa.select(faq_sets.c.id).where(faq_sets.c.id == sa.bindparam("set_id")).with_for_update(key_share=True)


def open_set(tx: Tx, values: dict[str, Any], documents: Sequence[FaqDocument]) -> FaqSet:
    """Return the set to work on: the owner's unfinished one of this digest (a crash left it), else a new one.

    ``values``: team_id, owner, title, digest, language, asked, channel, created_at.
    """
    team_id = values["team_id"]
    same = (faq_sets.c.team_id == team_id, faq_sets.c.owner == values["owner"], faq_sets.c.digest == values["digest"])
    left = one(tx, FaqSet, select(FaqSet, faq_sets).where(*same, faq_sets.c.state == "working").order_by(faq_sets.c.id))
    if left is not None:
        return left
    number = next_number(tx, team_id, "faq", FIRST_SET)
    insert_row(tx, faq_sets, {**values, "number": number, "run": f"faq:{team_id}:{number}", "state": "working"})
    opened = find_set(tx, team_id, number)
    assert opened is not None  # noqa: S101 - inserted a moment ago
    note_held(tx, SETS, [opened.id])
    rows = [{"team_id": team_id, "set_id": opened.id, **asdict(item)} for item in documents]
    insert_new_rows(tx, faq_documents, rows)
    return opened


def others_at_work(tx: Tx, values: dict[str, Any]) -> int:
    """Return how many sets of the same owner are being made, or wait for it, besides one like this (``open_set``)."""
    mine = (faq_sets.c.team_id == values["team_id"], faq_sets.c.owner == values["owner"])
    other = (faq_sets.c.state == "working", faq_sets.c.digest != values["digest"])
    return int(tx.scalar(sa.select(sa.func.count()).select_from(faq_sets).where(*mine, *other)) or 0)


def own_set(tx: Tx, values: dict[str, Any]) -> FaqSet:
    """Return the team's set of answers that no document is behind, held; it is opened, and published, when missing.

    ``values``: team_id, owner, title, report, created_at.
    """
    run = f"faq:{values['team_id']}:own"
    found = one_by(tx, FaqSet, faq_sets, run=run)
    if found is None:
        number = next_number(tx, values["team_id"], "faq", FIRST_SET)
        done = {"digest": "", "asked": 0, "state": "done", "finished_at": values["created_at"], "published": True}
        insert_new_rows(tx, faq_sets, [{**values, **done, "number": number, "run": run}])
        found = one_by(tx, FaqSet, faq_sets, run=run)
    assert found is not None  # noqa: S101 - inserted a moment ago, or known before
    hold_sets(tx, [found.id])
    return found


def hold_sets(tx: Tx, set_ids: Iterable[int]) -> None:
    """Let nobody else change these sets until the transaction ends: as ``cases.hold_cases``."""
    ordered = sorted(set(set_ids))
    note_held(tx, SETS, ordered)
    if tx.dialect.name == "postgresql":
        for set_id in ordered:
            tx.execute(_HELD, {"set_id": set_id})


def get_set(tx: Tx, set_id: int) -> FaqSet | None:
    """Return one set."""
    return one_by(tx, FaqSet, faq_sets, id=set_id)


def find_set(tx: Tx, team_id: str, number: int) -> FaqSet | None:
    """Return the set with this number; who may see it is for the caller to decide."""
    return one_by(tx, FaqSet, faq_sets, team_id=team_id, number=number)


def newest_numbered(tx: Tx, number: int) -> FaqSet | None:
    """Return the set with this number; the newest if teams share it."""
    return one(tx, FaqSet, select(FaqSet, faq_sets).where(faq_sets.c.number == number).order_by(faq_sets.c.id.desc()))


def steps_of_set(tx: Tx, faq: FaqSet) -> list[StepRun]:
    """Return the finished steps of a set's runs, also of entries made anew, oldest first."""
    return many(tx, StepRun, select(StepRun, step_runs).where(of_its_runs(faq)).order_by(step_runs.c.id))


def of_its_runs(faq: FaqSet) -> sa.ColumnElement[bool]:
    """Return the condition for steps of a set's runs, also of entries made anew."""
    return sa.or_(step_runs.c.run == faq.run, step_runs.c.run.startswith(f"{faq.run}:again:", autoescape=True))


def sets_of(tx: Tx, team_id: str, owner: str | None, limit: int = LISTED) -> list[FaqSet]:
    """Return the owner's sets (None: everybody's) that were not erased, newest first."""
    query = select(FaqSet, faq_sets).where(faq_sets.c.team_id == team_id, faq_sets.c.state != "erased")
    query = query if owner is None else query.where(faq_sets.c.owner == owner)
    return many(tx, FaqSet, query.order_by(faq_sets.c.id.desc()).limit(limit))


def owed_sets(tx: Tx, team_id: str) -> list[FaqSet]:
    """Return the sets whose result is owed to somebody in this Slack team, oldest first."""
    owed = (faq_sets.c.team_id == team_id, faq_sets.c.delivered_at.is_(None), faq_sets.c.channel.is_not(None))
    return many(tx, FaqSet, select(FaqSet, faq_sets).where(*owed).order_by(faq_sets.c.id))


def mark_delivered(tx: Tx, set_id: int, now: datetime) -> None:
    """Note that the outcome of a set is posted in Slack."""
    update_row(tx, faq_sets, set_id, delivered_at=now)


def documents_of(tx: Tx, set_id: int) -> list[FaqDocument]:
    """Return the documents of a set in the order they were given."""
    return many_by(tx, FaqDocument, faq_documents, order="position", set_id=set_id)


def readings_of(tx: Tx, set_id: int) -> list[FaqReading]:
    """Return what was read of the documents of a set, in their order."""
    rows = tx.execute(_READINGS, {"set_id": set_id})
    return [
        FaqReading(str(title), sections, pages or 0, tuple(map(str, losses or ())))
        for title, sections, pages, losses in rows
    ]


def entries_of(tx: Tx, set_id: int) -> list[FaqEntry]:
    """Return the entries of a set in order, also those that were removed."""
    return many_by(tx, FaqEntry, faq_entries, order="position", set_id=set_id)


def entry_at(tx: Tx, set_id: int, position: int) -> FaqEntry | None:
    """Return one entry of a set."""
    return one_by(tx, FaqEntry, faq_entries, set_id=set_id, position=position)


def remove_entry(tx: Tx, team_id: str, entry: FaqEntry, user: str) -> bool:
    """Take an entry out of its set, and out of what is published; False if somebody has."""
    hold_sets(tx, [entry.set_id])
    standing = sa.and_(faq_entries.c.id == entry.id, faq_entries.c.removed_by.is_(None))
    changed = tx.execute(sa.update(faq_entries).where(standing).values(removed_by=user, published=False)).rowcount
    faq = get_set(tx, entry.set_id)
    if changed and faq is not None and faq.published:
        note_change(tx, team_id)  # its words are offered no more, whether it was published or not
    return bool(changed)


def replace_entry(tx: Tx, team_id: str, entry: FaqEntry, new: dict[str, Any], *, keep_published: bool) -> bool:
    """Put a newly made question and answer in place of ``entry``; False if it was changed or removed meanwhile.

    It is a proposal again. Published stays, with ``keep_published``, what is published now: what was withdrawn
    meanwhile stays withdrawn.
    """
    hold_sets(tx, [entry.set_id])
    same = (faq_entries.c.id == entry.id, faq_entries.c.version == entry.version, faq_entries.c.removed_by.is_(None))
    was_published = _is_published(tx, entry.id)
    values = {"was": None, **new, "version": entry.version + 1, "published": was_published and keep_published}
    values |= {"state": "proposed", "decided_by": None, "decided_at": None}
    ENTRY.check(entry.state, "proposed", entry=entry.id)
    changed = tx.execute(sa.update(faq_entries).where(*same).values(**values)).rowcount
    if changed and (was_published or entry.state == "rejected"):
        note_change(tx, team_id)
    return bool(changed)


def _is_published(tx: Tx, entry_id: int) -> bool:
    """Say whether an entry is published; its set is held, so that nobody changes that until the transaction ends."""
    return bool(tx.scalar(sa.select(faq_entries.c.published).where(faq_entries.c.id == entry_id)))


def finish_set(tx: Tx, faq: FaqSet, entries: Sequence[dict[str, Any]], report: dict[str, Any], now: datetime) -> bool:
    """Store the entries and the report of a set that is being made; False if it was finished or cancelled meanwhile.

    ``entries``: question, answer, sources, quotes, engine; their order is their position, from 1.
    """
    hold_sets(tx, [faq.id])
    if not _close(tx, faq.id, now, state="done", report=report):
        return False
    about = {"team_id": faq.team_id, "set_id": faq.id, "created_at": now}
    rows = [{**about, **entry, "position": position} for position, entry in enumerate(entries, start=1)]
    insert_new_rows(tx, faq_entries, rows)
    return True


def cancel_set(tx: Tx, set_id: int, now: datetime) -> bool:
    """Give up a set that is being made; False if it is not being made any more."""
    return _close(tx, set_id, now, state="cancelled")


def fail_set(tx: Tx, set_id: int, now: datetime) -> bool:
    """Note that a set could not be made; False if it is not being made any more."""
    return _close(tx, set_id, now, state="failed")


def _close(tx: Tx, set_id: int, now: datetime, **changes: Any) -> bool:  # noqa: ANN401 - column values
    open_one = sa.and_(faq_sets.c.id == set_id, faq_sets.c.state == "working")
    return tx.execute(sa.update(faq_sets).where(open_one).values(finished_at=now, **changes)).rowcount == 1


def publish(tx: Tx, set_id: int, *, published: bool, only: Collection[int] | None = None) -> int:
    """Publish or withdraw the entries of a set that were not removed; return how many. The next message sees it.

    ``only``: the row ids of those that are meant.
    """
    faq = get_set(tx, set_id)
    if faq is None:
        return 0
    hold_sets(tx, [set_id])
    update_row(tx, faq_sets, set_id, published=published)
    standing = [faq_entries.c.set_id == set_id, faq_entries.c.removed_by.is_(None)]
    standing += [] if only is None else [faq_entries.c.id.in_(sorted(only))]
    other = sa.update(faq_entries).where(*standing, faq_entries.c.published.is_(not published))
    if tx.execute(other.values(published=published)).rowcount:
        note_change(tx, faq.team_id)
    return int(tx.scalar(sa.select(sa.func.count()).select_from(faq_entries).where(*standing)) or 0)
