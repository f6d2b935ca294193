"""Posting to Slack exactly once: planned → sending → sent, again after any crash."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import structlog

from handlers.cases.escalation import escalate
from handlers.desk import FAILURE, Desk
from storage import cases, posts
from storage.database import Tx
from storage.errors import Misconfigured, Refused, Transient
from storage.records import Post

LONGEST_PAUSE_S = 60.0

Settled = Callable[[Tx, Post], None]

log = structlog.get_logger(__name__)


class Unreachable(Misconfigured):
    """Nothing can be posted at a place until somebody lets us in: the post waits for the next sweep."""


class PostSender(Protocol):
    """How posts reach Slack. Both return channel and ``ts``."""

    async def find(self, post: Post) -> tuple[str, str] | None:
        """Look once whether it is posted already."""

    async def post(self, post: Post) -> tuple[str, str]:
        """Post it. Raises ``Transient``, ``Refused``, ``Misconfigured`` or ``Unreachable``."""


def _nothing_more(_tx: Tx, _post: Post) -> None:
    """Let it be."""


async def send_post(desk: Desk, post_id: int, sender: PostSender, settled: Settled = _nothing_more) -> Post:
    """Post it and return the row as it is then: sent, refused by Slack for good, or still owed.

    Still owed: ``Unreachable``, or another process has claimed it. While Slack is down or busy it waits and tries
    again. Only a post found in ``sending`` is looked for: after a crash, or when an answer was lost. A bug of ours is
    logged, the post given up, and its case goes to a person: trying again would find the same bug. ``settled`` writes
    what it means that the post is sent or refused, in the transaction that notes it, so once.
    """
    pause_s = 1.0
    while True:
        found = await desk.db.read(lambda tx: posts.get_post(tx, post_id))
        assert found is not None  # noqa: S101 - posts are never deleted
        if found.state in {"sent", "refused"}:
            return found
        try:
            if not await _send_once(desk, found, sender, settled):
                log.warning("post_claimed_elsewhere", kind=found.kind, channel=found.channel)
                return found
        except Refused as error:
            log.warning("post_refused", kind=found.kind, channel=found.channel, why=str(error))
            await _refused(desk, replace(found, state="refused"), settled)
        except Unreachable as error:
            log.error("post_waits_for_an_operator", kind=found.kind, channel=found.channel, why=str(error))  # noqa: TRY400 - a sentence for the operator, no bug
            return found
        except (Transient, Misconfigured) as error:
            log.warning("post_delayed", kind=found.kind, channel=found.channel, why=str(error))
            wait_s = error.retry_after_s if isinstance(error, Transient) else LONGEST_PAUSE_S
            await asyncio.sleep(max(min(wait_s * pause_s, LONGEST_PAUSE_S), min(wait_s, 300.0), 0.05))
            pause_s *= 2
        except Exception:
            log.exception("post_broken", kind=found.kind, channel=found.channel)
            await _refused(desk, replace(found, state="refused"), settled)
            await _to_a_person(desk, found)


async def _send_once(desk: Desk, found: Post, sender: PostSender, settled: Settled) -> bool:
    """Try once; an attempt that is known not to have reached Slack is taken back. False: somebody else has claimed it.

    One found in ``sending`` was claimed by a process that is gone: one process serves a database.
    """
    where = await sender.find(found) if found.state == "sending" else None
    if where is None:
        if found.state == "planned" and not await desk.db.write(lambda tx: posts.claim_post(tx, found.id)):
            return False
        try:
            where = await sender.post(found)
        except (Transient, Misconfigured) as error:
            if not (isinstance(error, Transient) and error.may_have_happened):
                await desk.db.write(lambda tx: posts.unclaim_post(tx, found.id))
            raise
    channel, ts = where
    now = desk.now()
    sent = replace(found, state="sent", channel=channel, ts=ts)

    def stands(tx: Tx) -> None:
        _hold_case(tx, found)
        posts.mark_posted(tx, found.id, channel, ts, now)
        settled(tx, sent)

    await desk.db.write(stands)
    return True


async def _refused(desk: Desk, post: Post, settled: Settled) -> None:
    def refuse(tx: Tx) -> None:
        _hold_case(tx, post)
        posts.mark_refused(tx, post.id)
        settled(tx, post)

    await desk.db.write(refuse)


async def _to_a_person(desk: Desk, post: Post) -> None:
    """Let the case wait for a person, who says what the post did not."""
    case_id, now = post.case_id, desk.now()
    if case_id is not None:
        await desk.db.write(lambda tx: escalate(tx, desk.handoff, cases.get_case(tx, case_id), (FAILURE,), now))


def _hold_case(tx: Tx, post: Post) -> None:
    """Hold the case before its post: what it means that the post is settled may change both."""
    if post.case_id is not None:
        cases.hold_cases(tx, [post.case_id])
