"""Whether a post is still wanted right before the call to Slack: what is not so any more is not said."""

from datetime import datetime

import structlog

from handlers.cases import unanswered
from handlers.cases.closing import RESOLVED, is_said
from handlers.cases.digest import DIGEST, is_in_time
from handlers.cases.due import DUE_WARNING
from handlers.cases.escalation import REMINDER, waits_unclaimed
from handlers.cases.unanswered import CLOSED, NUDGE
from handlers.desk import HandoffSettings
from storage import cases, posts
from storage.database import Tx
from storage.records import Case, Post

log = structlog.get_logger(__name__)


def is_wanted(tx: Tx, post: Post, handoff: HandoffSettings, now: datetime) -> bool:
    """Say whether a post is still wanted; one that is not is superseded.

    These are not: a reminder of what somebody has taken meanwhile, a warning of what is answered, the word
    that a case is resolved or closed which is open again, a nudge of who has written, the digest of a week long gone.
    """
    if _holds(tx, post, handoff, now):
        return True
    posts.supersede(tx, post.id)
    return False


def _holds(tx: Tx, post: Post, handoff: HandoffSettings, now: datetime) -> bool:
    if post.kind == DIGEST:
        return _is_fresh(post, now)
    if post.kind == NUDGE:
        return unanswered.is_wanted(tx, handoff, post, now)
    if post.kind == REMINDER:
        return waits_unclaimed(_case(tx, post))
    if post.kind == DUE_WARNING:
        return _case(tx, post).waits_since is not None
    return post.kind not in {RESOLVED, CLOSED} or is_said(_case(tx, post), post)


def _case(tx: Tx, post: Post) -> Case:
    return cases.get_case(tx, post.case_id or 0)


def _is_fresh(digest: Post, now: datetime) -> bool:
    if is_in_time(digest, now):
        return True
    log.warning("digest_left_out", week=digest.key.partition(":")[2], planned_at=digest.created_at.isoformat())
    return False
