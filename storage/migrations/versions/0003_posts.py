"""Posts, the outbox; where a FAQ set's result goes; entries that are made anew or removed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OWED = sa.text("state IN ('planned', 'sending')")


def upgrade() -> None:
    """Create the table; add the columns."""
    op.add_column("faq_sets", sa.Column("channel", sa.Text(), nullable=True))
    op.add_column("faq_sets", sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("faq_entries", sa.Column("version", sa.Integer(), server_default="0", nullable=False))
    op.add_column("faq_entries", sa.Column("removed_by", sa.Text(), nullable=True))
    op.create_table(
        "posts",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("set_id", ID, nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_posts_case_id")),
        sa.ForeignKeyConstraint(["set_id"], ["faq_sets.id"], name=op.f("fk_posts_set_id")),
        sa.UniqueConstraint("team_id", "key", name=op.f("uq_posts_team_id_key")),
    )
    op.create_index("ix_posts_case", "posts", ["case_id", "id"], unique=False)
    op.create_index("ix_posts_set", "posts", ["set_id", "id"], unique=False)
    op.create_index("ix_posts_owed", "posts", ["id"], unique=False, sqlite_where=OWED, postgresql_where=OWED)
