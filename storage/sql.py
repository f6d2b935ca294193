"""Small SQL pieces every query module needs: rows to records, inserts that tolerate repeats, counters.

What every message runs is built once and executed with parameters: building a statement anew took four fifths of its
time, and SQL took half of the process's (tests/bench).
"""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from storage.database import Tx
from storage.prepared import change, change_each, change_later, fetch, fetch_first
from storage.states import States
from storage.tables import counters

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

R = TypeVar("R")


@cache
def _columns(names: tuple[str, ...], table: sa.Table) -> tuple[sa.Column[Any], ...]:
    return tuple(table.c[name] for name in names)


def select(record: type[Any], table: sa.Table) -> sa.Select[Any]:
    """Select exactly the columns of ``table`` that ``record`` holds, in its order."""
    return sa.select(*_columns(record.__slots__, table))


@cache
def _select_by(names: tuple[str, ...], table: sa.Table, by: tuple[str, ...], order: str) -> sa.Select[Any]:
    equal = (table.c[name] == sa.bindparam(name) for name in by)
    return sa.select(*_columns(names, table)).where(*equal).order_by(table.c[order])


def _by(record: type[Any], table: sa.Table, by: dict[str, Any], order: str = "id") -> sa.Select[Any]:
    return _select_by(record.__slots__, table, tuple(by), order)


def one_by(tx: Tx, record: type[R], table: sa.Table, **by: Any) -> R | None:  # noqa: ANN401 - column values
    """Return the row whose columns have these values, or None; of several the first by id."""
    row = fetch_first(tx, _by(record, table, by), by)
    return None if row is None else record(*row)


def many_by(tx: Tx, record: type[R], table: sa.Table, order: str = "id", **by: Any) -> list[R]:  # noqa: ANN401
    """Return all rows whose columns have these values, in this order."""
    return [record(*row) for row in fetch(tx, _by(record, table, by, order), by)]


def newest_of_case(tx: Tx, record: type[R], table: sa.Table, case_id: int, limit: int) -> list[R]:
    """Return the newest ``limit`` rows of a case, oldest first."""
    found = fetch(tx, _newest(record.__slots__, table), {"case_id": case_id, "limit": limit})  # type: ignore[attr-defined]
    return [record(*row) for row in found][::-1]


@cache
def _newest(names: tuple[str, ...], table: sa.Table) -> sa.Select[Any]:
    of_case = sa.select(*_columns(names, table)).where(table.c.case_id == sa.bindparam("case_id"))
    return of_case.order_by(table.c.id.desc()).limit(sa.bindparam("limit"))


@cache
def _update(table: sa.Table) -> sa.Update:
    return sa.update(table).where(table.c.id == sa.bindparam("row_id"))


def update_row(tx: Tx, table: sa.Table, row_id: int, **changes: Any) -> None:  # noqa: ANN401 - column values
    """Change columns of the row with this id."""
    change_later(tx, _update(table), {"row_id": row_id, **changes})


def one_of(column: sa.ColumnElement[str], words: Iterable[str]) -> sa.ColumnElement[bool]:
    """Return that a column is one of these words of ours, written out: a list of parameters is written anew each time.

    Writing it takes as long as all the rest.
    """
    return column.in_([sa.literal_column(f"'{word}'") for word in sorted(words)])


@cache
def _update_state(states: States, column: sa.Column[str], after: str) -> sa.Update:
    assert isinstance(column.table, sa.Table)  # noqa: S101 - as all columns of storage/tables
    return _update(column.table).where(one_of(column, states.may_become(after)))


def update_state(tx: Tx, states: States, column: sa.Column[str], row_id: int, **changes: Any) -> None:  # noqa: ANN401
    """Change columns of a row, its state ``column`` among them, as its table allows.

    One statement, unless the table does not allow it: that is a bug (``States.check``), and the change is made.
    """
    after = changes[column.name]
    if change(tx, _update_state(states, column, after), {"row_id": row_id, **changes}):
        return
    before = tx.scalar(sa.select(column).where(column.table.c.id == row_id))
    if before is not None:
        states.check(before, after, row_id=row_id)
        tx.execute(_update(column.table), {"row_id": row_id, **changes})


def one(tx: Tx, record: type[R], query: sa.Select[Any]) -> R | None:
    """Return the first row as a record, or None."""
    row = tx.execute(query).first()
    return None if row is None else record(*row)


def many(tx: Tx, record: type[R], query: sa.Select[Any]) -> list[R]:
    """Return all rows as records."""
    return [record(*row) for row in tx.execute(query)]


def insert(tx: Tx, table: sa.Table) -> "postgresql.Insert | sqlite.Insert":
    """Return the dialect's INSERT, which knows ON CONFLICT."""
    return insert_into(tx.dialect.name, table)


def insert_into(dialect: str, table: sa.Table) -> "postgresql.Insert | sqlite.Insert":
    """Return the INSERT of a dialect, by its name, to build a statement once. The other dialect is not loaded: 2 MB."""
    made: postgresql.Insert | sqlite.Insert = import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
    return made


@cache
def _insert(table: sa.Table) -> sa.Insert:
    return sa.insert(table)


def insert_row(tx: Tx, table: sa.Table, values: dict[str, Any]) -> None:
    """Insert a row."""
    change_later(tx, _insert(table), values)


@cache
def _insert_new(dialect: str, table: sa.Table) -> sa.Insert:
    return insert_into(dialect, table).on_conflict_do_nothing()


def insert_new_rows(tx: Tx, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows; one whose unique key exists already is left as it is."""
    if rows:
        change_each(tx, _insert_new(tx.dialect.name, table), rows)


@cache
def _insert_new_returning(dialect: str, table: sa.Table) -> Any:  # noqa: ANN401 - SQLAlchemy's type names the columns
    return _insert_new(dialect, table).returning(table.c.id)


def insert_new(tx: Tx, table: sa.Table, values: dict[str, Any]) -> int | None:
    """Insert a row; return its id, or None if a row with the same unique key exists already."""
    row = fetch_first(tx, _insert_new_returning(tx.dialect.name, table), values)
    return None if row is None else int(row[0])


@cache
def _insert_new_row(dialect: str, table: sa.Table, names: tuple[str, ...]) -> Any:  # noqa: ANN401 - SQLAlchemy's type names the columns
    return _insert_new(dialect, table).returning(*_columns(names, table))


def insert_new_row(tx: Tx, record: type[R], table: sa.Table, values: dict[str, Any]) -> R | None:
    """Insert a row and return it whole, or None if a row with the same unique key exists already."""
    names: tuple[str, ...] = record.__slots__  # type: ignore[attr-defined]
    row = fetch_first(tx, _insert_new_row(tx.dialect.name, table, names), values)
    return None if row is None else record(*row)


@cache
def _count_up(dialect: str) -> Any:  # noqa: ANN401 - SQLAlchemy's type names the columns
    statement = insert_into(dialect, counters)
    again = {"value": counters.c.value + 1}
    return statement.on_conflict_do_update(index_elements=["team_id", "name"], set_=again).returning(counters.c.value)


def next_number(tx: Tx, team_id: str, name: str, first: int) -> int:
    """Count ``name`` up in this transaction and return the new value, ``first`` at first.

    Numbers are unique, and what is committed has no gaps.
    """
    values = {"team_id": team_id, "name": name, "value": first}
    row = fetch_first(tx, _count_up(tx.dialect.name), values)
    assert row is not None  # noqa: S101 - the statement returns what it wrote
    return int(row[0])
