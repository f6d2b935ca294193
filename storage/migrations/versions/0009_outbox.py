"""One outbox: replies become posts. Those in every state go on; their old numbers, which stand in Slack, are kept.

A button in Slack names a reply by its number. The rows get ids after all numbers that replies have had, so that what an
old button names and what a new one names are never the same.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
PARTIAL = (("ix_posts_message", "message_id"), ("ix_posts_reply", "reply_id"))
COLUMNS = (
    sa.Column("message_id", ID, nullable=True),
    sa.Column("after_ts", sa.Text(), nullable=True),
    sa.Column("outcome", sa.JSON(none_as_null=True), nullable=True),
    sa.Column("claimed_by", sa.Text(), nullable=True),
    sa.Column("claimed_at", TIME, nullable=True),
    sa.Column("rating", sa.Integer(), nullable=True),
    sa.Column("rating_comment", sa.Text(), nullable=True),
    sa.Column("rated_at", TIME, nullable=True),
    sa.Column("reply_id", ID, nullable=True),
)
REPLIES_TO_POSTS = """
INSERT INTO posts(
  id, team_id, key, kind, case_id, message_id, channel, thread_ts, after_ts, body, outcome, state, ts,
  created_at, sent_at, rating, rating_comment, rated_at, reply_id
)
SELECT
  replies.id + (SELECT max(id) FROM (SELECT id FROM posts UNION ALL SELECT id FROM replies) AS taken),
  replies.team_id, 'reply:' || replies.run, 'reply', replies.case_id, replies.message_id, replies.channel,
  replies.thread_ts, messages.ts, replies.body, replies.outcome, replies.state, replies.ts, replies.created_at,
  replies.sent_at, replies.rating, replies.rating_comment, replies.rated_at, replies.id
FROM replies JOIN messages ON messages.id = replies.message_id
"""
NEXT_ID = "SELECT setval(pg_get_serial_sequence('posts', 'id'), (SELECT max(id) FROM posts)) FROM posts LIMIT 1"


def upgrade() -> None:
    """Add the columns, move the rows, drop the old table."""
    with op.batch_alter_table("posts") as batch:
        for added in COLUMNS:
            batch.add_column(added)
        batch.create_foreign_key(op.f("fk_posts_message_id"), "messages", ["message_id"], ["id"])
    for name, column in PARTIAL:
        where = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, "posts", [column], unique=False, sqlite_where=where, postgresql_where=where)
    op.execute(sa.text(REPLIES_TO_POSTS))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text(NEXT_ID))
    op.drop_table("replies")
