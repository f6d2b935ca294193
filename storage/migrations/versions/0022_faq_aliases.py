"""Wordings that people chose a published entry for, and who did."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "faq_aliases",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["faq_entries.id"], name=op.f("fk_faq_aliases_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_aliases")),
        sa.UniqueConstraint("entry_id", "question", "key", name=op.f("uq_faq_aliases_entry_id_question_key")),
    )
    op.create_index("ix_faq_aliases_team", "faq_aliases", ["team_id", "id"])
    op.create_table(
        "faq_alias_presses",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("alias_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("asked_id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["alias_id"], ["faq_aliases.id"], name=op.f("fk_faq_alias_presses_alias_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_faq_alias_presses_case_id")),
        sa.ForeignKeyConstraint(["asked_id"], ["messages.id"], name=op.f("fk_faq_alias_presses_asked_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_faq_alias_presses_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_alias_presses")),
        sa.UniqueConstraint("alias_id", "message_id", name=op.f("uq_faq_alias_presses_alias_id_message_id")),
    )
    op.create_index("ix_faq_alias_presses_case", "faq_alias_presses", ["case_id", "id"])
    op.create_index("ix_faq_alias_presses_asked", "faq_alias_presses", ["asked_id"])
    op.create_index("ix_faq_alias_presses_message", "faq_alias_presses", ["message_id"])
