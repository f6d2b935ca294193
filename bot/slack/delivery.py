"""Delivery of replies to Slack: the status line and the progress message, which becomes the reply if it can."""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.call_budgets import SESSIONS, STREAMS, CallBudgets
from bot.slack.details import MessageDetails
from bot.slack.errors import translated
from bot.slack.messages import ThreadRef, recent_messages
from bot.slack.outbox import SlackPostSender
from bot.slack.progress import NoProgress, SlackProgress, take_away
from bot.slack.sessions import Sessions
from bot.slack.streams import StreamedProgress, StreamStarts, close_stream
from handlers.desk import Details, Progress, ReplyTarget, ThreadRoot
from storage import messages
from storage.database import Database
from storage.errors import FrontdeskError, Transient
from storage.records import Message, MessageKey, Post

STATUS = "is working on it…"
SESSION_OVER_S = 2.0
CHANNEL_PAUSE_S = 1.0  # Slack allows about one message a second and channel; progress gives way to replies
REMEMBERED_CHANNELS = 5000
REMEMBERED_MESSAGES = 1000

log = structlog.get_logger(__name__)


class SlackDelivery:
    """Posts to Slack. One instance a process; ``close`` waits for its background work."""

    def __init__(
        self,
        client: AsyncWebClient,
        db: Database,
        sender: SlackPostSender,
        details: MessageDetails,
        budgets: CallBudgets,
        *,
        streams: bool = False,
    ) -> None:
        """``streams``: in direct messages progress is shown as a stream, as often as ``budgets`` lets it."""
        self._client = client
        self._details = details
        self._sender = sender
        self._db = db
        self._background: set[asyncio.Task[None]] = set()
        self._no_status: set[str] = set()
        self._last_post: dict[str, float] = {}
        self._starts = StreamStarts(partial(budgets.take, STREAMS)) if streams else None
        self.sessions = Sessions(client, self.in_background, partial(budgets.take, SESSIONS))
        self._progress: dict[
            tuple[str, str], SlackProgress | StreamedProgress
        ] = {}  # by channel and ts of what is being worked on
        self._shown: set[int] = set()  # messages whose progress message this process shows, or has taken away

    async def close(self) -> None:
        """Begin nothing more; let status and progress calls end, and cut those that take longer than two seconds."""
        self.sessions.forget()
        if self._background:
            _, late = await asyncio.wait(self._background, timeout=2)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def in_background(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run best-effort work in the background; the reply does not wait for it."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._over)
        return task

    def _over(self, task: asyncio.Task[None]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (bug := task.exception()) is not None:
            log.error("beside_broken", exc_info=bug)  # no reply waits for it, and none is lost by it

    def status(self, target: ReplyTarget) -> None:
        """Show the status line under the thread; returns at once. A channel that refuses it is not asked again."""
        if target.channel not in self._no_status and "*" not in self._no_status:
            self.in_background(self._set_status(target))
        self.sessions.begin(target)

    async def _set_status(self, target: ReplyTarget) -> None:
        try:
            with translated():
                await self._client.assistant_threads_setStatus(
                    channel_id=target.channel, thread_ts=target.thread_ts, status=STATUS
                )
        except Transient:
            return
        except FrontdeskError as error:
            everywhere = "unknown_method" in str(error) or "missing_scope" in str(error)
            self._no_status.add("*" if everywhere or len(self._no_status) > REMEMBERED_CHANNELS else target.channel)
            log.info("status_line_off", channel=target.channel, why=str(error))

    def progress(self, target: ReplyTarget, parts: list[str], message: Message) -> Progress:
        """Post a progress message with a line a part; skipped while Slack's rates are near. In a DM it is streamed."""
        if message.progress_ts:  # a stream that a process left, which died over it
            self.in_background(self._close_left(target, message.progress_ts))
        # "": one may stand as a message that a process left, which is looked for and gone on with.
        if message.progress_ts is None and self._starts is not None and message.is_dm and self._starts.may_be():
            return self._stream(target, parts, message, self._starts)
        return self._posted(target, parts, message)

    def _posted(self, target: ReplyTarget, parts: list[str], message: Message) -> Progress:
        if message.progress_ts is None and self._busy(target.channel):
            return NoProgress()
        self._note_post(target.channel)

        async def note() -> None:
            await self._db.write(lambda tx: messages.note_progress(tx, message.id))

        self._note_shown(message.id)
        failed = partial(self._shown.discard, message.id)
        may_stand = message.progress_ts is not None
        progress = SlackProgress(self._client, self.in_background, target, parts, failed, note, may_stand=may_stand)
        self._progress[target.channel, target.message_ts] = progress
        return progress

    def _stream(self, target: ReplyTarget, parts: list[str], message: Message, starts: StreamStarts) -> Progress:
        async def note(ts: str) -> None:
            await self._db.write(lambda tx: messages.note_progress(tx, message.id, ts))

        def otherwise(states: Sequence[bool | None]) -> Progress:
            shown = self._posted(target, parts, message)
            for part, state in enumerate(states, start=1):
                if state is not None:
                    shown.done(part, ok=state)
            return shown

        self._note_shown(message.id)
        team = message.user_team or message.team_id
        progress = StreamedProgress(self._client, self.in_background, target, parts, team, starts, note, otherwise)
        self._progress[target.channel, target.message_ts] = progress
        return progress

    async def _close_left(self, target: ReplyTarget, ts: str) -> None:
        """Close and delete a stream that was left, unless it has become the reply."""
        try:
            rows = await recent_messages(self._client, ThreadRef(target.channel, target.thread_ts), target.message_ts)
        except Transient:
            rows = []  # then it is closed by Slack, and stays
        if any(row.get("ts") == ts and not (row.get("metadata") or {}).get("event_type") for row in rows):
            await close_stream(self._client, target.channel, ts)

    def stopped(self, key: MessageKey, streams: Sequence[str]) -> None:
        """Take away what was shown of a turn that was stopped, but ``streams``: those will say so.

        Nothing is said of the session: that it is over is said when the rest is (``CasePostJobs``).
        """
        progress = self._progress.pop((key.channel, key.ts), None)
        if progress is not None:
            (progress.leave if progress.ts in streams else progress.take_away)()
        self.sessions.let_go(key)

    async def stop_said(self, post: Post) -> None:
        """Set right what shows that work goes on, now that ``post`` says in a thread that it was stopped; best effort.

        A progress message that a process left which died over it goes, and the session is over. Waits for that a
        moment, not for a Slack that is busy.
        """
        key, thread_ts = MessageKey(post.team_id, post.channel, str(post.after_ts)), post.thread_ts or ""
        try:
            message = await self._db.read(lambda tx: messages.get_message(tx, key))
        except FrontdeskError as error:  # the post stands, whatever happens now
            message = None
            log.info("progress_left", channel=post.channel, why=str(error))
        if message is not None and message.progress_ts not in post.body.get("into", ()):
            self.settle_progress(ReplyTarget(key.team_id, key.channel, thread_ts, key.ts, message.author), message)
        await asyncio.wait({self.sessions.ended(post.channel, thread_ts)}, timeout=SESSION_OVER_S)

    def settle_progress(self, target: ReplyTarget, message: Message) -> None:
        """Take away a progress message that a process left which died over it; returns at once, best effort."""
        if message.progress_ts is not None and message.id not in self._shown:
            self._note_shown(message.id)
            left = (
                self._close_left(target, message.progress_ts)
                if message.progress_ts
                else take_away(self._client, target)
            )
            self.in_background(left)

    def end_progress(self, key: MessageKey) -> None:
        """Take away the progress message of what came to its end without a reply of ours; returns at once."""
        progress = self._progress.pop((key.channel, key.ts), None)
        if progress is not None:
            progress.take_away()
        self.sessions.end(key)

    def _note_shown(self, message_id: int) -> None:
        if len(self._shown) > REMEMBERED_MESSAGES:
            self._shown.clear()
        self._shown.add(message_id)

    def _busy(self, channel: str) -> bool:
        return time.monotonic() - self._last_post.get(channel, -CHANNEL_PAUSE_S) < CHANNEL_PAUSE_S

    def _note_post(self, channel: str) -> None:
        if len(self._last_post) > REMEMBERED_CHANNELS:
            self._last_post.clear()
        self._last_post[channel] = time.monotonic()

    def lacks(self, message: Message) -> bool:
        """Say whether Slack may have more to tell of a message."""
        return self._details.lacks(message)

    async def details(self, message: Message) -> Details:
        """Ask for it."""
        return await self._details.details(message)

    async def thread_root(self, key: MessageKey) -> ThreadRoot | None:
        """Return the first message of a thread, if a customer wrote it."""
        return await self._details.thread_root(key)

    async def room(self, post: Post) -> None:
        """Wait until its channel takes it."""
        await self._sender.room(post)

    async def find(self, post: Post) -> dict[int, str]:
        """Look once which pages of a reply stand in its thread."""
        return await self._sender.find(post)

    async def leave_one(self, post: Post, keep: str | None, mine: str | None) -> int:
        """As the sender."""
        return await self._sender.leave_one(post, keep, mine)

    async def abandon(self) -> None:
        """Let go of what shows how work gets on: others have that work now, and its messages."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        self._progress.clear()
        self._shown.clear()
        self.sessions.forget()

    async def post(self, post: Post, stands: dict[int, str]) -> tuple[str, str]:
        """Post the pages of a reply that do not stand yet; raises as the sender does.

        A progress message becomes the reply if it can; else it goes, and the reply is posted. After an edit it takes
        the place of the answer before.
        """
        self._note_post(post.channel)
        where = (post.channel, str(post.after_ts))
        progress = self._progress.get(where)
        replaces = (post.outcome or {}).get("replaces")
        if replaces and not stands:
            return post.channel, await self._sender.replace(post, replaces["post"], replaces["ts"])
        if progress is not None and not stands:
            ts = await progress.young()
            if ts is not None and await self._sender.put_into(post, ts):
                self._progress.pop(where, None)
                return post.channel, ts
        if progress is not None:
            self._progress.pop(where, None)
            if (
                progress.ts is None or stands.get(0) != progress.ts
            ):  # else it has become the reply before, though Slack's answer was lost
                progress.take_away()
        return await self._sender.post(post, stands)
