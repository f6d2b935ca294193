"""The process that serves: started, dead and started again on the same database, in the same Slack."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any

from structlog.testing import capture_logs

from bot.settings import Settings
from bot.wiring import Bot, open_bot
from storage.database import Database, open_database
from storage.errors import Misconfigured
from tests.fakes.slack.patience import PATIENCE_S
from tests.properties import state
from tests.properties.death import Life, MortalDatabase, Turn
from tests.properties.wire import Outcome, TroubledSlack
from tests.stored import Clock


class Process:
    """One bot after the other."""

    def __init__(self, settings: Settings, clock: Clock, slack: TroubledSlack) -> None:
        self.running: Bot | None = None
        self.slack = slack
        self._settings = settings
        self._clock = clock
        self._stack = AsyncExitStack()
        self._life = Life(lambda: state.is_job(self.running))
        self._sleepers = 0
        self._is_back = asyncio.Event()

    @property
    def bot(self) -> Bot:
        """The bot that runs."""
        assert self.running is not None
        return self.running

    @property
    def stalls(self) -> bool:
        """Whether a job stalls at a commit."""
        return self._life.stalled > 0

    def meets(self, turn: Turn) -> None:
        """Let this happen at a commit to come."""
        self._life.turn = turn

    def open_database(self, url: str, connections: int) -> Database:
        """Open the database of the process that lives now."""
        return MortalDatabase(open_database(url, connections), self._life)

    async def back_off(self, wait_s: float) -> None:
        """Wait as a job does before it tries again: while Slack is busy, or a job stands still, until a step ends that.

        What is to be written anew waits for a reply that stands still.
        """
        if self.slack.wire.is_busy or self.slack.wire.held or self.stalls:
            self._sleepers += 1
            try:
                await self._is_back.wait()
            finally:
                self._sleepers -= 1
        await asyncio.sleep(min(wait_s, 0.01))

    async def start(self) -> None:
        """Start a process on what the one before has left; again, as a supervisor does, while that one's lock is held.

        A PostgreSQL server frees it when it notices that its session has ended.
        """
        self._stack = AsyncExitStack()
        self._life = Life(lambda: state.is_job(self.running))
        self.slack.wire.is_cut_off = False
        async with asyncio.timeout(PATIENCE_S):
            while self.running is None:
                try:
                    self.running = await self._stack.enter_async_context(open_bot(self._settings, self._clock))
                except Misconfigured as error:
                    if "serves this" not in str(error):
                        raise
                    await asyncio.sleep(0.05)
        self.slack.delivery.bot_url = self.running.url

    async def die(self, outcome: Outcome) -> None:
        """Let the process be dead, then clear away what is left of it."""
        self._life.ended.set()
        self.slack.wire.let_go(outcome)
        self.slack.wire.is_cut_off = True
        with capture_logs():  # what is left of it finds that its database is gone
            await state.stop_jobs(self.bot)
            self._life.bury()
            await self.close()

    async def death(self) -> None:
        """Wait until it is dead; what it was doing waits to be cleared away."""
        await self._life.ended.wait()

    async def stop(self) -> None:
        """Stop it; or clear it away, if it has died since the last step: what it does by itself commits, too."""
        if self._life.ended.is_set():
            await self.die("lost")
        else:
            await self.close()

    async def close(self) -> None:
        """Stop it. It dies at no commit of that: what waits for its end to be cleared away would wait for ever."""
        if self._life.turn is not None and self._life.turn.dies:
            self._life.turn = None
        await self._stack.aclose()
        self.resume()
        self.running = None

    def resume(self) -> None:
        """Let what stalls, or waits because Slack is busy, go on."""
        self._life.go_on()
        self.slack.wire.is_busy = False
        self._is_back.set()
        self._is_back = asyncio.Event()

    async def calm(self, doing: Coroutine[Any, Any, None] | None = None) -> None:
        """Do something, then wait until all that is under way is done, or waits for what only a step brings.

        If the process dies over it, start another.
        """
        ended = asyncio.create_task(self._life.ended.wait())
        work = asyncio.create_task(self._then_rest(doing))
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.wait({ended, work}, return_when=asyncio.FIRST_COMPLETED)
        if self._life.ended.is_set():
            await self.die("lost")
            await asyncio.gather(work, return_exceptions=True)
            await self.start()
            await self.calm()
        else:
            await work
        ended.cancel()
        await asyncio.gather(ended, return_exceptions=True)

    async def _then_rest(self, doing: Coroutine[Any, Any, None] | None) -> None:
        if doing is not None:
            await doing
        bot = self.bot
        while bot is self.running and not self._life.ended.is_set():
            waiting = len(self.slack.wire.held) + self._sleepers + self._life.stalled
            if await state.is_calm(bot, waiting):
                await bot.interactions.idle()
                await bot.case_post_jobs.idle()
                await bot.homes.idle()
                return
            await asyncio.sleep(0.002)
