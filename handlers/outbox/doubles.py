"""What stands in Slack twice, because a process stood still while another did its work: one is left."""

import asyncio
from collections.abc import Callable

import structlog

from handlers.desk import Desk, PostSender
from storage import posts
from storage.database import Tx
from storage.errors import FrontdeskError, Transient
from storage.records import Post

LOOK_S = 0.5
LATER_S = (15.0, 45.0)  # after a post was sent anew since its first try was not found: that may still come to stand
PATIENCE_S = 60.0  # then whoever posts it next finds both

log = structlog.get_logger(__name__)


async def take_back(desk: Desk, post: Post, sender: PostSender, note: Callable[[Tx], bool], mine: str | None) -> None:
    """Delete what this process posted although another had claimed it, as soon as it is known what counts.

    ``note``: notes that what we posted counts, if the other has given it up; says whether it does. ``mine``: our first
    page's ``ts``; None: Slack's answer was lost.
    """
    try:
        async with asyncio.timeout(PATIENCE_S):
            taken_back = await _when_settled(desk, post, sender, note, mine)
    except (TimeoutError, FrontdeskError) as error:
        desk.calls.left += 1
        log.warning("double_left", kind=post.kind, channel=post.channel, why=str(error) or "its post is on its way")
        return
    if taken_back:
        desk.calls.taken_back += taken_back
        log.warning("double_taken_back", kind=post.kind, channel=post.channel, messages=taken_back)


async def look_again(desk: Desk, post_id: int, sender: PostSender) -> None:
    """Delete what came to stand in Slack after we had given it up and posted it anew; best effort."""
    for wait_s in LATER_S:
        await asyncio.sleep(wait_s)
        try:
            post = await desk.db.read(lambda tx: posts.get_post(tx, post_id))
            if post is None or post.state != "sent" or not post.ts:
                return
            taken_back = await sender.leave_one(post, post.ts, post.ts)
        except FrontdeskError as error:
            log.info("not_looked_again", post=post_id, why=str(error))
            continue
        if taken_back:
            desk.calls.taken_back += taken_back
            log.warning("double_taken_back", kind=post.kind, channel=post.channel, messages=taken_back)


async def _when_settled(
    desk: Desk, post: Post, sender: PostSender, note: Callable[[Tx], bool], mine: str | None
) -> int:
    """Wait for what becomes of the post with whoever has it; return how many messages were deleted then."""
    while True:
        if await desk.db.write(note):
            return 0
        now = await desk.db.read(lambda tx: posts.get_post(tx, post.id))
        if now is not None and now.state not in {"planned", "sending"}:
            keep = now.ts or "" if now.state == "sent" else None
            try:
                return await sender.leave_one(post, keep, mine)
            except Transient as error:
                log.info("double_stands", kind=post.kind, channel=post.channel, why=str(error))
                await asyncio.sleep(error.retry_after_s)
        await asyncio.sleep(LOOK_S)
