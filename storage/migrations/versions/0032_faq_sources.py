"""Where documents of sets are read again, when that was done, and since when they cannot be."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; documents from before were given by hand."""
    op.add_column("faq_documents", sa.Column("address", sa.Text(), nullable=True))
    op.add_column("faq_documents", sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("faq_documents", sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("faq_documents", sa.Column("problem", sa.Text(), nullable=True))
