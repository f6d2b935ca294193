"""Since when a case waits for a person, and the indexes of the lists that go by it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PARTIAL = (
    ("ix_cases_needs_person", ["team_id", "waits_since", "id"], "waits_since IS NOT NULL"),
    (
        "ix_cases_unassigned",
        ["team_id", "assignee", "waits_since", "id"],
        "waits_since IS NOT NULL AND assignee IS NULL",
    ),
)
# A case that a person has and in which support had the last word waits for nobody.
SINCE = """
UPDATE cases SET waits_since = coalesce((
  SELECT max(at) FROM timeline
  WHERE timeline.case_id = cases.id AND event IN ('escalated', 'reply not delivered', 'reopened')
), updated_at)
WHERE status = 'escalated' AND NOT (assignee IS NOT NULL AND coalesce((
  SELECT author_kind FROM messages
  WHERE messages.case_id = cases.id AND author_kind IN ('customer', 'staff') ORDER BY id DESC LIMIT 1
), '') = 'staff')
"""


def upgrade() -> None:
    """Add the column, say since when the escalated cases wait, and index it."""
    op.add_column("cases", sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True))
    op.execute(sa.text(SINCE))
    op.drop_index("ix_cases_unassigned", table_name="cases")
    for name, columns, condition in PARTIAL:
        where = sa.text(condition)
        op.create_index(name, "cases", columns, unique=False, sqlite_where=where, postgresql_where=where)
