"""Who writes in a card's thread sees that it is kept: a mark on their message, or a word where we may not set marks."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.messages import ThreadRef, mark_message, whisper
from storage.errors import FrontdeskError
from storage.records import MessageKey, Note

MARK = "memo"
WORD = "Kept as a private note on the case. The customer does not see it."

log = structlog.get_logger(__name__)


class NoteMarks:
    """Acknowledges notes, in the background and as well as it can: what is kept is kept without it."""

    def __init__(
        self, client: AsyncWebClient, in_background: Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]
    ) -> None:
        self._client = client
        self._in_background = in_background

    def show(self, key: MessageKey, thread_ts: str | None, note: Note) -> None:
        """Acknowledge the note that the message ``key`` is; returns at once."""
        self._in_background(self._show(key, thread_ts, note.author))

    async def _show(self, key: MessageKey, thread_ts: str | None, author: str) -> None:
        try:
            await mark_message(self._client, key.channel, key.ts, MARK)
        except FrontdeskError as error:
            log.info("note_not_marked", channel=key.channel, why=str(error))
            await self._say(ThreadRef(key.channel, thread_ts), author)

    async def _say(self, thread: ThreadRef, author: str) -> None:
        try:
            await whisper(self._client, thread, author, WORD)
        except FrontdeskError as error:
            log.warning("note_not_acknowledged", channel=thread.channel, why=str(error))
