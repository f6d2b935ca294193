"""Tasks the customer is asked about: when they were, and the index of the tasks that wait for something."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

UNFINISHED = sa.text("state IN ('pending', 'asked')")


def upgrade() -> None:
    """Add the column; index what waits."""
    op.add_column("tasks", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_index("ix_tasks_pending", table_name="tasks")
    columns = ["case_id", "id"]
    op.create_index(
        "ix_tasks_unfinished", "tasks", columns, unique=False, sqlite_where=UNFINISHED, postgresql_where=UNFINISHED
    )
