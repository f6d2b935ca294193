"""The table of everything we post."""

import sqlalchemy as sa

from storage.tables.columns import ID, partial, table, text, time

# Conditions of partial indexes, word for word as the queries state them.
IN_STAFF_CHANNEL = "kind IN ('card', 'reminder', 'due_warning')"
PRIVATE_POST = "kind = 'private_reply'"
OWED_POST = "state IN ('planned', 'sending')"

# Everything we post: replies, which answer a message, and what we say without being asked.
posts = table(
    "posts",
    text("key"),
    text("kind"),
    sa.Column("case_id", ID, sa.ForeignKey("cases.id"), nullable=True),
    sa.Column("set_id", ID, sa.ForeignKey("faq_sets.id"), nullable=True),
    sa.Column("message_id", ID, sa.ForeignKey("messages.id"), nullable=True),
    text("channel"),
    text("thread_ts", null=True),
    # The ts it is posted after, if Slack gave one: from there on it is looked for.
    text("after_ts", null=True),
    sa.Column("body", sa.JSON, nullable=False),
    # Of a reply: what it means for the case once it is posted.
    sa.Column("outcome", sa.JSON(none_as_null=True), nullable=True),
    text("state"),
    text("claimed_by", null=True),
    time("claimed_at", null=True),
    text("ts", null=True),
    time("created_at"),
    time("sent_at", null=True),
    # Of a reply: 1 good, -1 bad, what the requester thinks of it.
    sa.Column("rating", sa.Integer, nullable=True),
    text("rating_comment", null=True),
    time("rated_at", null=True),
    # The number a reply had while replies were a table of their own: it stands in Slack.
    sa.Column("reply_id", ID, nullable=True),
    sa.UniqueConstraint("team_id", "key"),
    sa.Index("ix_posts_case", "case_id", "id"),
    sa.Index("ix_posts_set", "set_id", "id"),
    partial("ix_posts_message", "message_id IS NOT NULL", "message_id"),
    partial("ix_posts_reply", "reply_id IS NOT NULL", "reply_id"),
    partial("ix_posts_owed", OWED_POST, "id"),
    partial("ix_posts_in_staff_channel", IN_STAFF_CHANNEL, "channel", "ts"),
    partial("ix_posts_private", PRIVATE_POST, "team_id", "channel", "id"),
)
