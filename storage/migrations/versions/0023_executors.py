"""The processes that serve one PostgreSQL database, and which of them does a chore or shows somebody's Home."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table, and add columns that name one of them."""
    op.create_table(
        "executors",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("executor", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("began_at", TIME, nullable=False),
        sa.Column("renewed_at", TIME, nullable=False),
        sa.Column("stopped_at", TIME, nullable=True),
        sa.Column("over_at", TIME, nullable=True),
        sa.Column("alone", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_executors")),
        sa.UniqueConstraint("executor", name=op.f("uq_executors_executor")),
        sa.UniqueConstraint("process", name=op.f("uq_executors_process")),
    )
    op.add_column("viewers", sa.Column("shown_by", sa.Text(), nullable=True))
    op.add_column("chores", sa.Column("claimed_by", sa.Text(), nullable=True))
    op.add_column("chores", sa.Column("claimed_at", TIME, nullable=True))
