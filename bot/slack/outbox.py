"""Posts in Slack: renders each kind from the rows it is about, sends it, finds it again after a crash, updates it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import translated
from bot.slack.messages import ThreadRef, post_message, posted_messages, recent_messages
from bot.slack.render import Page
from storage.database import Database, Tx
from storage.errors import FrontdeskError, Misconfigured, Refused, Transient
from storage.records import Post

EVENT_TYPE = "frontdesk_post"
UPDATE_BYTES = 3900  # of ``text``: chat.update takes 4,000 (measured)
LONGEST_WAIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Files:
    """Files to attach: name and content of each, and a sentence above them."""

    comment: str
    files: tuple[tuple[str, str], ...]


PostRenderer = Callable[[Tx, Post], Page | Files]
PreparePost = Callable[[Post], Awaitable[Post]]

log = structlog.get_logger(__name__)


class SlackPostSender:
    """Sends posts to Slack. ``renderers``: how each kind of post is rendered, from fresh rows.

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

    async def find(self, post: Post) -> tuple[str, str] | None:
        """Look once whether the post is in Slack: by its metadata, files by their name."""
        channel = await self._channel(post.channel)
        thread = ThreadRef(channel, post.thread_ts)
        oldest = f"{post.created_at.timestamp() - 60:.6f}"
        rendered = await self._rendered(post)
        if isinstance(rendered, Files):
            return await self._find_files(thread, oldest, rendered)
        async for payload, ts in posted_messages(self._client, thread, oldest, EVENT_TYPE):
            if payload.get("key") == post.key:
                return channel, ts
        return None

    async def _find_files(self, thread: ThreadRef, oldest: str, rendered: Files) -> tuple[str, str] | None:
        """Files carry no metadata: the sentence above them, which names what they are of, and their names must do."""
        name = rendered.files[0][0]
        for message in await recent_messages(self._client, thread, oldest):
            names = {file.get("name") for file in message.get("files") or []}
            if message.get("bot_id") and message.get("text") == rendered.comment and name in names:
                return thread.channel, str(message.get("ts"))
        return None

    async def post(self, post: Post) -> tuple[str, str]:
        """Post it; return channel and ``ts`` (files: "", Slack shares them later). Raises as ``post_message`` does."""
        channel = await self._channel(post.channel)
        rendered = await self._rendered(post)
        if isinstance(rendered, Files):
            await self._attach(channel, post.thread_ts, rendered)
            return channel, ""
        return channel, await post_message(
            self._client, ThreadRef(channel, post.thread_ts), rendered, EVENT_TYPE, {"key": post.key}
        )

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
        page = await self._rendered(post)
        if isinstance(page, Files):
            return
        text = page.text.encode()[:UPDATE_BYTES].decode(errors="ignore")
        with translated():
            await self._client.chat_update(channel=post.channel, ts=str(post.ts), text=text, blocks=list(page.blocks))

    async def _rendered(self, post: Post) -> Page | Files:
        ready = await self._prepare[post.kind](post) if post.kind in self._prepare else post
        return await self._db.read(lambda tx: self._renderers[post.kind](tx, ready))

    async def _channel(self, channel: str) -> str:
        """Return the channel; for a person's id that of the direct message with them."""
        if not channel.startswith(("U", "W")):
            return channel
        with translated():
            answer = await self._client.conversations_open(users=[channel])
        opened: Any = answer.get("channel") or {}
        if not opened.get("id"):
            msg = "Slack opens no direct message with this person"
            raise Refused(msg)
        return str(opened["id"])

    async def _attach(self, channel: str, thread_ts: str | None, rendered: Files) -> None:
        uploads: list[dict[str, Any]] = [
            {"filename": name, "title": name, "content": content} for name, content in rendered.files
        ]
        try:
            with translated():
                await self._client.files_upload_v2(
                    file_uploads=uploads, channel=channel, thread_ts=thread_ts, initial_comment=rendered.comment
                )
        except Misconfigured as error:
            # A scope that is missing for files must not hold up what else there is to say.
            msg = f"files cannot be attached: {error}"
            raise Refused(msg) from error
