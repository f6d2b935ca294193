"""Which RMA or investigation a task's result tells of, so that all who tell of one are found by its number."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

NUMBERED = sa.text("number IS NOT NULL")
OF_RESULT = {
    "sqlite": "json_extract(result, '$.number')",
    "postgresql": "result ->> 'number'",
}
KIND = {
    "sqlite": "json_extract(result, '$.kind')",
    "postgresql": "result ->> 'kind'",
}


def upgrade() -> None:
    """Add the column, fill it from the results, and index it."""
    op.add_column("tasks", sa.Column("number", sa.Text(), nullable=True))
    number, kind = (words[op.get_bind().dialect.name] for words in (OF_RESULT, KIND))
    told = f"UPDATE tasks SET number = {number} WHERE result IS NOT NULL AND {kind} IN ('rma', 'investigation')"  # noqa: S608 - our own words
    op.execute(sa.text(told))
    op.create_index(
        "ix_tasks_number",
        "tasks",
        ["case_id", "number"],
        unique=False,
        sqlite_where=NUMBERED,
        postgresql_where=NUMBERED,
    )
