"""What people ask of a finished set of FAQs, as long as it is owed: an entry made anew, the files."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "faq_requests",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("set_id", ID, nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("by_staff", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_id"], ["faq_sets.id"], name=op.f("fk_faq_requests_set_id_faq_sets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_requests")),
        sa.UniqueConstraint("team_id", "job", name=op.f("uq_faq_requests_team_id_job")),
    )
