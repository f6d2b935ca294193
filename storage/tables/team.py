"""Tables of a team as a whole: the numbers it has given, and how much was erased."""

import sqlalchemy as sa

from storage.tables.columns import METADATA, number, table, text, time

# That texts were erased, why and how many; never whose.
erasures = table(
    "erasures",
    time("at"),
    text("kind"),
    number("cases"),
    number("messages"),
    sa.Index("ix_erasures_team", "team_id", "id"),
)

counters = sa.Table(
    "counters",
    METADATA,
    sa.Column("team_id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)
