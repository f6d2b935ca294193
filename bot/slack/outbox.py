"""Posts in Slack: renders each kind from the rows it is about, sends it, finds it again after a crash, updates it."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog
from slack_sdk.models.metadata import Metadata
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import OF_THE_TOKEN, SlowDown, code_of, translated
from bot.slack.messages import (
    ThreadRef,
    delete_message,
    fits_update,
    post_message,
    posted_messages,
    recent_messages,
    update_message,
)
from bot.slack.paces import Paces
from bot.slack.render import Page, render, render_alone, render_beside
from storage.cases import get_case
from storage.database import Database, Tx
from storage.errors import FrontdeskError, Misconfigured, Refused, Transient
from storage.posts import PRIVATE_REPLY, REPLY, REWRITE, get_post, keep_body
from storage.records import Post
from workflows.reply import Reply

EVENT_TYPE = "frontdesk_post"
FORMER_REPLY = "frontdesk_reply"  # of replies that an older version posted; their metadata holds their number
WHY_REFUSED = "refused"  # in the body of files that Slack did not take: its name for that
LONGEST_WAIT_S = 60.0
NOT_YET_S = 1.0
MOST_UPDATES = 5  # in a row; what changes even then publishes another one


@dataclass(frozen=True, slots=True)
class Files:
    """Files to attach: name and content of each, and a sentence above them."""

    comment: str
    files: tuple[tuple[str, str], ...]


PostRenderer = Callable[[Tx, Post], Page | Files]
PreparePost = Callable[[Post], Awaitable[Post]]

log = structlog.get_logger(__name__)


def reply_pages(post: Post) -> list[Page]:
    """Return the pages of a reply, which is written from its row alone; of one for its reader alone, what says so."""
    reply = Reply.model_validate(post.body)
    return render_beside(reply, post.id) if reply.private else render(reply, post.id)


def _alone_pages(tx: Tx, post: Post) -> list[Page]:
    """Return the pages of a reply as its reader alone gets it."""
    reply = get_post(tx, int(post.body["post"]))
    assert reply is not None  # noqa: S101 - posts are never deleted
    return render_alone(Reply.model_validate(reply.body), get_case(tx, post.case_id or 0).number)


class SlackPostSender:
    """Sends posts to Slack. ``renderers``: how each kind of post but replies is rendered, from fresh rows.

    ``prepare``: for each kind that needs it, asks Slack first for what its renderer names (people, links).
    """

    def __init__(
        self,
        client: AsyncWebClient,
        db: Database,
        renderers: Mapping[str, PostRenderer],
        prepare: Mapping[str, PreparePost] | None = None,
    ) -> None:
        self._client = client
        self._db = db
        self._renderers = renderers
        self._prepare = prepare or {}
        self._paces = Paces()

    async def room(self, post: Post) -> None:
        """Wait until its channel, if it is too full, takes this post. ``Transient`` if that is too long for a job."""
        if post.kind != REWRITE:
            await self._paces.wait(await self._channel(post.channel), post.key)

    async def find(self, post: Post) -> dict[int, str]:
        """Look once which pages of the post are in Slack: by their metadata, files by their name.

        Of what only writes another post anew nothing is: done twice it is the same. Of what stands twice, since several
        processes had it one after the other, the one that counts is left, or the first.
        """
        found: dict[int, str] = {}
        for page, standing in (await self._standing(post)).items():
            found[page] = post.ts if page == 0 and post.ts in standing and post.ts else standing[0]
            for ts in (one for one in standing if one != found[page]):
                log.warning("double_found", kind=post.kind, channel=post.channel)
                with contextlib.suppress(FrontdeskError):
                    await delete_message(self._client, await self._channel(post.channel), ts)
        return found

    async def leave_one(self, post: Post, keep: str | None, mine: str | None) -> int:
        """Delete what stands twice of a post; return how many messages that was.

        ``keep``: the ``ts`` of the first page that counts, "" if any does, None if none does. ``mine``: one that stands
        for sure. Raises ``Transient`` if it has to be tried again.
        """
        if post.kind == REWRITE:
            return 0
        pages = await self._standing(post)
        if mine and mine not in pages.get(0, ()):
            pages[0] = sorted([*pages.get(0, ()), mine])
        doubles = [ts for page, standing in pages.items() for ts in _doubles(page, standing, keep)]
        channel = await self._channel(post.channel)
        for ts in doubles:
            await delete_message(self._client, channel, ts)
        return len(doubles)

    async def _standing(self, post: Post) -> dict[int, list[str]]:
        """Return the ``ts`` of each message that is a page of the post, by page, the oldest first."""
        if post.kind == REWRITE:
            return {}
        thread = ThreadRef(await self._channel(post.channel), post.thread_ts)
        oldest = post.after_ts or f"{post.created_at.timestamp() - 60:.6f}"
        pages: dict[int, list[str]] = defaultdict(list)
        if post.kind != REPLY and isinstance(rendered := await self._rendered(post), Files):
            pages[0] = await self._standing_files(thread, oldest, rendered)
        else:
            async for kind, payload, ts in posted_messages(self._client, thread, oldest):
                if _is_of(post, kind, payload):
                    page = int(payload.get("page", 0))
                    # Those of an older version were posted by one process: none stands twice.
                    pages[page] = [*(pages[page] if kind == EVENT_TYPE else ()), ts]
        return {page: sorted(standing) for page, standing in pages.items() if standing}

    async def _standing_files(self, thread: ThreadRef, oldest: str, rendered: Files) -> list[str]:
        """Files carry no metadata: the sentence above them, which names what they are of, and their names must do."""
        name = rendered.files[0][0]
        return [
            str(message.get("ts"))
            for message in await recent_messages(self._client, thread, oldest)
            if message.get("bot_id")
            and message.get("text") == rendered.comment
            and name in {file.get("name") for file in message.get("files") or []}
        ]

    async def post(self, post: Post, stands: dict[int, str]) -> tuple[str, str]:
        """Post the pages that do not stand yet; return the channel and the first page's ``ts``.

        Of files the ``ts`` is empty: Slack shares them later. Raises as ``post_message`` does.
        """
        if post.kind == REWRITE:
            return await self._write_anew(post)
        if post.kind == PRIVATE_REPLY and "replaces" in post.body and not stands:
            return await self._replace_told(post)
        if post.body.get("into") and not stands:
            return await self._put_into_each(post, post.body["into"])
        channel = await self._channel(post.channel)
        rendered = await self._rendered(post)
        if not isinstance(rendered, Files):
            return channel, await self._pages(ThreadRef(channel, post.thread_ts), post.key, rendered, dict(stands))
        if not stands:
            await self._attach(post, channel, rendered)
        return channel, stands.get(0, "")

    async def put_into(self, post: Post, ts: str) -> bool:
        """Let our message at ``ts`` become the post, if it is one page that an update takes; say whether it did.

        Raises as ``post`` does while Slack is down or busy; what it refuses is posted in another way.
        """
        rendered = await self._rendered(post)
        if isinstance(rendered, Files) or len(rendered) != 1 or not fits_update(rendered[0]):
            return False
        try:
            metadata = Metadata(EVENT_TYPE, {"key": post.key, "page": 0})
            await update_message(self._client, post.channel, ts, rendered[0], metadata)
        except Refused as error:
            log.info("post_not_put_into_another", channel=post.channel, why=str(error))
            return False
        return True

    async def _put_into_each(self, post: Post, messages: Sequence[str]) -> tuple[str, str]:
        """Let these messages of ours say what the post says; if Slack takes that of none of them, it is posted."""
        alone = replace(post, body={**post.body, "into": []})
        taken = [ts for ts in messages if await self.put_into(alone, ts)]
        return (post.channel, taken[0]) if taken else await self.post(alone, {})

    async def replace(self, post: Post, post_id: int, ts: str) -> str:
        """Let a reply stand in place of an earlier one, whose first page is at ``ts``; return where it stands.

        What an update cannot take is posted, and the earlier one deleted. Raises as ``post``.
        """
        old = await self._db.read(lambda tx: get_post(tx, post_id))
        is_put = await self.put_into(post, ts)
        _, stands = (post.channel, ts) if is_put else await self.post(post, {})
        if old is not None and (not is_put or len(reply_pages(old)) > 1):
            for one in (await self.find(old)).values():
                await delete_message(self._client, old.channel, one)
        return stands

    async def _replace_told(self, post: Post) -> tuple[str, str]:
        """Let what somebody is told alone stand in place of what they were told before; as ``replace``."""
        old = await self._db.read(lambda tx: get_post(tx, int(post.body["replaces"])))
        anew = replace(post, body={key: value for key, value in post.body.items() if key != "replaces"})
        if old is not None and old.state == "sending":
            msg = "what is to be replaced is on its way"
            raise Transient(msg, NOT_YET_S)
        if old is None or not old.ts:
            return await self.post(anew, {})
        channel, ts = old.channel, old.ts
        if not await self.put_into(replace(anew, channel=channel), ts):
            channel, ts = await self.post(anew, {})
        # It may have had more pages; what it showed is not known any more.
        for one in (await self.find(old)).values():
            await delete_message(self._client, old.channel, one)
        return channel, ts

    async def _write_anew(self, post: Post) -> tuple[str, str]:
        """Show the post that this one is about as its row is now, all its pages; return where it stands."""
        about = await self._db.read(lambda tx: get_post(tx, int(post.body.get("post") or 0)))
        if about is None or about.state in {"superseded", "refused"}:
            msg = "what was to be written anew does not stand in Slack"
            raise Refused(msg)
        if about.state != "sent" or not about.ts:
            msg = "what is to be written anew is on its way"
            raise Transient(msg, NOT_YET_S)
        pages = await self._rendered(about)
        if not isinstance(pages, Files):
            stands = {**await self.find(about), 0: about.ts}
            for number, ts in stands.items():
                if number < len(pages):
                    await update_message(self._client, about.channel, ts, pages[number])
                else:
                    await delete_message(self._client, about.channel, ts)
        return about.channel, about.ts

    async def _pages(self, thread: ThreadRef, key: str, pages: Sequence[Page], stands: dict[int, str]) -> str:
        for number, page in enumerate(pages):
            if number in stands:
                continue
            try:
                if not stands:
                    self._paces.take(thread.channel, key)
                metadata = Metadata(EVENT_TYPE, {"key": key, "page": number})
                stands[number] = await post_message(self._client, thread, page, metadata)
            except (Transient, Misconfigured) as error:
                if isinstance(error, SlowDown):
                    self._paces.slow_down(thread.channel, error.retry_after_s)
                if not stands:
                    raise
                # A page is posted already: the next attempt must look which.
                wait_s = error.retry_after_s if isinstance(error, Transient) else LONGEST_WAIT_S
                raise Transient(str(error), wait_s, may_have_happened=True) from error
        return stands[0]

    async def rewrite(self, post: Post, tries: int = 1) -> None:
        """Show a sent post as its rows are now; best effort. More ``tries`` wait out a Slack that is down or busy."""
        if post.state != "sent" or not post.ts:
            return
        for left in reversed(range(tries)):
            try:
                await self._update(post)
            except Transient as error:
                log.info("post_not_rewritten", kind=post.kind, channel=post.channel, why=str(error), left=left)
                if left:
                    await asyncio.sleep(min(error.retry_after_s, LONGEST_WAIT_S))
            except FrontdeskError as error:
                log.warning("post_not_rewritten", kind=post.kind, channel=post.channel, why=str(error))
                return
            else:
                return

    async def _update(self, post: Post) -> None:
        """Show it, and look again: another process may have shown something newer before our update came to Slack."""
        shown: Sequence[Page] | Files = ()
        for _ in range(MOST_UPDATES):
            rendered = await self._rendered(post)
            if isinstance(rendered, Files) or rendered == shown:
                return
            await update_message(self._client, post.channel, str(post.ts), rendered[0])
            shown = rendered

    async def _rendered(self, post: Post) -> Sequence[Page] | Files:
        if post.kind == REPLY:
            return reply_pages(post)
        if post.kind == PRIVATE_REPLY:
            return await self._db.read(lambda tx: _alone_pages(tx, post))
        ready = await self._prepare[post.kind](post) if post.kind in self._prepare else post
        rendered = await self._db.read(lambda tx: self._renderers[post.kind](tx, ready))
        return rendered if isinstance(rendered, Files) else (rendered,)

    async def _channel(self, channel: str) -> str:
        """Return the channel; for a person's id that of the direct message with them."""
        if not is_person(channel):
            return channel
        with translated():
            answer = await self._client.conversations_open(users=[channel])
        opened: Any = answer.get("channel") or {}
        if not opened.get("id"):
            msg = "Slack opens no direct message with this person"
            raise Refused(msg)
        return str(opened["id"])

    async def _attach(self, post: Post, channel: str, rendered: Files) -> None:
        uploads: list[dict[str, Any]] = [
            {"filename": name, "title": name, "content": content} for name, content in rendered.files
        ]
        try:
            with translated():
                await self._client.files_upload_v2(
                    file_uploads=uploads, channel=channel, thread_ts=post.thread_ts, initial_comment=rendered.comment
                )
        except (Misconfigured, Refused) as error:
            code = code_of(error)
            if code in OF_THE_TOKEN:
                raise
            # A scope that is missing for files must not hold up what else there is to say.
            await self._db.write(lambda tx: keep_body(tx, post.id, {**post.body, WHY_REFUSED: code}))
            msg = f"files cannot be attached: {error}"
            raise Refused(msg) from error


def is_person(channel: str) -> bool:
    """Say whether what a post names as its channel is a person's id: it goes into the direct message with them."""
    return channel.startswith(("U", "W"))


def _doubles(page: int, standing: Sequence[str], keep: str | None) -> Sequence[str]:
    """Return which of the messages that are one page have to go."""
    if keep is None:
        return standing
    if page == 0 and keep:
        return [ts for ts in standing if ts != keep]
    return standing[1:]


def _is_of(post: Post, event_type: str, payload: Mapping[str, Any]) -> bool:
    """Say whether a message's metadata names this post."""
    if event_type == FORMER_REPLY:
        return post.reply_id is not None and payload.get("reply_id") == post.reply_id
    return event_type == EVENT_TYPE and payload.get("key") == post.key
