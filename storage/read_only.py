"""A connection that only reads: for looks from outside, beside a process that serves."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from storage.database import connect_args, parse_url, usable

WAIT_S = 10.0  # for who writes


@contextmanager
def reading_file(file: Path) -> Iterator[sa.Connection]:
    """Connect to a SQLite file that is there."""

    def opened() -> sqlite3.Connection:
        return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT_S)

    with sa.create_engine("sqlite://", creator=opened, poolclass=sa.NullPool).connect() as connection:
        yield connection


@contextmanager
def reading(url: str) -> Iterator[sa.Connection]:
    """Connect to the database at ``url``. Each statement sees its own moment: no transaction is held for long.

    Raises
    ------
    DatabaseUnusable
        It cannot be used.
    """
    parsed = parse_url(url)
    with usable(parsed, "Check DATABASE_URL"):
        if parsed.get_backend_name() == "sqlite":
            with reading_file(Path(str(parsed.database))) as connection:
                yield connection
            return
        engine = sa.create_engine(
            parsed, poolclass=sa.NullPool, connect_args=connect_args(parsed), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.exec_driver_sql("SET default_transaction_read_only = on")
            yield connection
