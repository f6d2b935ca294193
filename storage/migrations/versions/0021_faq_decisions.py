"""Whether a set of FAQs is published, and what staff decided about each of its entries, who and when.

What is published already counts as approved.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; customers are answered from the same entries as before."""
    op.add_column("faq_entries", sa.Column("state", sa.Text(), nullable=False, server_default="proposed"))
    op.add_column("faq_entries", sa.Column("decided_by", sa.Text(), nullable=True))
    op.add_column("faq_entries", sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("faq_sets", sa.Column("published", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(sa.text("UPDATE faq_entries SET state = 'approved' WHERE published"))
    of_live = "id IN (SELECT set_id FROM faq_entries WHERE published)"
    op.execute(sa.text(f"UPDATE faq_sets SET published = (1 = 1) WHERE {of_live}"))  # noqa: S608 - our own words
