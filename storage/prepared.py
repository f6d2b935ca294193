"""Running statements that are built once: on SQLite as the driver runs them, elsewhere as SQLAlchemy does.

What SQLAlchemy does at each execution beside what SQLite does took 45 of 55 µs of a SELECT and 33 of 40 of an INSERT
(docs/decisions/0040-prepared-statements.md). Here it is done once a statement: its text, the order of its parameters,
how values go in and come out. Who listens to SQLAlchemy's executions and savepoints hears of these, too.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import pysqlite

Tx = sa.Connection
T = TypeVar("T")
Statement = sa.Select[Any] | sa.CompoundSelect[Any] | sa.Insert | sa.Update | sa.Delete | sa.TextClause
Row = Sequence[Any]
Values = dict[str, Any]
Convert = Callable[[Any], Any]

_DIALECT = pysqlite.dialect()


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement as SQLite is given it.

    ``parameters``: of each place in the text the name of its value, the value if none of that name is given, and how it
    goes in. ``out``: the columns that are not read as SQLite returns them.
    """

    text: str
    parameters: tuple[tuple[str, Any, Convert | None], ...]
    out: tuple[tuple[int, Convert], ...]

    def given(self, values: Values) -> tuple[Any, ...]:
        """Return the values in the order of the text."""
        found: list[Any] = []
        for name, otherwise, into in self.parameters:
            value = values.get(name, otherwise)
            found.append(value if into is None else into(value))
        return tuple(found)

    def read(self, row: Row) -> Row:
        """Return a row with its values as the columns' types have them."""
        if not self.out:
            return row
        values = list(row)
        for at, convert in self.out:
            if values[at] is not None:
                values[at] = convert(values[at])
        return values


def fetch(tx: Tx, statement: Statement, values: Values) -> list[Row]:
    """Return all rows. ``statement`` is built once, at import or cached: what is made of it is kept for ever."""
    if tx.dialect.name != "sqlite":
        return [*tx.execute(statement, values)]
    prepared = _prepared(statement, tuple(values))
    return [prepared.read(row) for row in _run(tx, statement, prepared, values, sqlite3.Cursor.fetchall)]


def fetch_first(tx: Tx, statement: Statement, values: Values) -> Row | None:
    """Return the first row, or None; as ``fetch``."""
    if tx.dialect.name != "sqlite":
        return tx.execute(statement, values).first()
    prepared = _prepared(statement, tuple(values))
    row: Row | None = _run(tx, statement, prepared, values, sqlite3.Cursor.fetchone)
    return None if row is None else prepared.read(row)


def change(tx: Tx, statement: Statement, values: Values) -> int:
    """Run a statement that returns no rows, built once as for ``fetch``; return how many rows it changed."""
    if tx.dialect.name != "sqlite":
        return tx.execute(statement, values).rowcount
    return _run(tx, statement, _prepared(statement, tuple(values)), values, _rowcount)


def change_each(tx: Tx, statement: Statement, rows: Sequence[Values]) -> None:
    """Run a statement as ``change`` does with each of these, one at least; all have the same names."""
    if tx.dialect.name != "sqlite":
        tx.execute(statement, rows)
        return
    prepared = _prepared(statement, tuple(rows[0]))
    _run_many(tx, statement, prepared, rows)


def driver_execute(tx: Tx, text: str) -> None:
    """Give SQLite a statement without parameters, such as one that begins a transaction."""
    cursor = _driver(tx).cursor()
    tx.dispatch.before_cursor_execute(tx, cursor, text, (), None, False)
    _translated(tx, text, lambda: cursor.execute(text))


def savepoint(tx: Tx, name: str) -> None:
    """Begin what can be undone by itself. SQLAlchemy's own way takes 110 µs, this 3."""
    tx.dispatch.savepoint(tx, name)
    driver_execute(tx, f"SAVEPOINT {name}")


def _run_many(tx: Tx, statement: Statement, prepared: _Prepared, rows: Sequence[Values]) -> None:
    """Execute it with each of these values."""
    _begun(tx)
    tx.dispatch.before_execute(tx, statement, rows, {}, {})
    cursor, given = _driver(tx).cursor(), [prepared.given(values) for values in rows]
    tx.dispatch.before_cursor_execute(tx, cursor, prepared.text, given, None, True)
    _translated(tx, prepared.text, lambda: cursor.executemany(prepared.text, given))


def _begun(tx: Tx) -> None:
    """Begin a transaction, unless one is under way, as SQLAlchemy's own executions do."""
    if not tx.in_transaction():
        tx.begin()


def _run(tx: Tx, statement: Statement, prepared: _Prepared, values: Values, take: Callable[[sqlite3.Cursor], T]) -> T:
    """Execute it and return what ``take`` makes of its cursor."""
    _begun(tx)
    tx.dispatch.before_execute(tx, statement, [], values, {})
    given = prepared.given(values)

    def executed() -> T:
        cursor = _driver(tx).cursor()
        tx.dispatch.before_cursor_execute(tx, cursor, prepared.text, given, None, False)
        cursor.execute(prepared.text, given)
        found = take(cursor)
        cursor.close()
        return found

    return _translated(tx, prepared.text, executed)


def _rowcount(cursor: sqlite3.Cursor) -> int:
    return int(cursor.rowcount)


def _driver(tx: Tx) -> sqlite3.Connection:
    connection: sqlite3.Connection = tx.connection.dbapi_connection  # type: ignore[assignment]
    return connection


def _translated(tx: Tx, text: str, work: Callable[[], T]) -> T:
    """Raise what SQLAlchemy would raise; as there, no values go into the error: they are what customers wrote."""
    try:
        return work()
    except sqlite3.Error as error:
        hide = tx.engine.hide_parameters
        raise sa.exc.DBAPIError.instance(text, None, error, sqlite3.Error, hide_parameters=hide) from error


@cache
def _prepared(statement: Statement, names: tuple[str, ...]) -> _Prepared:
    """Compile a statement for values of these names."""
    compiled: Any = statement.compile(dialect=_DIALECT, column_keys=list(names))
    if compiled.post_compile_params or compiled.insert_prefetch or compiled.update_prefetch:
        msg = f"not the same each time, as lists and defaults that Python makes are not: {compiled}"
        raise AssertionError(msg)
    parameters = tuple(_parameter(compiled.binds[name]) for name in compiled.positiontup or ())
    columns = () if isinstance(statement, sa.TextClause) else statement.exported_columns
    out = (
        (at, column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)) for at, column in enumerate(columns)
    )
    return _Prepared(str(compiled), parameters, tuple((at, convert) for at, convert in out if convert is not None))


def _parameter(bind: sa.BindParameter[Any]) -> tuple[str, Any, Convert | None]:
    return str(bind.key), bind.value, bind.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
