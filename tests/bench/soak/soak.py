"""A soak: messages at a steady pace, faults in between, kill -9 in the first part, one long life in the last."""

import asyncio
import time
from dataclasses import dataclass, field
from itertools import cycle

import psutil  # type: ignore[import-untyped] # it ships no types

from tests.bench.bench import tell
from tests.bench.soak.counts import Counts, Sample, answers, growth_mb_per_h, lost_and_doubled, thread_of
from tests.bench.soak.faults import Mishaps
from tests.bench.soak.places import add_places, place_of
from tests.bench.wire import MIXED
from tests.fakes.model import KEY, FakeModel
from tests.fakes.slack import FakeSlack, Json
from tests.process.served import Desk

PEOPLE = 200  # so that one person's messages are far apart: each is a turn of its own
AGAIN_S = 0.5  # after which Slack sends again what was not acknowledged
SETTLE_S = 300.0  # in which all that is owed must be answered: two of the minute's sweeps and more


@dataclass(frozen=True)
class Plan:
    """How much happens: in numbers of messages, so that a slow machine does the same as a fast one.

    ``kill_every``: in the first ``kills_until`` messages; ``measured_from``: from then on memory is noted.
    """

    messages: int
    per_s: float
    kill_every: int
    kills_until: int
    measured_from: int
    fault_every: int = 20
    again_every: int = 25
    seed: int = 1


@dataclass
class Soak:
    """One soak of a desk between a fake Slack and a fake model."""

    plan: Plan
    slack: FakeSlack
    model: FakeModel
    desk: Desk
    memory: list[Sample] = field(default_factory=list)
    kills: int = 0
    _sent: list[Json] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> Counts:
        """Do all of it; return what was found."""
        mishaps = Mishaps(self.slack, self.model, self.plan.seed)
        add_places(self.slack, [self.desk])
        await self._start()
        began = time.monotonic()
        for number, text in zip(range(self.plan.messages), cycle(MIXED), strict=False):
            if self.plan.per_s:
                await asyncio.sleep(max(0.0, began + number / self.plan.per_s - time.monotonic()))
            self._send(number, text)
            if number % self.plan.fault_every == self.plan.fault_every - 1:
                mishaps.one()
            if number < self.plan.kills_until and number % self.plan.kill_every == self.plan.kill_every - 1:
                await self._kill(number)
            if number >= self.plan.measured_from:
                self._note_memory()
        await self._settle()
        threads = [thread_of(event) for event in self._sent]
        lost, doubled = lost_and_doubled(threads, answers(self.slack.workspace.messages))
        for one in (*lost, *doubled):
            tell(self._shown(one))
        growth = growth_mb_per_h(self.memory)
        return Counts(len(threads), lost, doubled, growth, self.kills, mishaps.count)

    async def _start(self) -> None:
        """Start the desk: with the model, every second time by rule, the last life with the model again."""
        by_rule = self.kills % 2 == 1 and (self.kills + 1) * self.plan.kill_every <= self.plan.kills_until
        known = {} if by_rule else {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": self.model.base_url}
        kept = {name: value for name, value in self.desk.settings.items() if not name.startswith("OPENAI_")}
        self.desk.settings = kept | known
        self.desk.said.clear()
        await self.desk.start()

    async def _kill(self, number: int) -> None:
        tell(f"kill -9 after {number + 1} of {self.plan.messages} messages")
        await self.desk.kill()
        self.kills += 1
        await self._start()

    def _send(self, number: int, text: str) -> None:
        event = self.slack.says(f"U0SOAK{number % PEOPLE:04d}", place_of(number), text)
        self._sent.append(event)
        task = asyncio.create_task(self._delivered(event, again=number % self.plan.again_every == 0))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _delivered(self, event: Json, *, again: bool) -> None:
        """Send it as Slack does: until it is acknowledged; sometimes once more though it was."""
        tries = 0
        while (await self.slack.redeliver(event, tries) if tries else await self.slack.deliver(event)) != [200]:
            tries += 1
            await asyncio.sleep(AGAIN_S)
        if again:
            await self.slack.redeliver(event)

    def _shown(self, thread: str) -> str:
        """Say what stands in a thread, for whoever looks into it."""
        stands = [one for one in self.slack.workspace.messages if f"{one.channel}:{one.thread}" == thread]
        return "\n    ".join([thread, *(f"{one.ts} {one.metadata} {one.text[:100]!r}" for one in stands)])

    def _note_memory(self) -> None:
        assert self.desk.process is not None
        rss = psutil.Process(self.desk.process.pid).memory_info().rss
        self.memory.append((time.monotonic(), float(rss) / 1e6))

    async def _settle(self) -> None:
        """Wait until all that was sent is taken and answered, and stop the desk as an operator does.

        Calls of Slack that hang are not let go: they would take effect long after they were given up.
        """
        await asyncio.gather(*self._tasks)
        self.model.release()
        threads = [thread_of(event) for event in self._sent]
        until = time.monotonic() + SETTLE_S
        while lost_and_doubled(threads, answers(self.slack.workspace.messages))[0] and time.monotonic() < until:
            async with self.slack.changed:
                try:
                    async with asyncio.timeout(1):
                        await self.slack.changed.wait()
                except TimeoutError:
                    continue
        await self.desk.stop()
