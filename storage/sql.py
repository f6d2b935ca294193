"""Small SQL pieces every query module needs: rows to records, inserts that tolerate repeats, counters."""

from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Tx
from storage.tables import counters

R = TypeVar("R")


@cache
def _columns(names: tuple[str, ...], table: sa.Table) -> tuple[sa.Column[Any], ...]:
    return tuple(table.c[name] for name in names)


def select(record: type[Any], table: sa.Table) -> sa.Select[Any]:
    """Select exactly the columns of ``table`` that ``record`` holds, in its order."""
    return sa.select(*_columns(record.__slots__, table))


def one(tx: Tx, record: type[R], query: sa.Select[Any]) -> R | None:
    """Return the first row as a record, or None."""
    row = tx.execute(query).first()
    return None if row is None else record(*row)


def many(tx: Tx, record: type[R], query: sa.Select[Any]) -> list[R]:
    """Return all rows as records."""
    return [record(*row) for row in tx.execute(query)]


def insert(tx: Tx, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    """Return the dialect's INSERT, which knows ON CONFLICT."""
    return postgresql.insert(table) if tx.dialect.name == "postgresql" else sqlite.insert(table)


def insert_new(tx: Tx, table: sa.Table, values: dict[str, Any]) -> int | None:
    """Insert a row; return its id, or None if a row with the same unique key stands already."""
    statement = insert(tx, table).values(**values).on_conflict_do_nothing().returning(table.c.id)
    row = tx.execute(statement).first()
    return None if row is None else int(row[0])


def next_number(tx: Tx, team_id: str, name: str, first: int) -> int:
    """Count ``name`` up in this transaction and return the new value, ``first`` at first.

    Numbers are unique, and what is committed has no gaps.
    """
    statement = insert(tx, counters).values(team_id=team_id, name=name, value=first)
    statement = statement.on_conflict_do_update(
        index_elements=["team_id", "name"], set_={"value": counters.c.value + 1}
    )
    return int(tx.execute(statement.returning(counters.c.value)).scalar_one())
