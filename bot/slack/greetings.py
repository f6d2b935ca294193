"""Greetings, thanks, "one sec": what opens no case is kept nowhere, and gets a reaction, a short word or nothing.

It waits in memory as long as a line would (``handlers/conversation/gathering.py``): a real line that follows it within
that time is one turn with it. What a process that dies had waiting gets nothing; no word of anybody's is lost by that.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import code_of
from bot.slack.handoff.posting import post_job
from bot.slack.messages import mark_message
from handlers.cases.escalation import NOTICE
from handlers.desk import Desk
from handlers.intake.keep import Change, Incoming
from storage import posts
from storage.database import Tx
from storage.errors import FrontdeskError
from storage.records import MessageKey, Post
from workflows.engine.port import Engine
from workflows.rules import first_aid

WAVE, WELCOME = "wave", "+1"  # reactions to a greeting and to thanks
MOST_WAITING = 1000  # more than that wait for nothing

log = structlog.get_logger(__name__)


class Greetings:
    """What of a process's messages was left out of all cases a moment ago. One instance a process."""

    def __init__(
        self,
        client: AsyncWebClient,
        desk: Desk,
        engine: Engine,
        in_background: Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]],
    ) -> None:
        self._client = client
        self._desk = desk
        self._engine = engine
        self._in_background = in_background
        self._waiting: dict[MessageKey, tuple[Incoming, datetime, asyncio.TimerHandle]] = {}
        self._may_react = True

    def left_out(self, incoming: Incoming) -> None:
        """Take note of small talk that was said to the desk and opened no case. A redelivery changes nothing."""
        if incoming.key in self._waiting or len(self._waiting) >= MOST_WAITING:
            return
        self._wait(incoming, self._desk.now() + self._desk.gathering.quiet)

    def _wait(self, incoming: Incoming, until: datetime) -> None:
        wait_s = max((until - self._desk.now()).total_seconds(), 0)
        timer = asyncio.get_running_loop().call_later(wait_s, self._is_alone, incoming.key)
        self._waiting[incoming.key] = incoming, until, timer

    def before(self, change: Change) -> list[Incoming]:
        """Return what waits of its author at its place, oldest first, if this message is for the desk and says more."""
        if not self._waiting or not isinstance(change, Incoming):
            return []
        if change.line == "small talk" or not change.addressed or change.to_other or change.late != "no":
            return []
        found = [one for one, _, _ in self._waiting.values() if one.place == change.place]
        return [replace(one, line="part") for one in sorted(found, key=lambda one: one.key.ts)]

    def answered_below(self, change: Incoming) -> None:
        """Wait no more with greetings after which their author has written, in their thread, what is kept."""
        if self._waiting and change.thread_ts is not None:
            root = replace(change.key, ts=change.thread_ts)
            found = [key for key, (one, _, _) in self._waiting.items() if one.place == change.place or key == root]
            for key in found:
                self.drop(key)

    def drop(self, key: MessageKey) -> None:
        """Wait no more with this message: it is part of a turn, or was edited or deleted."""
        _, _, timer = self._waiting.pop(key, (None, None, None))
        if timer is not None:
            timer.cancel()

    def _is_alone(self, key: MessageKey) -> None:
        incoming, until, _ = self._waiting.pop(key)
        if self._desk.now() < until:  # by the clock that its turn would wait by
            self._wait(incoming, until)
            return
        word, is_answer = first_aid.general(incoming.text)
        if not is_answer:
            return  # "one sec" and an emoji ask for nothing
        if incoming.is_dm or incoming.mentions_bot:
            self._in_background(self._say(incoming, word))
        elif self._may_react:
            self._in_background(self._react(key, WELCOME if first_aid.is_thanks(incoming.text) else WAVE))

    async def _say(self, incoming: Incoming, word: str) -> None:
        """Post a short word under it, once, whatever Slack delivers again."""
        key = incoming.key
        values = {"team_id": key.team_id, "key": f"word:{key.channel}:{key.ts}", "kind": NOTICE, "channel": key.channel}
        thread_ts, now = incoming.thread_ts or key.ts, self._desk.now()

        def plan(tx: Tx) -> Post | None:
            more = {"thread_ts": thread_ts, "body": {"text": word}, "state": "planned", "created_at": now}
            return posts.plan_new(tx, {**values, **more})

        try:
            planned = await self._desk.db.write(plan)
            if planned is not None:
                await self._engine.enqueue(post_job(planned))
        except FrontdeskError as error:
            log.warning("word_not_said", channel=key.channel, why=str(error))

    async def _react(self, key: MessageKey, emoji: str) -> None:
        try:
            await mark_message(self._client, key.channel, key.ts, emoji)
        except FrontdeskError as error:
            if code_of(error) == "missing_scope":
                self._may_react = False
            log.info("greeting_not_marked", channel=key.channel, why=str(error))

    async def close(self) -> None:
        """Wait for nothing any more."""
        for key in list(self._waiting):
            self.drop(key)
