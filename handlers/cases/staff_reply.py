"""A staff member answers a customer from the case itself: the words go into the thread and into the transcript."""

from dataclasses import dataclass
from datetime import datetime

from handlers.cases.escalation import NOTICE, take_over
from handlers.cases.unanswered import asked_by
from storage import cases, messages, posts
from storage.database import Tx
from storage.errors import Refused
from storage.posts import STAFF_REPLY
from storage.records import Case, Post
from workflows.masking.mask import mask

REPLY_LENGTH = 3000  # what a field of a Slack modal holds


@dataclass(frozen=True, slots=True)
class OthersReply:
    """What somebody else of the staff has told the customer, or what is on its way to them."""

    author: str
    text: str
    at: datetime


def others_reply(tx: Tx, case: Case, author: str, since: datetime) -> OthersReply | None:
    """Return the newest reply by anybody of the staff but ``author`` since that moment; None: there is none."""
    case = cases.lock_case(tx, case.id)
    said = [
        OthersReply(line.author, line.text, line.kept_at)
        for line in messages.transcript(tx, case.id)
        if line.author_kind == "staff"
    ]
    on_their_way = [
        OthersReply(post.body["author"], post.body["text"], post.created_at)
        for post in posts.posts_of_case(tx, case.id)
        if post.kind == STAFF_REPLY and "text" in post.body
    ]
    found = [one for one in (*said, *on_their_way) if one.author != author and one.at > since and one.text]
    return max(found, key=lambda one: one.at, default=None)


def plan_staff_reply(tx: Tx, case: Case, author: str, text: str, key: str, now: datetime) -> Post:
    """Plan the reply of a staff member (that ``author`` is staff is for the caller to check); cards are masked.

    ``key`` names the reply for ever, e.g. the id of the modal it was written in: the same key plans nothing twice.
    Nobody has the case yet: then it is the author's from now on, and the bot is silent in its thread.

    Raises
    ------
    Refused
        The text is empty or too long.
    """
    case = cases.lock_case(tx, case.id)
    known = posts.post_at(tx, case.team_id, key)
    if known is not None:
        return known
    words = mask(text[: 2 * REPLY_LENGTH]).strip()
    if not words or len(text) > REPLY_LENGTH:
        msg = f"A reply holds 1 to {REPLY_LENGTH:,} characters; this one has {len(text.strip()):,}."
        raise Refused(msg)
    values = {"team_id": case.team_id, "key": key, "kind": STAFF_REPLY, "case_id": case.id, "channel": case.channel}
    body = {"author": author, "text": words}
    planned = posts.plan_post(tx, {**values, "thread_ts": case.thread_ts, "body": body, "created_at": now})
    cases.add_event(tx, case, now, actor=author, event="staff replied", detail="")
    if not case.taken_over:
        take_over(tx, case, author, "replied from the case", now)
    return planned


def keep_staff_reply(tx: Tx, post: Post, now: datetime) -> None:
    """Store a posted staff reply in the transcript; the author of one that Slack refused is notified.

    The transcript holds the words and their author from now on, the post no longer does. Repeating changes nothing.
    """
    if "text" not in post.body:
        return
    case = cases.lock_case(tx, post.case_id or 0)
    posts.keep_body(tx, post.id, {})
    if post.state == "refused":
        cases.add_event(tx, case, now, actor="frontdesk", event="staff reply not delivered", detail="Slack refused it")
        _tell_author(tx, case, post, now)
    elif post.ts is not None:
        _keep(tx, case, post, now)


def _tell_author(tx: Tx, case: Case, post: Post, now: datetime) -> None:
    """Give the author their words back, in a direct message."""
    text = f"Slack refused your reply in {case.number}; the customer has not seen it. You wrote:\n{post.body['text']}"
    values = {"team_id": post.team_id, "key": f"refused:{post.key}", "kind": NOTICE, "case_id": case.id}
    posts.plan_post(tx, {**values, "channel": post.body["author"], "body": {"text": text}, "created_at": now})


def _keep(tx: Tx, case: Case, post: Post, now: datetime) -> None:
    values = {
        "team_id": post.team_id,
        "case_id": case.id,
        "channel": post.channel,
        "ts": post.ts,
        "thread_ts": case.thread_ts,
        "author": post.body["author"],
        "author_kind": "staff",
        "text": post.body["text"],
        "is_dm": case.is_dm,
        "kept_at": now,
    }
    if messages.keep_message(tx, values, case) is not None:
        first = case.first_response_at or now
        asked = {"asked_at": asked_by(case, post.body["text"], now), "nudged_at": None}
        cases.update_case(tx, case.id, now, first_response_at=first, erased_at=None, waits_since=None, **asked)
