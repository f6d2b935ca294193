"""``python -m tests.bench.soak.several [--minutes N]``: two processes on one PostgreSQL; 1 if a promise is broken.

As the soak of one: a steady pace, faults in between, kill -9 in the first part. At the end what ``/metrics`` of both
says has to be what their database holds.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import psutil  # type: ignore[import-untyped] # it ships no types

from tests.bench.bench import tell
from tests.bench.executors import Executor, Senders, folder_of
from tests.bench.postgres import Server
from tests.bench.soak.agreement import Shown, disagreements, is_quiet, of_pages, stored
from tests.bench.soak.counts import SHOWN, answers, lost_and_doubled
from tests.bench.soak.faults import MODEL_TIMEOUT_S, SLACK_TIMEOUT_S, Mishaps
from tests.bench.soak.places import add_places, place_of
from tests.bench.soak.soak import PEOPLE, SETTLE_S, Plan
from tests.bench.wire import MIXED
from tests.fakes.model import FakeModel
from tests.fakes.slack import FakeSlack
from tests.telemetry.page import Page, read

PER_S = 5
LOOK_S = 1.0


@dataclass(frozen=True)
class Found:
    """What a soak of several found. ``disagree``: where metrics and database say different things, in words."""

    messages: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    disagree: tuple[str, ...]
    compared: int
    kills: int
    faults: int
    memory_mb: tuple[tuple[float, float], ...]

    @property
    def missed(self) -> list[str]:
        """What is not as promised, in words."""
        return [
            *([f"{len(self.lost)} lost, e.g. {', '.join(self.lost[:SHOWN])}"] if self.lost else []),
            *([f"{len(self.doubled)} answered twice, e.g. {', '.join(self.doubled[:SHOWN])}"] if self.doubled else []),
            *(f"/metrics disagrees: {one}" for one in self.disagree),
        ]

    def lines(self) -> list[str]:
        """The figures, a line each."""
        memory = ", ".join(f"{half:.0f} → {end:.0f} MB" for half, end in self.memory_mb)
        return [
            f"messages     {self.messages}",
            f"lost         {len(self.lost)}",
            f"doubled      {len(self.doubled)}",
            f"kills        {self.kills}",
            f"faults       {self.faults}",
            f"/metrics     {self.compared} figures compared, {len(self.disagree)} disagree",
            f"memory       {memory} from the half to the end",
        ]


@dataclass
class Several:
    """One soak of several processes on the database at ``url``, between a fake Slack and a fake model."""

    plan: Plan
    slack: FakeSlack
    model: FakeModel
    url: str
    executors: Sequence[Executor]
    kills: int = 0

    async def run(self) -> Found:
        """Do all of it; return what was found."""
        add_places(self.slack, self.executors)
        self._chance = random.Random(self.plan.seed)  # noqa: S311 - who gets a message is no secret
        self._senders = Senders(self.slack, self.executors, self._chance)
        mishaps, texts = Mishaps(self.slack, self.model, self.plan.seed), cycle(MIXED)
        await asyncio.gather(*(one.start() for one in self.executors))
        for number in range(self.plan.kills_until):
            await self._next(number, next(texts), mishaps)
            if number % self.plan.kill_every == self.plan.kill_every - 1:
                await self._kill(number)
        # What a killed process had counted is gone: what is compared begins here.
        began, _ = await self._quiet()
        half = [_memory_mb(one) for one in self.executors]
        for number in range(self.plan.kills_until, self.plan.messages):
            await self._next(number, next(texts), mishaps)
        ended, pages = await self._quiet()
        disagree = disagreements(ended - began, pages)
        lost, doubled = lost_and_doubled(self._senders.threads(), answers(self.slack.workspace.messages))
        memory = tuple(zip(half, [_memory_mb(one) for one in self.executors], strict=True))
        for one in self.executors:
            await one.stop()
        compared = len(ended.database) + len(pages)
        return Found(len(self._senders.sent), lost, doubled, disagree, compared, self.kills, mishaps.count, memory)

    async def _next(self, number: int, text: str, mishaps: Mishaps) -> None:
        again = number % self.plan.again_every == 0
        self._senders.say(f"U0SOAK{number % PEOPLE:04d}", text, again=again, channel=place_of(number))
        if number % self.plan.fault_every == self.plan.fault_every - 1:
            mishaps.one()
        await asyncio.sleep(1 / self.plan.per_s if self.plan.per_s else 0)

    async def _kill(self, number: int) -> None:
        one = self._chance.choice(self.executors)
        tell(f"kill -9 of {one.folder.name} after {number + 1} of {self.plan.messages} messages")
        await one.kill()
        self.kills += 1
        await one.start()

    async def _quiet(self) -> tuple[Shown, list[Page]]:
        """Wait until nothing is owed, in the database and as both show it; return what stands on both sides then."""
        await self._senders.all_taken()
        until = time.monotonic() + SETTLE_S
        while True:
            database = await stored(self.url)
            pages = [Page((await read(_metrics_port(one)))[1]) for one in self.executors]
            shown = Shown(database, of_pages(pages))
            lost, _ = lost_and_doubled(self._senders.threads(), answers(self.slack.workspace.messages))
            if (is_quiet(shown.database, pages) and not lost) or time.monotonic() > until:
                return shown, pages
            await asyncio.sleep(LOOK_S)


def _memory_mb(one: Executor) -> float:
    assert one.process is not None
    return float(psutil.Process(one.process.pid).memory_info().rss) / 1e6


def _metrics_port(one: Executor) -> int:
    """Return where a process shows its metrics: the newest line ``ready`` of its log says so."""
    ready = [json.loads(line) for line in one.said if '"event": "ready"' in line]
    return int(str(ready[-1]["metrics"]).rsplit(":", 1)[1].split("/")[0])


async def soak(
    plan: Plan,
    names: Sequence[str],
    url: str,
    folder: Path,
    slack: FakeSlack,
    model: FakeModel,
    *,
    forked: bool = False,
) -> Found:
    """Run a soak of processes of these names on the database at ``url``; each has a folder of its own in ``folder``.

    ``forked``: they cost no imports, and are no measure of memory.
    """
    async with AsyncExitStack() as stack:
        executors = []
        for name in names:
            settings = {
                "DATABASE_URL": url,
                "FRONTDESK_EXECUTOR_ID": name,
                "FRONTDESK_METRICS_PORT": "0",
                "FRONTDESK_SLACK_TIMEOUT_S": str(SLACK_TIMEOUT_S),
                "FRONTDESK_MODEL_TIMEOUT_S": str(MODEL_TIMEOUT_S),
            }
            one = Executor(folder_of(folder, name), slack, settings, from_scratch=not forked)
            one.use(model)
            stack.push_async_callback(one.close)
            executors.append(one)
        return await Several(plan, slack, model, url, executors).run()


def main() -> int:
    """Run it; 1 if a message was lost or answered twice, or metrics and database disagree."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak.several", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, metavar="N", help="how long (default 10)")
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="how many (default 2)")
    given = parser.parse_args()
    messages = round(given.minutes * 60 * PER_S)
    if messages < 10 or given.processes < 1:
        parser.error("--minutes must be at least 0.1, --processes at least 1")
    tell(f"{messages} messages, {PER_S} a second, over {given.processes} processes; kills in the first 40 %")
    plan = Plan(messages, PER_S, min(60 * PER_S, messages // 8), messages * 2 // 5, messages // 2)
    found = asyncio.run(_run(plan, given.processes))
    sys.stdout.write("\n".join([*found.lines(), *(f"MISSED: {one}" for one in found.missed)]) + "\n")
    return 1 if found.missed else 0


async def _run(plan: Plan, processes: int) -> Found:
    with tempfile.TemporaryDirectory(prefix="frontdesk-soak-") as folder:
        server = Server(Path(folder))
        try:
            async with FakeSlack() as slack, FakeModel() as model:
                names = [f"executor-{number + 1}" for number in range(processes)]
                return await soak(plan, names, server.url, Path(folder), slack, model)
        finally:
            server.close()


if __name__ == "__main__":
    sys.exit(main())
