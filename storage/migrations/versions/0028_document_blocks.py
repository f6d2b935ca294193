"""What documents are made of, found when they are read, and what of their files is not in their text."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; documents from before have neither: their blocks are found in their text."""
    op.add_column("faq_documents", sa.Column("blocks", sa.JSON(), nullable=True))
    op.add_column("faq_documents", sa.Column("losses", sa.JSON(), nullable=True))
