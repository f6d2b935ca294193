"""Running statements that are built once: given to the driver as they were compiled.

What SQLAlchemy does at each execution beside what SQLite does took 45 of 55 µs of a SELECT and 33 of 40 of an INSERT
(docs/decisions/0040-prepared-statements.md). Here it is done once a statement: its text, the order of its parameters,
how values go in and come out. Who listens to SQLAlchemy's executions and savepoints hears of these, too.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any, TypeVar

import sqlalchemy as sa

Tx = sa.Connection
T = TypeVar("T")
Statement = sa.Select[Any] | sa.CompoundSelect[Any] | sa.Insert | sa.Update | sa.Delete | sa.TextClause
Row = Sequence[Any]
Values = dict[str, Any]
Convert = Callable[[Any], Any]

_BY_NAME = re.compile(r"%\((\w+)\)s")
_DRIVERS = {"sqlite": "sqlalchemy.dialects.sqlite.pysqlite", "postgresql": "sqlalchemy.dialects.postgresql.psycopg"}


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement as the driver is given it.

    ``parameters``: of each place in the text (``positional``) or each name in it the name of its value, the value if
    none of that name is given, and how it goes in. ``out``: the columns that are not read as the driver returns them.
    ``numbered``: for PostgreSQL the text with ``$1`` for the first of the parameters, and so on.
    """

    text: str
    parameters: tuple[tuple[str, Any, Convert | None], ...]
    out: tuple[tuple[int, Convert], ...]
    positional: bool
    numbered: bytes

    def in_order(self, values: Values) -> tuple[Any, ...]:
        """Return the values in the order of the parameters."""
        found: list[Any] = []
        for name, otherwise, into in self.parameters:
            value = values.get(name, otherwise)
            found.append(value if into is None else into(value))
        return tuple(found)

    def given(self, values: Values) -> tuple[Any, ...] | Values:
        """Return the values as a cursor takes them: in order, or by name."""
        found = self.in_order(values)
        if self.positional:
            return found
        return {name: value for (name, _, _), value in zip(self.parameters, found, strict=True)}

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
    prepared = _prepared(tx.dialect.name, statement, tuple(values))
    return [prepared.read(row) for row in _run(tx, statement, prepared, values, _all)]


def fetch_first(tx: Tx, statement: Statement, values: Values) -> Row | None:
    """Return the first row, or None; as ``fetch``."""
    prepared = _prepared(tx.dialect.name, statement, tuple(values))
    row: Row | None = _run(tx, statement, prepared, values, _first)
    return None if row is None else prepared.read(row)


def change(tx: Tx, statement: Statement, values: Values) -> int:
    """Run a statement that returns no rows, built once as for ``fetch``; return how many rows it changed."""
    prepared = _prepared(tx.dialect.name, statement, tuple(values))
    return _run(tx, statement, prepared, values, _rowcount)


def change_later(tx: Tx, statement: Statement, values: Values) -> None:
    """Run a statement of whose rows or number nobody needs to know, built once as for ``fetch``.

    On PostgreSQL it goes with the statement after it, or with the commit: what breaks it is raised there.
    """
    prepared = _prepared(tx.dialect.name, statement, tuple(values))
    run_later = getattr(_driver(tx), "run_later", None)
    if run_later is None:
        _run(tx, statement, prepared, values, _rowcount)
        return
    tx.dispatch.before_execute(tx, statement, [], values, {})
    given = prepared.in_order(values)
    tx.dispatch.before_cursor_execute(tx, None, prepared.text, given, None, False)
    _translated(tx, prepared.text, lambda: run_later(prepared.numbered, given))


def together(tx: Tx, *reads: Callable[[], Any]) -> list[Any]:
    """Return what these return, in order. They read, in this transaction, and know nothing of one another.

    On PostgreSQL the first statements of all of them are one trip to the server. Each is begun twice for it, so its
    first statement has to be of ``fetch`` or ``fetch_first``, the same both times.
    """
    _begun(tx)
    read_together = getattr(_driver(tx), "together", None)
    if read_together is None:
        return [read() for read in reads]
    found: list[Any] = _translated(tx, f"{len(reads)} reads together", lambda: read_together(reads))
    return found


def change_each(tx: Tx, statement: Statement, rows: Sequence[Values]) -> None:
    """Run a statement as ``change_later`` does with each of these, one at least; all have the same names."""
    _run_many(tx, statement, _prepared(tx.dialect.name, statement, tuple(rows[0])), rows)


def as_ready(tx: Tx) -> Any:  # noqa: ANN401 - what DBOS takes for a connection
    """Return what DBOS queues a job through in this transaction: on our own connections ``_ReadyTx``, else itself."""
    return tx if _run_ready(_driver(tx)) is None else _ReadyTx(tx)


class _ReadyTx:
    """A transaction of PostgreSQL, as far as DBOS asks for one to queue a job in: what it runs is kept ready, too.

    SQLAlchemy's way to psycopg takes three times as long, twice a job; what returns nothing goes with what follows.
    """

    def __init__(self, tx: Tx) -> None:
        self.dialect = tx.dialect
        self._tx = tx

    def get_execution_options(self) -> dict[str, Any]:
        """Return none: DBOS writes the schema into its texts."""
        return {}

    def execution_options(self, **_options: Any) -> "_ReadyTx":  # noqa: ANN401 - as SQLAlchemy's
        """Change nothing, for the same reason."""
        return self

    def exec_driver_sql(self, text: str, values: Values) -> "_Named":
        """Run a text of psycopg's with these values by name."""
        numbered, names = _numbered(text)
        given, raw = [values[name] for name in names], _driver(self._tx)
        if "RETURNING" not in text:
            _translated(self._tx, text, lambda: raw.run_later(numbered, given))
            return _Named(None)
        return _Named(_translated(self._tx, text, lambda: raw.run_ready(numbered, given)))


class _Named:
    """What a statement returned; a row knows its values by the names of their columns (``_mapping``)."""

    def __init__(self, ran: Any) -> None:  # noqa: ANN401 - the driver's own
        self._ran = ran

    def fetchone(self) -> Any:  # noqa: ANN401 - as SQLAlchemy's row
        """Return the first row, or None."""
        row = self._ran.fetchone()
        return row and SimpleNamespace(_mapping=dict(zip(self._ran.names, row, strict=True)))


@cache
def _numbered(text: str) -> tuple[bytes, tuple[str, ...]]:
    """Return a text of psycopg's ("%(name)s") with "$1" for the first of its parameters, and their names."""
    names = tuple(dict.fromkeys(_BY_NAME.findall(text)))
    numbers = {name: f"${at}" for at, name in enumerate(names, start=1)}
    return _BY_NAME.sub(lambda match: numbers[match[1]], text).replace("%%", "%").encode(), names


def driver_execute(tx: Tx, text: str) -> None:
    """Give SQLite a statement without parameters, such as one that begins a transaction."""
    cursor = _driver(tx).cursor()
    tx.dispatch.before_cursor_execute(tx, cursor, text, (), None, False)
    _translated(tx, text, lambda: cursor.execute(text))


def begin(tx: Tx, texts: Sequence[bytes]) -> None:
    """Begin a transaction of PostgreSQL by these statements, which say how."""
    tx.begin()
    _driver(tx).begin(*texts)


def savepoint(tx: Tx, name: str) -> None:
    """Begin what can be undone by itself. SQLAlchemy's own way takes 110 µs, this 3."""
    tx.dispatch.savepoint(tx, name)
    driver_execute(tx, f"SAVEPOINT {name}")


def _run_many(tx: Tx, statement: Statement, prepared: _Prepared, rows: Sequence[Values]) -> None:
    """Execute it with each of these values."""
    _begun(tx)
    tx.dispatch.before_execute(tx, statement, rows, {}, {})
    raw = _driver(tx)
    run_later = getattr(raw, "run_later", None)
    if run_later is not None:
        in_order = [prepared.in_order(values) for values in rows]
        tx.dispatch.before_cursor_execute(tx, None, prepared.text, in_order, None, True)
        _translated(tx, prepared.text, lambda: [run_later(prepared.numbered, one) for one in in_order])
        return
    cursor, given = raw.cursor(), [prepared.given(values) for values in rows]
    tx.dispatch.before_cursor_execute(tx, cursor, prepared.text, given, None, True)
    _translated(tx, prepared.text, lambda: cursor.executemany(prepared.text, given))


def _begun(tx: Tx) -> None:
    """Begin a transaction, unless one is under way, as SQLAlchemy's own executions do."""
    if not tx.in_transaction():
        tx.begin()


def _run(tx: Tx, statement: Statement, prepared: _Prepared, values: Values, take: Callable[[Any], T]) -> T:
    """Execute it and return what ``take`` makes of its cursor."""
    _begun(tx)
    raw = _driver(tx)
    run_ready = _run_ready(raw)
    if run_ready is not None and (taken := raw.taken()) is not None:
        return take(taken)
    tx.dispatch.before_execute(tx, statement, [], values, {})

    def executed() -> T:
        if run_ready is not None:
            in_order = prepared.in_order(values)
            tx.dispatch.before_cursor_execute(tx, None, prepared.text, in_order, None, False)
            return take(run_ready(prepared.numbered, in_order))
        cursor, given = raw.cursor(), prepared.given(values)
        tx.dispatch.before_cursor_execute(tx, cursor, prepared.text, given, None, False)
        cursor.execute(prepared.text, given)
        found = take(cursor)
        cursor.close()
        return found

    return _translated(tx, prepared.text, executed)


def _run_ready(raw: Any) -> Callable[[bytes, Any], Any] | None:  # noqa: ANN401 - the driver's own connection
    """Return what runs a statement on a connection that keeps them ready: ours to PostgreSQL; None: a cursor does."""
    return getattr(raw, "run_ready", None)


def _all(cursor: Any) -> list[Row]:  # noqa: ANN401 - the driver's own cursor
    rows: list[Row] = cursor.fetchall()
    return rows


def _first(cursor: Any) -> Row | None:  # noqa: ANN401 - the driver's own cursor
    row: Row | None = cursor.fetchone()
    return row


def _rowcount(cursor: Any) -> int:  # noqa: ANN401 - the driver's own cursor
    return int(cursor.rowcount)


def _driver(tx: Tx) -> Any:  # noqa: ANN401 - the driver's own connection
    return tx.connection.dbapi_connection


def _translated(tx: Tx, text: str, work: Callable[[], T]) -> T:
    """Raise what SQLAlchemy would raise; as there, no values go into the error: they are what customers wrote."""
    error_of_driver = tx.dialect.loaded_dbapi.Error
    try:
        return work()
    except error_of_driver as error:
        is_lost = tx.dialect.is_disconnect(error, _driver(tx), None)
        if is_lost:
            tx.invalidate(error)
        raise sa.exc.DBAPIError.instance(
            text,
            None,
            error,
            error_of_driver,
            hide_parameters=tx.engine.hide_parameters,
            connection_invalidated=is_lost,
        ) from error


@cache
def _dialect(name: str) -> Any:  # noqa: ANN401 - SQLAlchemy's, of the driver that is used
    """Return what compiles for a database: one for all engines of a process."""
    dialect = import_module(_DRIVERS[name]).dialect
    return dialect(dbapi=dialect.import_dbapi())


@cache
def _prepared(dialect_name: str, statement: Statement, names: tuple[str, ...]) -> _Prepared:
    """Compile a statement for values of these names."""
    dialect = _dialect(dialect_name)
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(names))
    if compiled.post_compile_params or compiled.insert_prefetch or compiled.update_prefetch:
        msg = f"not the same each time, as lists and defaults that Python makes are not: {compiled}"
        raise AssertionError(msg)
    of_text = (compiled.positiontup or ()) if compiled.positional else compiled.binds
    numbered: Any = None
    if dialect_name == "postgresql":
        numbered = statement.compile(dialect=_writes_numbers(), column_keys=list(names))
        of_text = numbered.positiontup or ()
    parameters = tuple(_parameter(dialect, name, compiled.binds[name]) for name in of_text)
    columns = () if isinstance(statement, sa.TextClause) else statement.exported_columns
    out = ((at, column.type.dialect_impl(dialect).result_processor(dialect, None)) for at, column in enumerate(columns))
    converted = tuple((at, convert) for at, convert in out if convert is not None)
    return _Prepared(str(compiled), parameters, converted, compiled.positional, str(numbered or "").encode())


@cache
def _writes_numbers() -> Any:  # noqa: ANN401 - as ``_dialect``
    """Return what compiles for PostgreSQL with parameters as it writes them itself: ``$1`` and so on."""
    dialect = import_module(_DRIVERS["postgresql"]).dialect
    return dialect(dbapi=dialect.import_dbapi(), paramstyle="numeric_dollar")


def _parameter(dialect: Any, name: str, bind: sa.BindParameter[Any]) -> tuple[str, Any, Convert | None]:  # noqa: ANN401 - as above
    return name, bind.value, bind.type.dialect_impl(dialect).bind_processor(dialect)
