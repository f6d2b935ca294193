"""Turns: what is owed an answer is a turn's state; tasks and steps name the turn whose answering they are of.

Each message that was ever owed an answer becomes a turn of its own. What was owed goes on being owed. The names of runs
stay as they are: ``team:channel:thread:ts`` of the message, and more after a colon for other texts of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
IDS = (("messages", "turn_id"), ("tasks", "turn_id"), ("tasks", "opened_turn_id"), ("step_runs", "turn_id"))
INDEXES = (
    ("ix_turns_case", "turns", ["case_id", "id"], None),
    ("ix_turns_owed", "turns", ["id"], "state = 'owed'"),
    ("ix_messages_turn", "messages", ["turn_id", "id"], None),
    ("ix_tasks_turn", "tasks", ["turn_id", "id"], None),
    ("ix_tasks_pending", "tasks", ["case_id", "id"], "state = 'pending'"),
    ("ix_step_runs_turn", "step_runs", ["turn_id", "id"], None),
)
# What the timeline says in the moment in which a message is given up: a person owes an answer to it from then on.
GIVEN_UP = """
SELECT case_id, at FROM timeline
WHERE event IN ('reply not delivered', 'set aside')
  OR (event = 'reply withheld' AND detail = 'what it says was changed before it was posted')
  OR (event = 'escalated' AND detail = 'the desk stopped each time it worked on a message')
"""
OPEN_TURNS = f"""
INSERT INTO turns(
  team_id, case_id, channel, ts, thread_ts, author, lane, state, ready_at, opened_at, settled_at
)
SELECT
  team_id, case_id, channel, ts, thread_ts, author, channel || ':' || CASE WHEN is_dm THEN 'dm' ELSE thread_ts END,
  CASE
    WHEN handled_at IS NULL THEN 'owed'
    WHEN id IN (SELECT message_id FROM posts WHERE kind = 'reply' AND state = 'sent') THEN 'answered'
    WHEN (case_id, handled_at) IN ({GIVEN_UP}) THEN 'given_up'
    ELSE 'dropped'
  END,
  kept_at, kept_at, handled_at
FROM messages WHERE needs_answer OR handled_at IS NULL ORDER BY id
"""  # noqa: S608 - our own words
PUT_INTO_TURNS = """
UPDATE messages SET turn_id = turns.id FROM turns
WHERE turns.team_id = messages.team_id AND turns.channel = messages.channel AND turns.ts = messages.ts
"""
# A run's name begins with that of its message's first text. SQLite finds those names by an index on them: they stand
# between the name with ":" and the name with ";", the next character. PostgreSQL compares names part by part at once.
OF_TURN = {
    "sqlite": """
UPDATE {table} SET {column} = turns.id FROM turns
WHERE {table}.{run} >= turns.team_id || ':' || turns.channel || ':' || turns.thread_ts || ':' || turns.ts
  AND {table}.{run} < turns.team_id || ':' || turns.channel || ':' || turns.thread_ts || ':' || turns.ts || ';'
  AND substr(
    {table}.{run} || ':', 1, length(turns.team_id || turns.channel || turns.thread_ts || turns.ts) + 4
  ) = turns.team_id || ':' || turns.channel || ':' || turns.thread_ts || ':' || turns.ts || ':'
""",
    "postgresql": """
UPDATE {table} SET {column} = turns.id FROM turns
WHERE split_part({table}.{run}, ':', 1) = turns.team_id AND split_part({table}.{run}, ':', 2) = turns.channel
  AND split_part({table}.{run}, ':', 3) = turns.thread_ts AND split_part({table}.{run}, ':', 4) = turns.ts
""",
}


def upgrade() -> None:
    """Create the table, carry over what is stored, drop the columns that said what is owed."""
    _create_turns()
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for table, column in IDS:
        # In SQLite's own words: alembic would write the whole table anew.
        reference = f"CONSTRAINT fk_{table}_{column} REFERENCES turns (id)"
        op.execute(sa.text(f"ALTER TABLE {table} ADD COLUMN {column} {kind} {reference}"))
    op.execute(sa.text(OPEN_TURNS))
    op.execute(sa.text(PUT_INTO_TURNS))
    op.create_index("opened_runs", "tasks", ["opened_run"])  # for a moment
    for table, column, run in (
        ("tasks", "turn_id", "run"),
        ("tasks", "opened_turn_id", "opened_run"),
        ("step_runs", "turn_id", "run"),
    ):
        words = OF_TURN[op.get_bind().dialect.name]
        op.execute(sa.text(words.format(table=table, column=column, run=run)))
    op.drop_index("opened_runs", "tasks")
    for name, table, columns, condition in INDEXES:
        where = None if condition is None else sa.text(condition)
        op.create_index(name, table, columns, unique=False, sqlite_where=where, postgresql_where=where)
    op.drop_index("ix_messages_owed", "messages")
    op.drop_column("messages", "needs_answer")
    op.drop_column("messages", "handled_at")


def _create_turns() -> None:
    op.create_table(
        "turns",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("thread_ts", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ready_at", TIME, nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("settled_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_turns_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
        sa.UniqueConstraint("team_id", "channel", "ts", name=op.f("uq_turns_team_id_channel_ts")),
    )
