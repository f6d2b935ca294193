"""Tables of cases: the case, its customer, and what is noted about it."""

import sqlalchemy as sa

from storage.tables.columns import ID, case_id, flag, number, partial, table, text, time

# Conditions of partial indexes, word for word as the queries state them.
MINE = "assignee IS NOT NULL AND status <> 'resolved'"
NEEDS_PERSON = "waits_since IS NOT NULL"
UNWARNED = "waits_since IS NOT NULL AND warned_at IS NULL"
UNASSIGNED = "waits_since IS NOT NULL AND assignee IS NULL"
UNANSWERED = "asked_at IS NOT NULL"
TO_ERASE = "status = 'resolved' AND erased_at IS NULL"

cases = table(
    "cases",
    text("number"),
    text("channel"),
    text("thread_ts"),
    flag("is_dm"),
    text("requester"),
    text("subject"),
    text("route", null=True),
    text("status"),
    text("awaiting", null=True),
    text("priority"),
    text("assignee", null=True),
    flag("taken_over"),
    text("language", null=True),
    number("unsure_count"),
    time("opened_at"),
    time("updated_at"),
    time("first_response_at", null=True),
    time("resolved_at", null=True),
    sa.Column("rating", sa.Integer, nullable=True),
    # When an escalation that nobody claimed reminds the staff channel.
    time("remind_at", null=True),
    # When retention or a request to be forgotten erased the texts; a reopened case has texts again.
    time("erased_at", null=True),
    # Since when a person owes the customer a word: set as it becomes escalated or the customer writes to a person,
    # taken back as staff write. Due times follow from it and the hours, in the same order.
    time("waits_since", null=True),
    # When staff were warned that this word is due; not yet, once it waits anew.
    time("warned_at", null=True),
    # Where its thread is in Slack, once it was asked for.
    text("thread_link", null=True),
    # When its customer was asked for what they owe, by the desk or by a person; empty once they have written.
    time("asked_at", null=True),
    # When a reminder of that was planned for the customer.
    time("nudged_at", null=True),
    # Who called the desk into the thread, if that was not the requester.
    text("reporter", null=True),
    # Where its answers stand: "private" in a direct message if they tell of its customer, since others read along in
    # its channel; "here" in the thread all the same, as its customer wants; empty: in the thread.
    text("privacy", null=True),
    sa.UniqueConstraint("team_id", "number"),
    sa.UniqueConstraint("team_id", "channel", "thread_ts"),
    sa.Index("ix_cases_team", "team_id", "id"),
    sa.Index("ix_cases_team_status", "team_id", "status", "id"),
    sa.Index("ix_cases_team_requester", "team_id", "requester", "id"),
    partial("ix_cases_mine", MINE, "team_id", "assignee", "id", "status"),
    partial("ix_cases_needs_person", NEEDS_PERSON, "team_id", "waits_since", "id"),
    # With a column that is the same in all its rows: else SQLite prefers the index above, which has more rows.
    partial("ix_cases_unassigned", UNASSIGNED, "team_id", "assignee", "waits_since", "id"),
    partial("ix_cases_unwarned", UNWARNED, "waits_since", "id"),
    partial("ix_cases_remind", "remind_at IS NOT NULL", "remind_at"),
    partial("ix_cases_unanswered", UNANSWERED, "team_id", "asked_at", "id"),
    partial("ix_cases_to_erase", TO_ERASE, "updated_at", "id"),
)

customers = table(
    "customers",
    text("user"),
    text("account_number", null=True),
    time("account_asked_at", null=True),
    sa.UniqueConstraint("team_id", "user"),
)

timeline = table(
    "timeline",
    case_id(),
    time("at"),
    text("actor"),
    text("event"),
    text("detail"),
    sa.Index("ix_timeline_case", "case_id", "id"),
)

# Staff's own words about a case: never shown to customers, never searched.
notes = table(
    "notes",
    case_id(),
    text("author"),
    text("text"),
    time("at"),
    # Of what was written in the thread of a card: which message it is, and its newest edit.
    text("channel", null=True),
    text("ts", null=True),
    text("edited_ts", null=True),
    sa.Index("ix_notes_case", "case_id", "id"),
    sa.Index(
        "ix_notes_written",
        *("team_id", "channel", "ts"),
        unique=True,
        sqlite_where=sa.text("ts IS NOT NULL"),
    ),
)

# A person changed the route: what the classifier should have answered. The text is read from the message, never copied.
corrections = table(
    "corrections",
    case_id(),
    sa.Column("message_id", ID, sa.ForeignKey("messages.id"), nullable=False),
    text("route_before", null=True),
    text("route_after"),
    text("by"),
    time("at"),
    sa.Index("ix_corrections_case", "case_id", "id"),
)
