"""Where a turn's lines are written: who writes there again within moments goes on with it."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the place of a turn. Of older turns it is not known: nobody goes on with them by writing there."""
    op.add_column("turns", sa.Column("place", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.create_index("ix_turns_place", "turns", ["team_id", "place", "author", "id"])
