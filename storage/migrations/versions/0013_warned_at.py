"""When staff were warned that a case is due, and the index of the cases of which they were not."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UNWARNED = sa.text("waits_since IS NOT NULL AND warned_at IS NULL")


def upgrade() -> None:
    """Add the column and the index."""
    op.add_column("cases", sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_cases_unwarned",
        "cases",
        ["waits_since", "id"],
        unique=False,
        sqlite_where=UNWARNED,
        postgresql_where=UNWARNED,
    )
