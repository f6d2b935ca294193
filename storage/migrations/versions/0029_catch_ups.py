"""What was said while no desk listened: which places still have to be read, and from when on."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "catch_ups",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("thread_ts", sa.Text(), nullable=False),
        sa.Column("after_ts", sa.Text(), nullable=False),
        sa.Column("read_to", sa.Text(), nullable=True),
        sa.Column("found", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("listed", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("noted_at", TIME, nullable=False),
        sa.Column("done_at", TIME, nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catch_ups")),
        sa.UniqueConstraint(
            "team_id", "channel", "thread_ts", "after_ts", name=op.f("uq_catch_ups_team_id_channel_thread_ts_after_ts")
        ),
    )
