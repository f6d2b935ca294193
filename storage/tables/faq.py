"""Tables of FAQ sets: documents, entries, what people asked of them and in which words."""

from typing import Any

import sqlalchemy as sa

from storage.tables.columns import ID, case_id, flag, number, table, text, time

faq_sets = table(
    "faq_sets",
    sa.Column("number", sa.Integer, nullable=False),
    text("owner"),
    text("title"),
    text("run"),
    text("digest"),
    text("language", null=True),
    sa.Column("asked", sa.Integer, nullable=False),
    text("state"),
    sa.Column("report", sa.JSON(none_as_null=True), nullable=True),
    # Where the result goes: a channel, the owner's own id (a direct message), empty for the terminal.
    text("channel", null=True),
    time("created_at"),
    time("finished_at", null=True),
    time("delivered_at", null=True),
    flag("published"),
    sa.UniqueConstraint("team_id", "number"),
    sa.UniqueConstraint("run"),
    sa.Index("ix_faq_sets_team_owner", "team_id", "owner", "id"),
)


def _set_id() -> sa.Column[Any]:
    return sa.Column("set_id", ID, sa.ForeignKey("faq_sets.id"), nullable=False)


faq_documents = table(
    "faq_documents",
    _set_id(),
    sa.Column("position", sa.Integer, nullable=False),
    text("title"),
    text("text"),
    sa.Column("blocks", sa.JSON, nullable=True),
    sa.Column("losses", sa.JSON, nullable=True),
    # Where it is read again, when that was done, and since when it cannot be.
    text("address", null=True),
    time("read_at", null=True),
    time("failing_since", null=True),
    text("problem", null=True),
    sa.Column("sections", sa.Integer, nullable=True),
    sa.Column("pages", sa.Integer, nullable=True),
    sa.UniqueConstraint("set_id", "position"),
)

faq_entries = table(
    "faq_entries",
    _set_id(),
    sa.Column("position", sa.Integer, nullable=False),
    text("question"),
    text("answer"),
    sa.Column("sources", sa.JSON, nullable=False),
    sa.Column("quotes", sa.JSON, nullable=False),
    text("engine"),
    flag("published"),
    number("version"),
    text("removed_by", null=True),
    time("created_at"),
    sa.Column("state", sa.Text, nullable=False, server_default="proposed"),
    text("decided_by", null=True),
    time("decided_at", null=True),
    # What it answered before its source changed.
    text("was", null=True),
    sa.UniqueConstraint("set_id", "position"),
)

# What people ask of a finished set, as long as it is owed: an entry made anew (``position``), else the files.
faq_requests = table(
    "faq_requests",
    _set_id(),
    text("job"),
    text("asker"),
    sa.Column("position", sa.Integer, nullable=True),
    sa.Column("version", sa.Integer, nullable=True),
    flag("by_staff"),
    time("asked_at"),
    sa.UniqueConstraint("team_id", "job"),
)

faq_gaps = table(
    "faq_gaps",
    case_id(),
    sa.Column("message_id", ID, sa.ForeignKey("messages.id"), nullable=False),
    sa.Column("part", sa.Integer, nullable=False),
    text("question"),
    text("route"),
    time("asked_at"),
    sa.UniqueConstraint("message_id", "part"),
    sa.Index("ix_faq_gaps_team", "team_id", "id"),
)

# A wording for which people chose a published entry among those they were offered: the entry's question then was
# ``question``. ``key``: its stems; ``wording`` is masked, and the newest one's; approved, it is staff's.
faq_aliases = table(
    "faq_aliases",
    sa.Column("entry_id", ID, sa.ForeignKey("faq_entries.id", ondelete="CASCADE"), nullable=False),
    text("question"),
    text("key"),
    text("wording"),
    text("state"),
    text("decided_by", null=True),
    time("created_at"),
    sa.UniqueConstraint("entry_id", "question", "key"),
    sa.Index("ix_faq_aliases_team", "team_id", "id"),
)

# Who chose it: in answer to which message (``asked_id``), and as which (``message_id``), whose reply is rated.
faq_alias_presses = table(
    "faq_alias_presses",
    sa.Column("alias_id", ID, sa.ForeignKey("faq_aliases.id", ondelete="CASCADE"), nullable=False),
    case_id(),
    sa.Column("asked_id", ID, sa.ForeignKey("messages.id"), nullable=False),
    sa.Column("message_id", ID, sa.ForeignKey("messages.id"), nullable=False),
    text("user"),
    text("wording"),
    time("at"),
    sa.UniqueConstraint("alias_id", "message_id"),
    sa.Index("ix_faq_alias_presses_case", "case_id", "id"),
    sa.Index("ix_faq_alias_presses_asked", "asked_id"),
    sa.Index("ix_faq_alias_presses_message", "message_id"),
)
