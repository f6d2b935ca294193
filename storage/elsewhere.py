"""Erasing what a person asked in other people's cases: tasks, what they produced, and what quotes them there.

The other person's own words stay, and what these hold, too: an order both of them named is the other's as well.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.erase import ERASED, erase_replies
from storage.posts import drop_posts
from storage.tables import cases, investigations, messages, posts, rmas, step_runs, tasks, timeline, turns

_TASK_FIELDS = ("invoice_number", "product_name", "reason_for_return", "order_id")
_RESULT_FIELDS = ("concern", "reason", "tracking_number")  # of a worker's result: what leads to the person
_NOTHING: dict[str, Any] = {**dict.fromkeys(_TASK_FIELDS), "result": None}


def cases_of_others(tx: Tx, team_id: str, user: str) -> list[int]:
    """Return the row ids of the cases in which somebody wrote, or got an RMA, without being their requester."""
    found: set[int] = set()
    for table, name in ((messages, "author"), (rmas, "requester")):
        theirs = sa.select(table.c.case_id).where(table.c.team_id == team_id, table.c[name] == user)
        found |= set(tx.scalars(theirs))
    own = sa.select(cases.c.id).where(cases.c.team_id == team_id, cases.c.requester == user)
    return sorted(found - set(tx.scalars(own)))


def erase_asked(tx: Tx, case_id: int, user: str) -> None:
    """Erase what ``user`` asked for in somebody else's case. Call it before messages and turns lose their author.

    Their messages themselves, the steps and replies of these, and what nobody answered are erased with the messages.
    """
    rows = tx.execute(sa.select(tasks).where(tasks.c.case_id == case_id)).all()
    wrote = set(tx.scalars(sa.select(turns.c.id).where(turns.c.case_id == case_id, turns.c.author == user)))
    theirs = [row for row in rows if row.turn_id in wrote or row.opened_turn_id in wrote]
    theirs += [row for row in rows if row.id in _with_rma(tx, case_id, user) and row not in theirs]
    if not theirs:
        return
    quoted = _only_theirs(tx, case_id, user, _values(theirs))
    also = [row for row in rows if row not in theirs and _names(quoted, [getattr(row, name) for name in _TASK_FIELDS])]
    _erase_tasks(tx, [row.id for row in (*theirs, *also)])
    _erase_quotes(tx, case_id, quoted)


def _with_rma(tx: Tx, case_id: int, user: str) -> set[int]:
    return set(tx.scalars(sa.select(rmas.c.task_id).where(rmas.c.case_id == case_id, rmas.c.requester == user)))


def _values(rows: Iterable[Any]) -> set[str]:
    """Return the words of these tasks and of their results, as they are compared."""
    found = [getattr(row, name) for row in rows for name in _TASK_FIELDS]
    found += [(row.result or {}).get(name) for row in rows for name in _RESULT_FIELDS]
    return {value.casefold() for value in found if isinstance(value, str) and value not in {"", ERASED}}


def _only_theirs(tx: Tx, case_id: int, user: str, values: set[str]) -> re.Pattern[str] | None:
    """Return a pattern of those values that nobody else in the case wrote; None if there are none."""
    others = sa.select(messages.c.text).where(messages.c.case_id == case_id, messages.c.author != user)
    texts = "\n".join(tx.scalars(others)).casefold()
    left = sorted((value for value in values if not _pattern([value]).search(texts)), key=len, reverse=True)
    return _pattern(left) if left else None


def _pattern(values: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, values))})(?!\w)")


def _names(quoted: re.Pattern[str] | None, values: Iterable[object]) -> bool:
    """Say whether what a row holds, text or JSON, names one of the quoted values."""
    if quoted is None:
        return False
    held = "\n".join(one if isinstance(one, str) else "\n".join(_texts(one)) for one in values)
    return quoted.search(held.casefold()) is not None


def _texts(value: object) -> Iterable[str]:
    """Yield the texts in a JSON value as they are read, and its numbers."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif value is not None:
        yield value if isinstance(value, str) else json.dumps(value)


def _erase_tasks(tx: Tx, ids: Sequence[int]) -> None:
    """Erase what these tasks were about; that they were done, and the numbers we gave, stay."""
    tx.execute(sa.update(tasks).where(tasks.c.id.in_(ids)).values(**_NOTHING))
    found = investigations.c.task_id.in_(ids)
    tx.execute(sa.update(investigations).where(found).values(invoice_number=ERASED, concern=ERASED))
    issued = {"product_name": ERASED, "product_key": "", "reason": ERASED}
    tx.execute(sa.update(rmas).where(rmas.c.task_id.in_(ids)).values(**issued))


def _erase_quotes(tx: Tx, case_id: int, quoted: re.Pattern[str] | None) -> None:
    """Erase the replies, steps, timeline details and posts of a case that name one of the quoted values."""

    def quoting(table: sa.Table, *names: str) -> sa.ColumnElement[bool]:
        rows = tx.execute(sa.select(table).where(table.c.case_id == case_id)).mappings()
        return table.c.id.in_([row["id"] for row in rows if _names(quoted, [row[name] for name in names])])

    mentioning = quoting(posts, "body")
    erase_replies(tx, mentioning)
    steps = quoting(step_runs, "answer", "outcome")
    tx.execute(sa.update(step_runs).where(steps).values(answer={}, outcome=ERASED))
    tx.execute(sa.update(timeline).where(quoting(timeline, "detail")).values(detail=""))
    drop_posts(tx, mentioning)
