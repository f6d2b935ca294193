"""Tables of what a customer asked for, what was issued for it, and the steps that led there."""

import sqlalchemy as sa

from storage.tables.columns import ID, case_id, number, partial, table, text, time, turn_id

# The condition of a partial index, word for word as the queries state it.
UNFINISHED = "state IN ('pending', 'asked')"

tasks = table(
    "tasks",
    case_id(),
    # Whose answering did it last, and whose opened it; and in which runs.
    turn_id(),
    turn_id("opened_turn_id"),
    text("run"),
    text("opened_run"),
    sa.Column("part", sa.Integer, nullable=False),
    text("query_type"),
    text("invoice_number", null=True),
    text("product_name", null=True),
    text("reason_for_return", null=True),
    text("order_id", null=True),
    text("state"),
    sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
    # Of the RMA or investigation that the result tells of, new or once more.
    text("number", null=True),
    # When the customer was asked whether they want it at all.
    time("asked_at", null=True),
    time("created_at"),
    time("updated_at"),
    sa.UniqueConstraint("run", "part"),
    sa.Index("ix_tasks_case", "case_id", "id"),
    sa.Index("ix_tasks_turn", "turn_id", "id"),
    partial("ix_tasks_unfinished", UNFINISHED, "case_id", "id"),
    partial("ix_tasks_number", "number IS NOT NULL", "case_id", "number"),
)

investigations = table(
    "investigations",
    case_id(),
    sa.Column("task_id", ID, sa.ForeignKey("tasks.id"), nullable=False),
    text("number"),
    text("invoice_number"),
    text("concern"),
    text("action"),
    sa.Column("eta", sa.Date, nullable=False),
    text("state"),
    time("created_at"),
    sa.UniqueConstraint("team_id", "number"),
    sa.Index("ix_investigations_case", "case_id", "id"),
)

rmas = table(
    "rmas",
    case_id(),
    sa.Column("task_id", ID, sa.ForeignKey("tasks.id"), nullable=False),
    text("number"),
    text("requester"),
    text("product_name"),
    text("product_key"),
    text("reason"),
    text("state"),
    time("created_at"),
    sa.UniqueConstraint("team_id", "number"),
    sa.Index("ix_rmas_case", "case_id", "id"),
)

step_runs = table(
    "step_runs",
    # Empty for the run of a FAQ set, which belongs to no case: the set holds the run's name.
    sa.Column("case_id", ID, sa.ForeignKey("cases.id"), nullable=True),
    # Whose answering it is a step of; empty like the case.
    turn_id(),
    text("run"),
    text("step"),
    sa.Column("part", sa.Integer, nullable=False),
    text("engine"),
    text("model", null=True),
    text("prompt_hash", null=True),
    number("tokens_in"),
    number("tokens_out"),
    number("ms"),
    text("outcome"),
    sa.Column("answer", sa.JSON, nullable=False),
    time("created_at"),
    sa.UniqueConstraint("run", "step", "part"),
    sa.Index("ix_step_runs_case", "case_id", "id"),
    sa.Index("ix_step_runs_turn", "turn_id", "id"),
)
