"""The tables of the case database. Every table carries ``team_id``; times are UTC. Migrations follow this file."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Utc(sa.types.TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite keeps no zone, so it is put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - signature is SQLAlchemy's
        """Turn any aware time into UTC; a naive one is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"naive time {value!r}: pass an aware one"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - signature is SQLAlchemy's
        """Give the time its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite numbers rows by itself only in a column of exactly this type.
_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _table(name: str, *items: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(
        name,
        METADATA,
        sa.Column("id", _ID, primary_key=True),
        sa.Column("team_id", sa.Text, nullable=False),
        *items,
    )


def _text(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=null)


def _time(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Utc, nullable=null)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _partial(name: str, condition: str, *columns: str) -> sa.Index:
    """Return an index of the few rows for which ``condition`` holds; a query must state it in the same words.

    SQLAlchemy is not told of PostgreSQL's: it would load that dialect, 2 MB, and the migrations make the indexes.
    """
    return sa.Index(name, *columns, sqlite_where=sa.text(condition))


# Conditions of partial indexes, word for word as the queries state them.
MINE = "assignee IS NOT NULL AND status <> 'resolved'"
NEEDS_PERSON = "waits_since IS NOT NULL"
UNWARNED = "waits_since IS NOT NULL AND warned_at IS NULL"
UNASSIGNED = "waits_since IS NOT NULL AND assignee IS NULL"
UNANSWERED = "asked_at IS NOT NULL"
TO_ERASE = "status = 'resolved' AND erased_at IS NULL"
IN_STAFF_CHANNEL = "kind IN ('card', 'reminder', 'due_warning')"
PRIVATE_POST = "kind = 'private_reply'"
OWED_POST = "state IN ('planned', 'sending')"
OWED_TURN = "state = 'owed'"
UNFINISHED = "state IN ('pending', 'asked')"


def _case_id() -> sa.Column[Any]:
    return sa.Column("case_id", _ID, sa.ForeignKey("cases.id"), nullable=False)


cases = _table(
    "cases",
    _text("number"),
    _text("channel"),
    _text("thread_ts"),
    _flag("is_dm"),
    _text("requester"),
    _text("subject"),
    _text("route", null=True),
    _text("status"),
    _text("awaiting", null=True),
    _text("priority"),
    _text("assignee", null=True),
    _flag("taken_over"),
    _text("language", null=True),
    _number("unsure_count"),
    _time("opened_at"),
    _time("updated_at"),
    _time("first_response_at", null=True),
    _time("resolved_at", null=True),
    sa.Column("rating", sa.Integer, nullable=True),
    # When an escalation that nobody claimed reminds the staff channel.
    _time("remind_at", null=True),
    # When retention or a request to be forgotten erased the texts; a reopened case has texts again.
    _time("erased_at", null=True),
    # Since when a person owes the customer a word: set as it becomes escalated or the customer writes to a person,
    # taken back as staff write. Due times follow from it and the hours, in the same order.
    _time("waits_since", null=True),
    # When staff were warned that this word is due; not yet, once it waits anew.
    _time("warned_at", null=True),
    # Where its thread is in Slack, once it was asked for.
    _text("thread_link", null=True),
    # When its customer was asked for what they owe, by the desk or by a person; empty once they have written.
    _time("asked_at", null=True),
    # When a reminder of that was planned for the customer.
    _time("nudged_at", null=True),
    # Who called the desk into the thread, if that was not the requester.
    _text("reporter", null=True),
    # Where its answers stand: "private" in a direct message if they tell of its customer, since others read along in
    # its channel; "here" in the thread all the same, as its customer wants; empty: in the thread.
    _text("privacy", null=True),
    sa.UniqueConstraint("team_id", "number"),
    sa.UniqueConstraint("team_id", "channel", "thread_ts"),
    sa.Index("ix_cases_team", "team_id", "id"),
    sa.Index("ix_cases_team_status", "team_id", "status", "id"),
    sa.Index("ix_cases_team_requester", "team_id", "requester", "id"),
    _partial("ix_cases_mine", MINE, "team_id", "assignee", "id", "status"),
    _partial("ix_cases_needs_person", NEEDS_PERSON, "team_id", "waits_since", "id"),
    # With a column that is the same in all its rows: else SQLite prefers the index above, which has more rows.
    _partial("ix_cases_unassigned", UNASSIGNED, "team_id", "assignee", "waits_since", "id"),
    _partial("ix_cases_unwarned", UNWARNED, "waits_since", "id"),
    _partial("ix_cases_remind", "remind_at IS NOT NULL", "remind_at"),
    _partial("ix_cases_unanswered", UNANSWERED, "team_id", "asked_at", "id"),
    _partial("ix_cases_to_erase", TO_ERASE, "updated_at", "id"),
)

customers = _table(
    "customers",
    _text("user"),
    _text("account_number", null=True),
    _time("account_asked_at", null=True),
    sa.UniqueConstraint("team_id", "user"),
)

# What a member of staff looks at on Home.
viewers = _table(
    "viewers",
    _text("user"),
    _text("filter"),
    # With several processes: the one that shows it to them, and keeps it fresh.
    _text("shown_by", null=True),
    sa.UniqueConstraint("team_id", "user"),
)

# What one person wrote in one place, answered as one. Its key is that of its first message, for ever.
turns = _table(
    "turns",
    # Empty while the turn belongs to no case: its lane is the place and the person then. Today a case is opened when
    # the first message is kept, so it is always set.
    sa.Column("case_id", _ID, sa.ForeignKey("cases.id"), nullable=True),
    _text("channel"),
    _text("ts"),
    _text("thread_ts"),
    _text("author"),
    # Turns of one lane are answered one by one.
    _text("lane"),
    _text("state"),
    # From when on it may be answered: until then more lines may come.
    _time("ready_at"),
    _time("opened_at"),
    _time("settled_at", null=True),
    # Where its lines are written: a channel, or a thread in one.
    sa.Column("place", sa.Text, nullable=False, server_default=sa.text("''")),
    sa.UniqueConstraint("team_id", "channel", "ts"),
    sa.Index("ix_turns_case", "case_id", "id"),
    sa.Index("ix_turns_place", "team_id", "place", "author", "id"),
    _partial("ix_turns_owed", OWED_TURN, "id"),
)


def _turn_id(name: str = "turn_id") -> sa.Column[Any]:
    return sa.Column(name, _ID, sa.ForeignKey("turns.id"), nullable=True)


messages = _table(
    "messages",
    _case_id(),
    # Empty: nobody owes an answer to it. The words of staff, of third persons, and all where a person has taken over.
    _turn_id(),
    _text("channel"),
    _text("ts"),
    _text("thread_ts"),
    _text("author"),
    _text("author_kind"),
    _text("text"),
    _flag("is_dm"),
    _text("edited_ts", null=True),
    _text("progress_ts", null=True),
    _time("deleted_at", null=True),
    _time("kept_at"),
    # The team of its author where that is not ours; names and links of its files.
    _text("user_team", null=True),
    sa.Column("files", sa.JSON(none_as_null=True), nullable=True),
    sa.UniqueConstraint("team_id", "channel", "ts"),
    sa.Index("ix_messages_case", "case_id", "id"),
    sa.Index("ix_messages_turn", "turn_id", "id"),
    sa.Index("ix_messages_author", "team_id", "author"),
)

# An edit or a deletion that came before its message. Of a deletion no word is kept, and not who wrote.
tombstones = _table(
    "tombstones",
    _text("channel"),
    _text("ts"),
    _text("author", null=True),
    _text("text", null=True),
    _text("edited_ts", null=True),
    _time("deleted_at", null=True),
    _time("kept_at"),
    sa.UniqueConstraint("team_id", "channel", "ts"),
    sa.Index("ix_tombstones_kept", "kept_at"),
)

# First messages of threads that an app wrote into a support channel, a form or an alert: none of its words is kept.
app_roots = _table(
    "app_roots",
    _text("channel"),
    _text("ts"),
    _time("kept_at"),
    sa.UniqueConstraint("team_id", "channel", "ts"),
    sa.Index("ix_app_roots_kept", "kept_at"),
)

# Places in which something may have been said while no desk listened, read one after the other once one is there again.
catch_ups = _table(
    "catch_ups",
    # Empty: not a place, but the list of all direct messages, of which some are not known here.
    _text("channel"),
    # Empty: the channel itself, not a thread in it.
    _text("thread_ts"),
    # What is older was heard. How far it was read: of a channel back to here, of a thread on to here.
    _text("after_ts"),
    _text("read_to", null=True),
    # Messages that were kept, and those among them that nobody answers by itself.
    _number("found"),
    _number("listed"),
    _time("noted_at"),
    _time("done_at", null=True),
    # Why it could not be read, or not to its end.
    _text("problem", null=True),
    sa.UniqueConstraint("team_id", "channel", "thread_ts", "after_ts"),
)

# The first id of each channel whose id Slack has changed since.
channel_ids = _table(
    "channel_ids",
    _text("channel"),
    _text("first"),
    _time("kept_at"),
    sa.UniqueConstraint("team_id", "channel"),
)

tasks = _table(
    "tasks",
    _case_id(),
    # Whose answering did it last, and whose opened it; and in which runs.
    _turn_id(),
    _turn_id("opened_turn_id"),
    _text("run"),
    _text("opened_run"),
    sa.Column("part", sa.Integer, nullable=False),
    _text("query_type"),
    _text("invoice_number", null=True),
    _text("product_name", null=True),
    _text("reason_for_return", null=True),
    _text("order_id", null=True),
    _text("state"),
    sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
    # When the customer was asked whether they want it at all.
    _time("asked_at", null=True),
    _time("created_at"),
    _time("updated_at"),
    sa.UniqueConstraint("run", "part"),
    sa.Index("ix_tasks_case", "case_id", "id"),
    sa.Index("ix_tasks_turn", "turn_id", "id"),
    _partial("ix_tasks_unfinished", UNFINISHED, "case_id", "id"),
)

investigations = _table(
    "investigations",
    _case_id(),
    sa.Column("task_id", _ID, sa.ForeignKey("tasks.id"), nullable=False),
    _text("number"),
    _text("invoice_number"),
    _text("concern"),
    _text("action"),
    sa.Column("eta", sa.Date, nullable=False),
    _text("state"),
    _time("created_at"),
    sa.UniqueConstraint("team_id", "number"),
    sa.Index("ix_investigations_case", "case_id", "id"),
)

rmas = _table(
    "rmas",
    _case_id(),
    sa.Column("task_id", _ID, sa.ForeignKey("tasks.id"), nullable=False),
    _text("number"),
    _text("requester"),
    _text("product_name"),
    _text("product_key"),
    _text("reason"),
    _text("state"),
    _time("created_at"),
    sa.UniqueConstraint("team_id", "number"),
    sa.Index("ix_rmas_case", "case_id", "id"),
)

step_runs = _table(
    "step_runs",
    # Empty for the run of a FAQ set, which belongs to no case: the set holds the run's name.
    sa.Column("case_id", _ID, sa.ForeignKey("cases.id"), nullable=True),
    # Whose answering it is a step of; empty like the case.
    _turn_id(),
    _text("run"),
    _text("step"),
    sa.Column("part", sa.Integer, nullable=False),
    _text("engine"),
    _text("model", null=True),
    _text("prompt_hash", null=True),
    _number("tokens_in"),
    _number("tokens_out"),
    _number("ms"),
    _text("outcome"),
    sa.Column("answer", sa.JSON, nullable=False),
    _time("created_at"),
    sa.UniqueConstraint("run", "step", "part"),
    sa.Index("ix_step_runs_case", "case_id", "id"),
    sa.Index("ix_step_runs_turn", "turn_id", "id"),
)

timeline = _table(
    "timeline",
    _case_id(),
    _time("at"),
    _text("actor"),
    _text("event"),
    _text("detail"),
    sa.Index("ix_timeline_case", "case_id", "id"),
)

# Staff's own words about a case: never shown to customers, never searched.
notes = _table(
    "notes",
    _case_id(),
    _text("author"),
    _text("text"),
    _time("at"),
    # Of what was written in the thread of a card: which message it is, and its newest edit.
    _text("channel", null=True),
    _text("ts", null=True),
    _text("edited_ts", null=True),
    sa.Index("ix_notes_case", "case_id", "id"),
    sa.Index(
        "ix_notes_written",
        *("team_id", "channel", "ts"),
        unique=True,
        sqlite_where=sa.text("ts IS NOT NULL"),
    ),
)

# A person changed the route: what the classifier should have answered. The text is read from the message, never copied.
corrections = _table(
    "corrections",
    _case_id(),
    sa.Column("message_id", _ID, sa.ForeignKey("messages.id"), nullable=False),
    _text("route_before", null=True),
    _text("route_after"),
    _text("by"),
    _time("at"),
    sa.Index("ix_corrections_case", "case_id", "id"),
)

# That texts were erased, why and how many; never whose.
erasures = _table(
    "erasures",
    _time("at"),
    _text("kind"),
    _number("cases"),
    _number("messages"),
    sa.Index("ix_erasures_team", "team_id", "id"),
)

faq_sets = _table(
    "faq_sets",
    sa.Column("number", sa.Integer, nullable=False),
    _text("owner"),
    _text("title"),
    _text("run"),
    _text("digest"),
    _text("language", null=True),
    sa.Column("asked", sa.Integer, nullable=False),
    _text("state"),
    sa.Column("report", sa.JSON(none_as_null=True), nullable=True),
    # Where the result goes: a channel, the owner's own id (a direct message), empty for the terminal.
    _text("channel", null=True),
    _time("created_at"),
    _time("finished_at", null=True),
    _time("delivered_at", null=True),
    _flag("published"),
    sa.UniqueConstraint("team_id", "number"),
    sa.UniqueConstraint("run"),
    sa.Index("ix_faq_sets_team_owner", "team_id", "owner", "id"),
)


def _set_id() -> sa.Column[Any]:
    return sa.Column("set_id", _ID, sa.ForeignKey("faq_sets.id"), nullable=False)


faq_documents = _table(
    "faq_documents",
    _set_id(),
    sa.Column("position", sa.Integer, nullable=False),
    _text("title"),
    _text("text"),
    sa.Column("blocks", sa.JSON, nullable=True),
    sa.Column("losses", sa.JSON, nullable=True),
    # Where it is read again, when that was done, and since when it cannot be.
    _text("address", null=True),
    _time("read_at", null=True),
    _time("failing_since", null=True),
    _text("problem", null=True),
    sa.UniqueConstraint("set_id", "position"),
)

faq_entries = _table(
    "faq_entries",
    _set_id(),
    sa.Column("position", sa.Integer, nullable=False),
    _text("question"),
    _text("answer"),
    sa.Column("sources", sa.JSON, nullable=False),
    sa.Column("quotes", sa.JSON, nullable=False),
    _text("engine"),
    _flag("published"),
    _number("version"),
    _text("removed_by", null=True),
    _time("created_at"),
    sa.Column("state", sa.Text, nullable=False, server_default="proposed"),
    _text("decided_by", null=True),
    _time("decided_at", null=True),
    # What it answered before its source changed.
    _text("was", null=True),
    sa.UniqueConstraint("set_id", "position"),
)

# What people ask of a finished set, as long as it is owed: an entry made anew (``position``), else the files.
faq_requests = _table(
    "faq_requests",
    _set_id(),
    _text("job"),
    _text("asker"),
    sa.Column("position", sa.Integer, nullable=True),
    sa.Column("version", sa.Integer, nullable=True),
    _flag("by_staff"),
    _time("asked_at"),
    sa.UniqueConstraint("team_id", "job"),
)

# Everything we post: replies, which answer a message, and what we say without being asked.
posts = _table(
    "posts",
    _text("key"),
    _text("kind"),
    sa.Column("case_id", _ID, sa.ForeignKey("cases.id"), nullable=True),
    sa.Column("set_id", _ID, sa.ForeignKey("faq_sets.id"), nullable=True),
    sa.Column("message_id", _ID, sa.ForeignKey("messages.id"), nullable=True),
    _text("channel"),
    _text("thread_ts", null=True),
    # The ts it is posted after, if Slack gave one: from there on it is looked for.
    _text("after_ts", null=True),
    sa.Column("body", sa.JSON, nullable=False),
    # Of a reply: what it means for the case once it is posted.
    sa.Column("outcome", sa.JSON(none_as_null=True), nullable=True),
    _text("state"),
    _text("claimed_by", null=True),
    _time("claimed_at", null=True),
    _text("ts", null=True),
    _time("created_at"),
    _time("sent_at", null=True),
    # Of a reply: 1 good, -1 bad, what the requester thinks of it.
    sa.Column("rating", sa.Integer, nullable=True),
    _text("rating_comment", null=True),
    _time("rated_at", null=True),
    # The number a reply had while replies were a table of their own: it stands in Slack.
    sa.Column("reply_id", _ID, nullable=True),
    sa.UniqueConstraint("team_id", "key"),
    sa.Index("ix_posts_case", "case_id", "id"),
    sa.Index("ix_posts_set", "set_id", "id"),
    _partial("ix_posts_message", "message_id IS NOT NULL", "message_id"),
    _partial("ix_posts_reply", "reply_id IS NOT NULL", "reply_id"),
    _partial("ix_posts_owed", OWED_POST, "id"),
    _partial("ix_posts_in_staff_channel", IN_STAFF_CHANNEL, "channel", "ts"),
    _partial("ix_posts_private", PRIVATE_POST, "team_id", "channel", "id"),
)

faq_gaps = _table(
    "faq_gaps",
    _case_id(),
    sa.Column("message_id", _ID, sa.ForeignKey("messages.id"), nullable=False),
    sa.Column("part", sa.Integer, nullable=False),
    _text("question"),
    _text("route"),
    _time("asked_at"),
    sa.UniqueConstraint("message_id", "part"),
    sa.Index("ix_faq_gaps_team", "team_id", "id"),
)

# A wording for which people chose a published entry among those they were offered: the entry's question then was
# ``question``. ``key``: its stems; ``wording`` is masked, and the newest one's; approved, it is staff's.
faq_aliases = _table(
    "faq_aliases",
    sa.Column("entry_id", _ID, sa.ForeignKey("faq_entries.id", ondelete="CASCADE"), nullable=False),
    _text("question"),
    _text("key"),
    _text("wording"),
    _text("state"),
    _text("decided_by", null=True),
    _time("created_at"),
    sa.UniqueConstraint("entry_id", "question", "key"),
    sa.Index("ix_faq_aliases_team", "team_id", "id"),
)

# Who chose it: in answer to which message (``asked_id``), and as which (``message_id``), whose reply is rated.
faq_alias_presses = _table(
    "faq_alias_presses",
    sa.Column("alias_id", _ID, sa.ForeignKey("faq_aliases.id", ondelete="CASCADE"), nullable=False),
    _case_id(),
    sa.Column("asked_id", _ID, sa.ForeignKey("messages.id"), nullable=False),
    sa.Column("message_id", _ID, sa.ForeignKey("messages.id"), nullable=False),
    _text("user"),
    _text("wording"),
    _time("at"),
    sa.UniqueConstraint("alias_id", "message_id"),
    sa.Index("ix_faq_alias_presses_case", "case_id", "id"),
    sa.Index("ix_faq_alias_presses_asked", "asked_id"),
    sa.Index("ix_faq_alias_presses_message", "message_id"),
)

# Staff's own words, for every case: nothing of a customer. ``folded`` is the name without case; ``version`` counts
# changes.
saved_replies = _table(
    "saved_replies",
    _text("name"),
    _text("folded"),
    _text("text"),
    _number("version"),
    sa.UniqueConstraint("team_id", "folded"),
)

chores = _table(
    "chores",
    _text("name"),
    sa.Column("every_s", sa.Integer, nullable=False),
    _time("serving_since"),
    _time("ran_at", null=True),
    sa.Column("failures", sa.Integer, nullable=False),
    _time("failing_since", null=True),
    _text("error", null=True),
    # With several processes: who does it, or did it last; and since when, while it is done.
    _text("claimed_by", null=True),
    _time("claimed_at", null=True),
    sa.UniqueConstraint("team_id", "name"),
)

# When a method that Slack limits was called in the last minute, by all processes: seconds since 1970, the oldest first.
call_budgets = _table(
    "call_budgets",
    _text("method"),
    sa.Column("taken", sa.JSON, nullable=False),
    sa.UniqueConstraint("team_id", "method"),
)

serving = _table(
    "serving",
    _time("started_at"),
    _time("stopped_at", null=True),
    _text("alone", null=True),
    sa.UniqueConstraint("team_id"),
)

# On PostgreSQL: the processes that serve. ``executor`` is an id that outlives the process, ``process`` is its own.
executors = _table(
    "executors",
    _text("executor"),
    _text("process"),
    _text("version"),
    _time("began_at"),
    _time("renewed_at"),
    _time("stopped_at", null=True),
    _time("over_at", null=True),
    _text("alone", null=True),
    sa.UniqueConstraint("executor"),
    sa.UniqueConstraint("process"),
)

crashed_jobs = _table(
    "crashed_jobs",
    _text("job"),
    _text("lane"),
    sa.Column("crashes", sa.Integer, nullable=False),
    sa.Column("crashes_alone", sa.Integer, nullable=False),
    _time("crashed_at"),
    sa.UniqueConstraint("team_id", "job"),
)

counters = sa.Table(
    "counters",
    METADATA,
    sa.Column("team_id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)
