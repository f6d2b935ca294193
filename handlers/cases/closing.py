"""Resolving a case and opening it again as people see it: its requester learns of it, how to go on, and may rate it."""

from datetime import datetime

from handlers.cases import acts
from handlers.cases.acts import Actor
from handlers.cases.escalation import plan_notice, waits_unclaimed
from handlers.cases.handover import beside_own_language
from handlers.cases.requester_acts import RATINGS, Rated, keep_rating
from handlers.desk import HandoffSettings
from storage import cases, posts
from storage.database import Tx
from storage.errors import Refused
from storage.records import Case, Post

RESOLVED = "resolved"  # the kind of post that says so in the case's thread
OPEN_AGAIN = "Case {} is open again, and the person from our support team who had it will read this."


def resolve(tx: Tx, actor: Actor, number: str, now: datetime, heard: int | None = None) -> Case:
    """Close the case, and plan the sentence that tells its requester so. What is resolved already is not said again.

    ``heard``: as for ``acts.resolve``.
    """
    was = acts.see(tx, actor, number).status
    case = acts.resolve(tx, actor, number, now, heard)
    if was != "resolved" and case.resolved_at is not None:
        key = f"resolved:{case.id}:{case.resolved_at.timestamp():.6f}"
        values = {"team_id": case.team_id, "key": key, "kind": RESOLVED, "case_id": case.id, "channel": case.channel}
        posts.plan_post(tx, {**values, "thread_ts": case.thread_ts, "body": {}, "created_at": now})
    return case


def reopen(tx: Tx, handoff: HandoffSettings, actor: Actor, number: str, now: datetime) -> Case:
    """Open the case again. If nobody has it, the staff channel is reminded of it as of any other that waits."""
    case = acts.reopen(tx, actor, number, now)
    if handoff.remind_after is not None and case.remind_at is None and waits_unclaimed(case):
        cases.update_case(tx, case.id, now, remind_at=handoff.hours.add(now, handoff.remind_after))
        return cases.get_case(tx, case.id)
    return case


def tell_open_again(tx: Tx, case: Case, ts: str, now: datetime) -> None:
    """Plan the sentence that a requester reads below what they wrote at ``ts``, which opened their case again."""
    words = beside_own_language(case.language, case.number, OPEN_AGAIN.format(case.number))
    plan_notice(tx, case, words, f"open again:{case.id}:{ts}", now)


def is_said(case: Case, post: Post) -> bool:
    """Say whether what such a post says still holds: the case is resolved, and was not opened again in between."""
    return case.status == "resolved" and case.resolved_at is not None and case.resolved_at <= post.created_at


def resolution_of(tx: Tx, case_id: int) -> Post | None:
    """Return the newest post that said that the case is resolved."""
    said = [post for post in posts.posts_of_case(tx, case_id) if post.kind == RESOLVED and post.state == "sent"]
    return said[-1] if said else None


def rate_resolution(tx: Tx, actor: Actor, post_id: int, rating: int, comment: str | None, now: datetime) -> Rated:
    """Store what the requester thinks of how their case was resolved: 1 good, -1 bad, and why; a later press counts.

    Without a comment, the one given before stays as long as the rating is the same.
    """
    post = posts.get_post(tx, post_id)
    case = None
    if post is not None and post.kind == RESOLVED and post.team_id == actor.team_id and post.case_id is not None:
        case = cases.lock_case(tx, post.case_id)
        post = posts.get_post(tx, post_id)
    if post is None or case is None or case.requester != actor.user or rating not in RATINGS:
        msg = "I find no such case of yours."
        raise Refused(msg)
    keep_rating(tx, case, post, rating, comment, now)
    return Rated(cases.get_case(tx, case.id), second_bad=False)
