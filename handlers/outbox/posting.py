"""Posting to Slack exactly once, whatever is posted: planned → sending (claimed) → sent, again after any crash."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog

from handlers.cases.escalation import escalate
from handlers.desk import FAILURE, Desk, PostSender
from handlers.outbox.doubles import look_again, take_back
from handlers.runtime.resting import LONGEST_HELD_S
from storage import cases, posts
from storage.database import Tx
from storage.errors import FrontdeskError, Misconfigured, Refused, Transient
from storage.records import Post

LONGEST_PAUSE_S = 60.0
LONGEST_ASKED_S = 300.0  # that we wait because Slack says so
MOST_DOUBLINGS = 12  # from the least on past the longest

log = structlog.get_logger(__name__)


def pause_s(error: Transient | Misconfigured, tries: int) -> float:
    """Return how long to wait after a try that failed, the ``tries``-th: twice as long each time, a minute at most.

    Never less than Slack asks for, up to five minutes.
    """
    wait_s = error.retry_after_s if isinstance(error, Transient) else LONGEST_PAUSE_S
    longer_s = max(wait_s, 0.05) * 2.0 ** min(tries - 1, MOST_DOUBLINGS)
    return max(min(longer_s, LONGEST_PAUSE_S), min(wait_s, LONGEST_ASKED_S))


class Unreachable(Misconfigured):
    """Nothing can be posted at a place until somebody lets us in: the post waits for the next sweep."""


class ClaimedByAnother(FrontdeskError):
    """Another process is posting this, or has answered this message: nothing is left to do here."""

    def __init__(self) -> None:
        super().__init__("another process has claimed it")


def _always(_tx: Tx, _post: Post) -> bool:
    return True


def _nothing_more(_tx: Tx, _post: Post) -> None:
    """Let it be."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a post means beyond itself. Both are called with its case held, in the transaction that notes it.

    ``wanted``: whether it is wanted and true, asked right before the call to Slack; if not, it supersedes the post and
    takes back what that announces. ``settled``: writes what follows from its being sent or refused.
    """

    wanted: Callable[[Tx, Post], bool] = _always
    settled: Callable[[Tx, Post], None] = _nothing_more


MEANS_NOTHING = Meaning()


async def send_post(desk: Desk, post_id: int, sender: PostSender, meaning: Meaning = MEANS_NOTHING) -> Post:
    """Post it and return the row as it is then: sent, superseded, refused by Slack for good, or still owed.

    Still owed: ``Unreachable``, or another process has claimed it. While Slack is down or busy it waits a moment and
    tries again. A bug of ours is logged, the post given up, and its case goes to a person: trying again would find the
    same bug.

    Raises
    ------
    Transient, Misconfigured
        It is still owed, and the next try is far off (``LONGEST_HELD_S``): no job waits so long.
    """
    tries = 0
    while True:
        found = await desk.db.read(lambda tx: posts.get_post(tx, post_id))
        assert found is not None  # noqa: S101 - posts are never deleted
        if found.state not in {"planned", "sending"}:
            return found
        try:
            await try_post(desk, found, sender, meaning)
        except ClaimedByAnother:
            log.warning("post_claimed_elsewhere", kind=found.kind, channel=found.channel)
            return found
        except Refused as error:
            log.warning("post_refused", kind=found.kind, channel=found.channel, why=str(error))
            await _refused(desk, found, meaning)
        except Unreachable as error:
            log.error("post_waits_for_an_operator", kind=found.kind, channel=found.channel, why=str(error))  # noqa: TRY400 - a sentence for the operator, no bug
            return found
        except (Transient, Misconfigured) as error:
            log.warning("post_delayed", kind=found.kind, channel=found.channel, why=str(error))
            tries += 1
            wait_s = pause_s(error, tries)
            if wait_s > LONGEST_HELD_S:
                raise
            await asyncio.sleep(wait_s)
        except Exception:  # edge: of one post; the next of its channel are still to be sent
            log.exception("post_broken", kind=found.kind, channel=found.channel)
            await _refused(desk, found, meaning)
            await _to_a_person(desk, found)


async def try_post(desk: Desk, post: Post, sender: PostSender, meaning: Meaning) -> bool:
    """Try once to post what is planned, or what an earlier attempt may have posted. False: it is not wanted any more.

    Only a post in ``sending`` is looked for: after a crash, or when an answer was lost. What is found there is
    finished and counts, for it was announced; what is not is claimed anew, if it is still wanted, and looked for twice
    more: Slack may have taken it and shown it late.

    Raises as ``PostSender.post`` does, and ``ClaimedByAnother``.
    """
    await sender.room(post)
    stands = await sender.find(post) if post.state == "sending" else {}
    wanted = _always if stands else meaning.wanted
    claimed = await desk.db.write(lambda tx: _claim(tx, desk, post, wanted))
    if claimed is None:
        return False
    await post_claimed(desk, claimed, sender, meaning, stands)
    if post.state == "sending" and not stands:
        desk.calls.by_itself(look_again(desk, post.id, sender))
    return True


def _claim(tx: Tx, desk: Desk, post: Post, wanted: Callable[[Tx, Post], bool]) -> Post | None:
    """Claim the post if it is still wanted, and return it then."""
    _hold_owner(tx, post)
    if not wanted(tx, post):
        return None
    by = desk.claimant
    if not posts.claim_post(tx, post, by, desk.now()):
        raise ClaimedByAnother
    return replace(post, claimed_by=by.name)


async def post_claimed(
    desk: Desk, post: Post, sender: PostSender, meaning: Meaning, stands: dict[int, str] | None = None
) -> list[Post]:
    """Post what this process has claimed; note that it is sent, or that it is known not to have reached Slack.

    ``stands``: its pages that are posted already. Whoever is cut off meanwhile, the call comes to its end. If the claim
    was another's by then, what stands twice is taken back, and ``ClaimedByAnother`` raised. Returns what is posted on
    its case besides replies, as noted then.
    """
    return await desk.calls.to_its_end(_post_and_note(desk, post, sender, meaning, stands or {}))


async def _post_and_note(
    desk: Desk, post: Post, sender: PostSender, meaning: Meaning, stands: dict[int, str]
) -> list[Post]:
    by = post.claimed_by or ""
    try:
        channel, ts = await sender.post(post, stands)
    except (Transient, Misconfigured) as error:
        if not (isinstance(error, Transient) and error.may_have_happened):
            await desk.db.write(lambda tx: posts.unclaim_post(tx, post.id, by))
        elif await desk.db.read(lambda tx: posts.is_of_another(tx, post.id, by)):
            await take_back(desk, post, sender, lambda _tx: False, None)
            raise ClaimedByAnother from error
        raise
    now = desk.now()
    sent = replace(post, state="sent", channel=channel, ts=ts, sent_at=now)

    def note(tx: Tx) -> list[Post] | None:
        _hold_owner(tx, post)
        if not posts.mark_posted(tx, post.id, channel, ts, now, by):
            return None
        meaning.settled(tx, sent)
        return posts.posts_of_case(tx, post.case_id) if post.case_id is not None else []

    noted = await desk.db.write(note)
    if noted is None:
        await take_back(desk, post, sender, lambda tx: note(tx) is not None, ts)
        raise ClaimedByAnother
    desk.telemetry.counts.post_ended(post.kind, "sent")
    return noted


async def _refused(desk: Desk, post: Post, meaning: Meaning) -> None:
    def refuse(tx: Tx) -> None:
        _hold_owner(tx, post)
        posts.mark_refused(tx, post.id)
        meaning.settled(tx, replace(post, state="refused"))

    await desk.db.write(refuse)
    desk.telemetry.counts.post_ended(post.kind, "refused")


async def _to_a_person(desk: Desk, post: Post) -> None:
    """Let the case wait for a person, who says what the post did not."""
    case_id, now = post.case_id, desk.now()
    if case_id is not None:
        await desk.db.write(lambda tx: escalate(tx, desk.handoff, cases.get_case(tx, case_id), (FAILURE,), now))


def _hold_owner(tx: Tx, post: Post) -> None:
    """Hold the case, or the set, before its post: what it means that the post is settled may change both."""
    if post.case_id is not None:
        cases.hold_cases(tx, [post.case_id])
    elif post.set_id is not None:
        from storage import faqs  # noqa: PLC0415 - with six records of sets; `frontdesk ask` posts none

        faqs.hold_sets(tx, [post.set_id])
