"""Word to staff of what became of entries whose source changed: owed as any post, and told to somebody in any case."""

from datetime import datetime

from storage import faqs, posts
from storage.database import Tx
from storage.faq_records import FaqSet
from storage.records import Post

SOURCE_NOTE = "faq_source_note"


def plan_note(tx: Tx, faq: FaqSet, key: str, channel: str, text: str, now: datetime) -> None:
    """Owe a channel a sentence about a set, once for each ``key``. ``text``: mrkdwn, escaped."""
    values = {"team_id": faq.team_id, "key": f"{faq.run}:{key}", "kind": SOURCE_NOTE, "set_id": faq.id}
    posts.plan_post(tx, {**values, "channel": channel, "body": {"text": text}, "created_at": now})


def to_owner(tx: Tx, refused: Post, now: datetime) -> None:
    """Owe the set's owner a note that its channel will never take; nothing if it was the owner's already."""
    faq = faqs.get_set(tx, refused.set_id or 0)
    if faq is not None and faq.state != "erased" and refused.channel != faq.owner:
        key = f"{refused.key.removeprefix(f'{faq.run}:')}:dm"
        plan_note(tx, faq, key, faq.owner, str(refused.body.get("text", "")), now)
