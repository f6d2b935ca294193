"""When a customer was asked for what they owe and reminded of it, and the index of the cases that wait for them.

Of cases that wait already nothing is noted: nobody is reminded of a question that is older than this.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

UNANSWERED = sa.text("asked_at IS NOT NULL")


def upgrade() -> None:
    """Add the columns and the index."""
    for name in ("asked_at", "nudged_at"):
        op.add_column("cases", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_cases_unanswered",
        "cases",
        ["team_id", "asked_at", "id"],
        unique=False,
        sqlite_where=UNANSWERED,
        postgresql_where=UNANSWERED,
    )
