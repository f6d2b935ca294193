"""Notes that staff write in the thread of a card: which message each is, and the posts in whose threads they stand."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

WRITTEN = sa.text("ts IS NOT NULL")
IN_STAFF_CHANNEL = sa.text("kind IN ('card', 'reminder', 'due_warning')")


def upgrade() -> None:
    """Add the columns and the indexes."""
    for name in ("channel", "ts", "edited_ts"):
        op.add_column("notes", sa.Column(name, sa.Text(), nullable=True))
    columns = ["team_id", "channel", "ts"]
    op.create_index("ix_notes_written", "notes", columns, unique=True, sqlite_where=WRITTEN, postgresql_where=WRITTEN)
    op.create_index(
        "ix_posts_in_staff_channel",
        "posts",
        ["channel", "ts"],
        unique=False,
        sqlite_where=IN_STAFF_CHANNEL,
        postgresql_where=IN_STAFF_CHANNEL,
    )
