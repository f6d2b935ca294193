"""Tables of processes that serve: which there are, their chores, calls they share, and jobs in which one died."""

import sqlalchemy as sa

from storage.tables.columns import table, text, time

chores = table(
    "chores",
    text("name"),
    sa.Column("every_s", sa.Integer, nullable=False),
    time("serving_since"),
    time("ran_at", null=True),
    sa.Column("failures", sa.Integer, nullable=False),
    time("failing_since", null=True),
    text("error", null=True),
    # With several processes: who does it, or did it last; and since when, while it is done.
    text("claimed_by", null=True),
    time("claimed_at", null=True),
    sa.UniqueConstraint("team_id", "name"),
)

# When a method that Slack limits was called in the last minute, by all processes: seconds since 1970, the oldest first.
call_budgets = table(
    "call_budgets",
    text("method"),
    sa.Column("taken", sa.JSON, nullable=False),
    sa.UniqueConstraint("team_id", "method"),
)

serving = table(
    "serving",
    time("started_at"),
    time("stopped_at", null=True),
    text("alone", null=True),
    sa.UniqueConstraint("team_id"),
)

# On PostgreSQL: the processes that serve. ``executor`` is an id that outlives the process, ``process`` is its own.
executors = table(
    "executors",
    text("executor"),
    text("process"),
    text("version"),
    time("began_at"),
    time("renewed_at"),
    time("stopped_at", null=True),
    time("over_at", null=True),
    text("alone", null=True),
    sa.UniqueConstraint("executor"),
    sa.UniqueConstraint("process"),
)

crashed_jobs = table(
    "crashed_jobs",
    text("job"),
    text("lane"),
    sa.Column("crashes", sa.Integer, nullable=False),
    sa.Column("crashes_alone", sa.Integer, nullable=False),
    time("crashed_at"),
    sa.UniqueConstraint("team_id", "job"),
)
