"""Where the answers of a case stand, if others read along; what was sent to one person alone is found by its place."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

PRIVATE = sa.text("kind = 'private_reply'")


def upgrade() -> None:
    """Add the column and the index; cases from before are answered as they were."""
    op.add_column("cases", sa.Column("privacy", sa.Text(), nullable=True))
    op.create_index(
        "ix_posts_private",
        "posts",
        ["team_id", "channel", "id"],
        sqlite_where=PRIVATE,
        postgresql_where=PRIVATE,
    )
