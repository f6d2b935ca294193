"""Review of cases: notes, corrections, ratings, reminders, erasures, the queue's indexes, and full-text search."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PARTIAL = (
    ("ix_cases_mine", ["team_id", "assignee", "id", "status"], "assignee IS NOT NULL AND status <> 'resolved'"),
    ("ix_cases_unassigned", ["team_id", "status", "assignee", "id"], "status = 'escalated' AND assignee IS NULL"),
    ("ix_cases_remind", ["remind_at"], "remind_at IS NOT NULL"),
    ("ix_cases_to_erase", ["updated_at", "id"], "status = 'resolved' AND erased_at IS NULL"),
)
# What storage/search.py reads and writes, as it was when this was written: over all cases there are.
SQLITE_WORDS = """
CREATE VIRTUAL TABLE case_words USING fts5(
  team, requester, text, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
)
"""
SQLITE_ROWS = """
INSERT OR REPLACE INTO case_words(rowid, team, requester, text)
SELECT id, team_id, requester,
  CASE WHEN subject = '(deleted)' THEN '' ELSE subject END || char(10) || coalesce((
    SELECT group_concat(text, char(10)) FROM (
      SELECT text FROM messages WHERE case_id = cases.id AND deleted_at IS NULL ORDER BY id LIMIT 100
    )
  ), '')
FROM cases
"""
POSTGRES_WORDS = """
CREATE TABLE case_words (
  case_id bigint PRIMARY KEY REFERENCES cases(id),
  team_id text NOT NULL, requester text NOT NULL, words tsvector NOT NULL
)
"""
POSTGRES_ROWS = """
INSERT INTO case_words(case_id, team_id, requester, words)
SELECT id, team_id, requester, to_tsvector('simple', regexp_replace(left(
  CASE WHEN subject = '(deleted)' THEN '' ELSE subject END || ' ' || coalesce((
    SELECT string_agg(text, ' ') FROM (
      SELECT text FROM messages WHERE case_id = cases.id AND deleted_at IS NULL ORDER BY id LIMIT 100
    ) AS texts
  ), ''), 200000), '[^[:alnum:]]+', ' ', 'g'))
FROM cases
"""
WORDS = {
    "sqlite": (SQLITE_WORDS, "CREATE VIRTUAL TABLE case_terms USING fts5vocab(case_words, instance)", SQLITE_ROWS),
    "postgresql": (POSTGRES_WORDS, POSTGRES_ROWS, "CREATE INDEX ix_case_words ON case_words USING gin (words)"),
}


def upgrade() -> None:
    """Create tables, columns and indexes; index the words of the cases that are there."""
    _add_columns()
    _create_tables()
    op.create_index("ix_cases_team", "cases", ["team_id", "id"], unique=False)
    op.create_index("ix_messages_author", "messages", ["team_id", "author"], unique=False)
    for name, columns, condition in PARTIAL:
        where = sa.text(condition)
        op.create_index(name, "cases", columns, unique=False, sqlite_where=where, postgresql_where=where)
    for statement in WORDS[op.get_bind().dialect.name]:
        op.execute(sa.text(statement))


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
