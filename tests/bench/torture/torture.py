"""A torture: three-part messages over several processes, while these and their database are treated badly."""

import asyncio
import random
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.bench.bench import tell
from tests.bench.executors import Executor, Senders
from tests.bench.postgres import Server
from tests.bench.soak.counts import answers, lost_and_doubled
from tests.bench.torture.found import Found
from tests.fakes.slack import FakeSlack
from tests.handlers.test_messages import SAMPLE

SETTLE_S = 240.0
SLACK_S = 0.05
STILL_S, AWAY_S, REAPED_S = 90.0, 60.0, 46.0
STANDS_S = 10.0
ORDER = "Where is my order A-12345?"
BUGS = ("answer_broken", "job_broken", "post_broken", "chore_failed", "lease_broken", "beside_broken")


@dataclass
class Torture:
    """One torture of ``executors`` between a fake Slack and a fake model, on ``server``."""

    slack: FakeSlack
    server: Server
    executors: list[Executor]
    messages: int
    kills: int
    seed: int
    killed: int = 0
    returns: int = 0
    seen: int = 0
    standing: tuple[str, ...] = ()
    taken_over_s: list[float] = field(default_factory=list)

    async def run(self, only: str = "") -> Found:
        """Do all of it, or ``only`` one part; return what was found."""
        self._chance = random.Random(self.seed)  # noqa: S311 - which process is killed is no secret
        self.senders = Senders(self.slack, self.executors, self._chance)
        self._slow_posts()
        await asyncio.gather(*(one.start() for one in self.executors))  # at once
        parts: tuple[tuple[Callable[[int], Awaitable[None]], float], ...] = (
            (self._killed, 0.55),
            (self._stands_still, 0.15),
            (self._dies_for_good, 0.1),
            (self._database_away, 0.1),
            (self._upgraded, 0.1),
        )
        for part, share in parts:
            if only in part.__name__:
                tell(f"{part.__name__.strip('_').replace('_', ' ')}: {round(self.messages * share)} messages")
                await part(round(self.messages * share))
        await self._settle()
        return await self._found()

    def _slow_posts(self) -> None:
        """Let posting take a moment: something is always under way."""
        self._slow = self.slack.fault("chat.postMessage", delay_s=SLACK_S, times=None)

    # --- what happens -------------------------------------------------------------------------------------------------

    async def _killed(self, messages: int) -> None:
        """Kill one at random again and again, and start it at once."""
        for number in range(self.kills):
            await self._send(messages * (number + 1) // self.kills - messages * number // self.kills, per_s=4)
            one = self._chance.choice(self.executors)
            await one.kill()
            self.killed += 1
            await one.start()

    async def _stands_still(self, messages: int) -> None:
        """Let one stand still for longer than its lease, with work of its own under way: it posts a reply just then.

        Slack takes it when another has posted the same.
        """
        await self._all_answered()
        self._slow.times = self._slow.used  # it would be met before what is scripted after it
        held = self.slack.fault("chat.postMessage", hang=True)
        self._slow_posts()
        await self._send(1, per_s=20, text=ORDER)
        await held.reached()
        await self._send(messages // 3, per_s=20)
        one = await self._posting()
        one.signal(signal.SIGSTOP)
        began = time.monotonic()
        await self._send(messages - messages // 3, per_s=1)
        await asyncio.sleep(max(0.0, began + STILL_S - time.monotonic()))
        held.release()
        await asyncio.sleep(1)  # Slack takes it
        self.seen = len(lost_and_doubled(self.senders.threads(), answers(self.slack.workspace.messages))[1])
        one.signal(signal.SIGCONT)
        await asyncio.sleep(STANDS_S)
        self.standing = lost_and_doubled(self.senders.threads(), answers(self.slack.workspace.messages))[1]

    async def _dies_for_good(self, messages: int) -> None:
        """Kill one and leave it dead; the database is restarted when others are about to take over, and once more."""
        await self._send(messages // 2, per_s=20)
        one = await self._busiest()
        await one.kill()
        self.killed += 1
        died = time.monotonic()
        taking_over = asyncio.create_task(self._taken_over(one, died))
        await asyncio.sleep(REAPED_S)
        await self._restart_database()
        await taking_over
        await one.start()
        await self._send(messages // 4, per_s=20)
        await self._restart_database()
        await self._send(messages - messages // 2 - messages // 4, per_s=4)

    async def _posting(self) -> Executor:
        """Return the one that has been posting something for longest: its call is held."""
        query = """
            SELECT executors.executor FROM posts JOIN executors ON executors.process = posts.claimed_by
            WHERE posts.state = 'sending' ORDER BY posts.claimed_at LIMIT 1
        """
        while not (found := await self.server.ask(query)):  # noqa: ASYNC110 - the server tells no event
            await asyncio.sleep(0.1)
        return self._called(found[0][0])

    def _called(self, name: str) -> Executor:
        return next(one for one in self.executors if one.settings["FRONTDESK_EXECUTOR_ID"] == name)

    async def _busiest(self) -> Executor:
        """Return the one that has most at work, as soon as one has anything."""
        query = "SELECT executor_id, count(*) FROM dbos.workflow_status WHERE status = 'PENDING' GROUP BY 1 ORDER BY 2"
        while not (found := await self.server.ask(query)):  # noqa: ASYNC110 - the server tells no event
            await asyncio.sleep(0.05)
        tell(f"at work: {found}")
        return self._called(found[-1][0])

    async def _taken_over(self, dead: Executor, died: float) -> None:
        """Note when others have all that a dead process had at work. It had renewed its lease 5 s before at most."""
        name = dead.settings["FRONTDESK_EXECUTOR_ID"]
        query = "SELECT count(*) FROM dbos.workflow_status WHERE status = 'PENDING' AND executor_id = %s"
        tell(f"{name} had {await self.server.ask(query, name)} at work")
        async with asyncio.timeout(SETTLE_S):
            while await self.server.ask(query, name) != [(0,)]:  # noqa: ASYNC110 - the server tells no event
                await asyncio.sleep(0.2)
        self.taken_over_s.append(time.monotonic() - died)

    async def _restart_database(self) -> None:
        await self.server.stop()
        await self.server.start()

    async def _database_away(self, messages: int) -> None:
        await self._send(messages // 2, per_s=20)
        await self.server.stop()
        await self._send(messages - messages // 2, per_s=2)
        await asyncio.sleep(AWAY_S)
        await self.server.start()

    async def _upgraded(self, messages: int) -> None:
        """Restart one after the other as another version of the flows."""
        each = messages // len(self.executors)
        for one in self.executors:
            await self._send(each, per_s=20)
            assert await one.stop() == 0
            one.version = "3"
            await one.start()
        await self._send(messages - each * len(self.executors), per_s=4)

    # --- messages -----------------------------------------------------------------------------------------------------

    async def _send(self, count: int, per_s: float, text: str = SAMPLE) -> None:
        for _ in range(count):
            self.senders.say(f"U0TORT{len(self.senders.sent):04d}", text, again=len(self.senders.sent) % 10 == 9)
            self.returns += text == SAMPLE
            await asyncio.sleep(1 / per_s)

    # --- the end ------------------------------------------------------------------------------------------------------

    async def _settle(self) -> None:
        """Wait until all that was sent is taken and answered, and a moment for what may come twice; then stop."""
        await self._all_answered()
        await asyncio.sleep(STANDS_S)

    async def _all_answered(self) -> None:
        await self.senders.all_taken()
        until = time.monotonic() + SETTLE_S
        while lost_and_doubled(self.senders.threads(), answers(self.slack.workspace.messages))[0]:
            if time.monotonic() > until:
                break
            await asyncio.sleep(0.5)

    async def _found(self) -> Found:
        lost, doubled = lost_and_doubled(self.senders.threads(), answers(self.slack.workspace.messages))
        [(rmas,)] = await self.server.ask("SELECT count(*) FROM rmas WHERE state = 'issued'")
        for one in self.executors:
            await one.stop()
        said = [line for one in self.executors for line in one.said]
        for thread in (*lost, *doubled):
            tell(f"{thread}: {[m.text[:60] for m in self.slack.workspace.messages if m.thread == thread[-17:]]}")
        return Found(
            len(self.senders.sent),
            lost,
            doubled,
            self.seen,
            self.standing,
            sum('"double_taken_back"' in line for line in said),
            sum('"double_left"' in line for line in said),
            sum('"job_set_aside"' in line for line in said),
            sum(map(_is_bug, said)),
            int(rmas),
            self.returns,
            self.killed,
            tuple(self.taken_over_s),
        )


def _is_bug(line: str) -> bool:
    """Say whether a line of a log says that something is wrong with us, not with the database for a moment."""
    return any(f'"{bug}"' in line for bug in BUGS) and "storage.errors.Transient" not in line
