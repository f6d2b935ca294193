"""FAQ sets, their documents and entries; a step's case may be empty, since the run of a set belongs to no case."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables; let ``step_runs.case_id`` be empty."""
    with op.batch_alter_table("step_runs") as batch:
        batch.alter_column("case_id", existing_type=ID, nullable=True)
    op.create_table(
        "faq_sets",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("report", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_sets")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_faq_sets_team_id_number")),
        sa.UniqueConstraint("run", name=op.f("uq_faq_sets_run")),
    )
    op.create_index("ix_faq_sets_team_owner", "faq_sets", ["team_id", "owner", "id"], unique=False)
    op.create_table(
        "faq_documents",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("set_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["set_id"], ["faq_sets.id"], name=op.f("fk_faq_documents_set_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_documents")),
        sa.UniqueConstraint("set_id", "position", name=op.f("uq_faq_documents_set_id_position")),
    )
    op.create_table(
        "faq_entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("set_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("published", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_id"], ["faq_sets.id"], name=op.f("fk_faq_entries_set_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_entries")),
        sa.UniqueConstraint("set_id", "position", name=op.f("uq_faq_entries_set_id_position")),
    )
