"""Tables of what people write: messages, the turns they are answered in, and where some may have been missed."""

import sqlalchemy as sa

from storage.tables.columns import ID, case_id, flag, number, partial, table, text, time, turn_id

# The condition of a partial index, word for word as the queries state it.
OWED_TURN = "state = 'owed'"

# What one person wrote in one place, answered as one. Its key is that of its first message, for ever.
turns = table(
    "turns",
    # Empty while the turn belongs to no case: its lane is the place and the person then. Today a case is opened when
    # the first message is kept, so it is always set.
    sa.Column("case_id", ID, sa.ForeignKey("cases.id"), nullable=True),
    text("channel"),
    text("ts"),
    text("thread_ts"),
    text("author"),
    # Turns of one lane are answered one by one.
    text("lane"),
    text("state"),
    # From when on it may be answered: until then more lines may come.
    time("ready_at"),
    time("opened_at"),
    time("settled_at", null=True),
    # Where its lines are written: a channel, or a thread in one.
    sa.Column("place", sa.Text, nullable=False, server_default=sa.text("''")),
    sa.UniqueConstraint("team_id", "channel", "ts"),
    sa.Index("ix_turns_case", "case_id", "id"),
    sa.Index("ix_turns_place", "team_id", "place", "author", "id"),
    partial("ix_turns_owed", OWED_TURN, "id"),
)

messages = table(
    "messages",
    case_id(),
    # Empty: nobody owes an answer to it. The words of staff, of third persons, and all where a person has taken over.
    turn_id(),
    text("channel"),
    text("ts"),
    text("thread_ts"),
    text("author"),
    text("author_kind"),
    text("text"),
    flag("is_dm"),
    text("edited_ts", null=True),
    text("progress_ts", null=True),
    time("deleted_at", null=True),
    time("kept_at"),
    # The team of its author where that is not ours; names and links of its files.
    text("user_team", null=True),
    sa.Column("files", sa.JSON(none_as_null=True), nullable=True),
    sa.UniqueConstraint("team_id", "channel", "ts"),
    sa.Index("ix_messages_case", "case_id", "id"),
    sa.Index("ix_messages_turn", "turn_id", "id"),
    sa.Index("ix_messages_author", "team_id", "author"),
)

# An edit or a deletion that came before its message. Of a deletion no word is kept, and not who wrote.
tombstones = table(
    "tombstones",
    text("channel"),
    text("ts"),
    text("author", null=True),
    text("text", null=True),
    text("edited_ts", null=True),
    time("deleted_at", null=True),
    time("kept_at"),
    sa.UniqueConstraint("team_id", "channel", "ts"),
    sa.Index("ix_tombstones_kept", "kept_at"),
)

# First messages of threads that an app wrote into a support channel, a form or an alert: none of its words is kept.
app_roots = table(
    "app_roots",
    text("channel"),
    text("ts"),
    time("kept_at"),
    sa.UniqueConstraint("team_id", "channel", "ts"),
    sa.Index("ix_app_roots_kept", "kept_at"),
)

# Who greeted the desk in which thread, and whether by its name: none of the words is kept.
greetings = table(
    "greetings",
    text("channel"),
    text("thread_ts"),
    text("author"),
    flag("called"),
    time("kept_at"),
    sa.UniqueConstraint("team_id", "channel", "thread_ts", "author"),
    sa.Index("ix_greetings_kept", "kept_at"),
)

# Places in which something may have been said while no desk listened, read one after the other once one is there again.
catch_ups = table(
    "catch_ups",
    # Empty: not a place, but the list of all direct messages, of which some are not known here.
    text("channel"),
    # Empty: the channel itself, not a thread in it.
    text("thread_ts"),
    # What is older was heard. How far it was read: of a channel back to here, of a thread on to here.
    text("after_ts"),
    text("read_to", null=True),
    # Messages that were kept, and those among them that nobody answers by itself.
    number("found"),
    number("listed"),
    time("noted_at"),
    time("done_at", null=True),
    # Why it could not be read, or not to its end.
    text("problem", null=True),
    sa.UniqueConstraint("team_id", "channel", "thread_ts", "after_ts"),
)

# The first id of each channel whose id Slack has changed since.
channel_ids = table(
    "channel_ids",
    text("channel"),
    text("first"),
    time("kept_at"),
    sa.UniqueConstraint("team_id", "channel"),
)
