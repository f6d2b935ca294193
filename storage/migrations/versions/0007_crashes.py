"""Which process serves and how it ended; the jobs that ran when one died."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "serving",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("stopped_at", TIME, nullable=True),
        sa.Column("alone", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_serving")),
        sa.UniqueConstraint("team_id", name=op.f("uq_serving_team_id")),
    )
    op.create_table(
        "crashed_jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("crashes", sa.Integer(), nullable=False),
        sa.Column("crashes_alone", sa.Integer(), nullable=False),
        sa.Column("crashed_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crashed_jobs")),
        sa.UniqueConstraint("team_id", "job", name=op.f("uq_crashed_jobs_team_id_job")),
    )
