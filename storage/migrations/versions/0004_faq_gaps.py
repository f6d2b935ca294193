"""Questions that no published FAQ entry answers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "faq_gaps",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_faq_gaps_case_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_faq_gaps_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_gaps")),
        sa.UniqueConstraint("message_id", "part", name=op.f("uq_faq_gaps_message_id_part")),
    )
    op.create_index("ix_faq_gaps_team", "faq_gaps", ["team_id", "id"], unique=False)
