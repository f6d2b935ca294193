"""How many sections and pages were read of a document: that is said before questions are made of it."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; of documents from before it is not known."""
    op.add_column("faq_documents", sa.Column("sections", sa.Integer(), nullable=True))
    op.add_column("faq_documents", sa.Column("pages", sa.Integer(), nullable=True))
