"""Review of cases: notes, corrections, ratings, reminders, erasures, the queue's indexes, and full-text search."""

import sqlalchemy as sa
from alembic import op

from storage import words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PARTIAL = (
    ("ix_cases_mine", ["team_id", "assignee", "id", "status"], "assignee IS NOT NULL AND status <> 'resolved'"),
    ("ix_cases_unassigned", ["team_id", "status", "assignee", "id"], "status = 'escalated' AND assignee IS NULL"),
    ("ix_cases_remind", ["remind_at"], "remind_at IS NOT NULL"),
    ("ix_cases_to_erase", ["resolved_at", "id"], "status = 'resolved' AND erased_at IS NULL"),
)


def upgrade() -> None:
    """Create tables, columns and indexes; index the words of the cases that are there."""
    _add_columns()
    _create_tables()
    op.create_index("ix_cases_team", "cases", ["team_id", "id"], unique=False)
    op.create_index("ix_messages_author", "messages", ["team_id", "author"], unique=False)
    for name, columns, condition in PARTIAL:
        where = sa.text(condition)
        op.create_index(name, "cases", columns, unique=False, sqlite_where=where, postgresql_where=where)
    words.create_index(op.get_bind())


def _add_columns() -> None:
    op.add_column("cases", sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("cases", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("replies", sa.Column("rating", sa.Integer(), nullable=True))
    op.add_column("replies", sa.Column("rating_comment", sa.Text(), nullable=True))
    op.add_column("replies", sa.Column("rated_at", sa.DateTime(timezone=True), nullable=True))


def _create_tables() -> None:
    op.create_table(
        "notes",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_notes_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index("ix_notes_case", "notes", ["case_id", "id"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.Column("route_before", sa.Text(), nullable=True),
        sa.Column("route_after", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_corrections_case_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_corrections_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index("ix_corrections_case", "corrections", ["case_id", "id"], unique=False)
    op.create_table(
        "erasures",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cases", sa.Integer(), server_default="0", nullable=False),
        sa.Column("messages", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    op.create_index("ix_erasures_team", "erasures", ["team_id", "id"], unique=False)
