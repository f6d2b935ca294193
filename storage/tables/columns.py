"""What all tables are made with: their metadata, the type of times, columns of one kind."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Utc(sa.types.TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite keeps no zone, so it is put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - signature is SQLAlchemy's
        """Turn any aware time into UTC; a naive one is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"naive time {value!r}: pass an aware one"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - signature is SQLAlchemy's
        """Give the time its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite numbers rows by itself only in a column of exactly this type.
ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def table(name: str, *items: sa.schema.SchemaItem) -> sa.Table:
    """Return a table with the two columns that all have, a number and the team, before its own."""
    return sa.Table(
        name,
        METADATA,
        sa.Column("id", ID, primary_key=True),
        sa.Column("team_id", sa.Text, nullable=False),
        *items,
    )


def text(name: str, *, null: bool = False) -> sa.Column[Any]:
    """Return a column of text."""
    return sa.Column(name, sa.Text, nullable=null)


def time(name: str, *, null: bool = False) -> sa.Column[Any]:
    """Return a column of a time, an aware one in UTC."""
    return sa.Column(name, Utc, nullable=null)


def flag(name: str) -> sa.Column[Any]:
    """Return a column of yes or no; no unless it is given."""
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def number(name: str) -> sa.Column[Any]:
    """Return a column of a whole number; 0 unless it is given."""
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def partial(name: str, condition: str, *columns: str) -> sa.Index:
    """Return an index of the few rows for which ``condition`` holds; a query must state it in the same words.

    SQLAlchemy is not told of PostgreSQL's: it would load that dialect, 2 MB, and the migrations make the indexes.
    """
    return sa.Index(name, *columns, sqlite_where=sa.text(condition))


def case_id() -> sa.Column[Any]:
    """Return the column that names the case of a row."""
    return sa.Column("case_id", ID, sa.ForeignKey("cases.id"), nullable=False)


def turn_id(name: str = "turn_id") -> sa.Column[Any]:
    """Return a column that names a turn, if there is one."""
    return sa.Column(name, ID, sa.ForeignKey("turns.id"), nullable=True)
