"""The words of cases are indexed by their stems from now on; what is indexed already is made anew while it serves."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TO_STEM = """
INSERT INTO counters(team_id, name, value)
SELECT '', 'case_words_to_stem', max(id) FROM cases HAVING max(id) IS NOT NULL
"""


def upgrade() -> None:
    """Note up to which case the index holds words as they were written: a chore makes it anew, newest case first."""
    op.execute(sa.text(TO_STEM))
