"""What is heard in Slack: files beside a message, other organisations, who called the desk, threads of apps."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add columns, and the table of first messages that apps wrote."""
    op.add_column("messages", sa.Column("user_team", sa.Text(), nullable=True))
    op.add_column("messages", sa.Column("files", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("cases", sa.Column("reporter", sa.Text(), nullable=True))
    op.create_table(
        "app_roots",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("kept_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_roots")),
        sa.UniqueConstraint("team_id", "channel", "ts", name=op.f("uq_app_roots_team_id_channel_ts")),
    )
    op.create_index("ix_app_roots_kept", "app_roots", ["kept_at"])
