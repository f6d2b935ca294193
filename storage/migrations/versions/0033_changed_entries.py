"""What an entry answered before its source changed: it waits for a decision until somebody has compared the two."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; no source has changed yet."""
    op.add_column("faq_entries", sa.Column("was", sa.Text(), nullable=True))
