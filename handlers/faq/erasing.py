"""Erasing a set of FAQs with its documents, for good; and having its messages in Slack shown as it is now."""

from datetime import datetime

from handlers.faq.acts import FaqActor, see_set, staff_only
from storage import faq_erase, posts
from storage.database import Tx
from storage.errors import Refused
from storage.faq_records import FaqSet


def erase(tx: Tx, actor: FaqActor, number: int, now: datetime) -> FaqSet:
    """Erase a set: its documents, entries, how it was made, and what customers were told from it, in our records.

    Owners may, as long as nothing of it is published; staff always. ``handlers.retention`` takes it out of the
    database's files, too: a command at once, the daily chore what is erased in Slack.

    Raises
    ------
    Refused
        The actor may not, or it is being made.
    """
    faq = see_set(tx, actor, number)
    if faq.published:
        staff_only(actor, "erase FAQs that are published")
    if faq.state == "working":
        msg = f"set {number} is being made: cancel it first"
        raise Refused(msg)
    faq_erase.erase_set(tx, faq, now)
    return faq


def show_again(tx: Tx, faq: FaqSet, now: datetime) -> None:
    """Owe it that the messages of a set in Slack are shown as it is now: for changes that are made outside of Slack."""
    for post in posts.posts_of_set(tx, faq.id):
        if post.kind in faq_erase.SHOWN and post.state == "sent":
            posts.plan_rewrite(tx, post, f"{faq.run}:shown:{post.id}:{now.timestamp():.6f}", now)
