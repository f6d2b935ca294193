"""Processes that serve one team between a fake Slack and a fake model, and who sends them messages as Slack does."""

import asyncio
import copy
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.trial.delivery.delivery import Delivery
from tests.bench.soak.counts import thread_of
from tests.fakes.slack import SUPPORT, FakeSlack, Json
from tests.fakes.slack.world import record
from tests.process.forked import Forked
from tests.process.served import Desk

AGAIN_S = 0.5  # after which Slack sends again what was not acknowledged, to whoever


class Executor(Desk):
    """A process that serves, and how Slack reaches it; from scratch it is of a version of the flows of its own."""

    version = "2"
    delivery: Delivery | None = None

    async def spawn(self, *arguments: str) -> asyncio.subprocess.Process | Forked:
        """Start a command and return at once."""
        if not self.from_scratch:
            return await super().spawn(*arguments)
        command = (sys.executable, "-m", "tests.bench.torture.serve", self.version, *arguments)
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(
            *command, cwd=self.folder, env=self.environment(), stdout=pipe, stderr=pipe
        )

    async def start(self) -> None:
        """Start it, and reach it where it is now."""
        await super().start()
        if self.delivery is None:
            self.delivery = copy.copy(self.slack.delivery)
        self.delivery.bot_url = f"http://127.0.0.1:{self.port}"

    async def close(self) -> None:
        """Leave nothing running, and nothing open."""
        await super().close()
        if self.delivery is not None:
            await self.delivery.close()


@dataclass
class Senders:
    """People who write into support channels of ``slack``, whose messages any of ``executors`` gets."""

    slack: FakeSlack
    executors: Sequence[Executor]
    chance: random.Random
    sent: list[Json] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def say(self, user: str, text: str, *, again: bool, channel: str = SUPPORT) -> None:
        """Let somebody say something; ``again``: it is delivered once more though it was acknowledged."""
        event = self.slack.says(user, channel, text)
        record(self.slack.workspace, event)
        self.sent.append(event)
        task = asyncio.create_task(self._delivered(event, again=again))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def threads(self) -> list[str]:
        """Return the threads of all that was said."""
        return [thread_of(event) for event in self.sent]

    async def all_taken(self) -> None:
        """Wait until all that was said is acknowledged."""
        await asyncio.gather(*self._tasks)

    async def _delivered(self, event: Json, *, again: bool) -> None:
        """Send it as Slack does, to any process, until it is acknowledged; sometimes once more though it was."""
        tries = 0
        while await self._once(event, tries) != 200:
            tries += 1
            await asyncio.sleep(AGAIN_S)
        if again:
            await self._once(event, tries + 1)

    async def _once(self, event: Json, tries: int) -> int:
        delivery = self.chance.choice(self.executors).delivery
        assert delivery is not None
        return (await delivery.event(event, tries, "http_timeout" if tries else "")).status


def folder_of(parent: Path, name: str) -> Path:
    """Make a folder for one of them."""
    folder = parent / name
    folder.mkdir()
    return folder
