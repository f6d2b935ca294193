"""Notes about changed sources that nobody owed any more, after a crash: the sweep sends them now."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give them the kind that is swept."""
    left = "state IN ('planned', 'sending') AND (key LIKE '%:sources:%' OR key LIKE '%:down:%')"
    op.execute(sa.text(f"UPDATE posts SET kind = 'faq_source_note' WHERE kind = 'faq_note' AND {left}"))  # noqa: S608 - our own words
