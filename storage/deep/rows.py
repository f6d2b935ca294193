"""Rows that must not be: what they belong to is gone, or they are in a state that nothing leads to."""

from collections.abc import Iterator

import sqlalchemy as sa

from storage.deep.found import Broken, broken
from storage.states import CASE, ENTRY, POST, TASK, TURN, States
from storage.tables import METADATA, OWED_POST, OWED_TURN, cases, faq_entries, messages, posts, tasks, turns

STATES: tuple[tuple[States, sa.Column[str]], ...] = (
    (CASE, cases.c.status),
    (TURN, turns.c.state),
    (TASK, tasks.c.state),
    (POST, posts.c.state),
    (ENTRY, faq_entries.c.state),
)
NOBODYS_KINDS = ("digest", "rewrite")  # of posts that may be about no case and no set
_REPORT = "please report it, with these ids; `frontdesk restore` of a backup from before brings the rows back"


def tables() -> list[sa.Table]:
    """Return the tables whose rows belong to others."""
    return [table for table in METADATA.sorted_tables if table.foreign_keys]


def orphans(tx: sa.Connection, table: sa.Table) -> Iterator[Broken]:
    """Yield the rows of a table which name a case, turn, message, task, set or entry that is not there."""
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
        owner = key.column.table.alias("owner")
        gone = key.parent.is_not(None) & ~sa.exists().where(owner.c[key.column.name] == key.parent)
        what = f"rows of {table.name} whose {key.parent.name} names nothing in {key.column.table.name}"
        yield from broken(tx, "orphans", what, sa.select(table.c.id).where(gone).order_by(table.c.id), _REPORT)


def homeless(tx: sa.Connection) -> Iterator[Broken]:
    """Yield the rows that belong to nothing at all, and should."""
    nobodys = posts.c.case_id.is_(None) & posts.c.set_id.is_(None) & posts.c.kind.not_in(NOBODYS_KINDS)
    yield from broken(tx, "orphans", "posts about no case and no set", sa.select(posts.c.id).where(nobodys), _REPORT)
    alone = tasks.c.turn_id.is_(None) & tasks.c.opened_turn_id.is_(None)
    yield from broken(tx, "orphans", "tasks of no turn", sa.select(tasks.c.id).where(alone), _REPORT)


def states(tx: sa.Connection) -> Iterator[Broken]:
    """Yield the rows in a state that no table of states has, and those whose state cannot be true."""
    for known, column in STATES:
        unknown = sa.select(column.table.c.id).where(column.not_in(sorted(known.transitions)))
        yield from broken(tx, "states", f"rows of {known.name}s in a state that there is not", unknown, _REPORT)
    empty = sa.text(f"turns.{OWED_TURN}") & ~sa.exists().where(messages.c.turn_id == turns.c.id)
    what = "turns that are owed an answer and hold no message, so that nobody will answer"
    yield from broken(tx, "states", what, sa.select(turns.c.id).where(empty), _REPORT)
    owed_turn = sa.exists().where(turns.c.case_id == cases.c.id, sa.text(f"turns.{OWED_TURN}"))
    owed_post = sa.exists().where(posts.c.case_id == cases.c.id, sa.text(f"posts.{OWED_POST}"))
    idle = (cases.c.status == "open") & ~owed_turn & ~owed_post
    what = "cases that are open, though the desk owes nothing in them"
    mend = "look at them with `frontdesk cases show NUMBER`; resolve them, or write in the thread, and report it"
    yield from broken(tx, "states", what, sa.select(cases.c.number).where(idle).order_by(cases.c.id), mend)


def unindexed(tx: sa.Connection) -> Iterator[Broken]:
    """Yield the cases that no search finds, and the rows of the index that lead to no case."""
    index = sa.table("case_words", sa.column("rowid" if tx.dialect.name == "sqlite" else "case_id", sa.BigInteger))
    number = next(iter(index.c))
    missing = ~sa.exists().where(number == cases.c.id)
    mend = "any new message in the case indexes it; nothing else is wrong with it"
    what = "cases that search does not find"
    yield from broken(tx, "orphans", what, sa.select(cases.c.number).where(missing).order_by(cases.c.id), mend)
    left = sa.select(number).where(~sa.exists().where(cases.c.id == number))
    yield from broken(tx, "orphans", "rows of the index of words whose case is gone", left, _REPORT)
