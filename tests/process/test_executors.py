"""Promises about several processes on one PostgreSQL: told with real ones, their leases at a tenth of the time."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.fakes.slack import CUSTOMER, STAFF, SUPPORT, FakeSlack, Json, app_home_opened
from tests.handlers.test_messages import SAMPLE
from tests.process.fork_server import LEASE_TIMES_VARIABLE
from tests.process.served import Desk, Held, HeldModel
from tests.workflows.engine.jobs import TENTH

ORDER = "Where is my order A-12345?"
AT_A_TENTH = {LEASE_TIMES_VARIABLE: json.dumps(asdict(TENTH))}


class Desks:
    """Processes of one desk, by the ids that they have as executors."""

    def __init__(self, stack: AsyncExitStack, folder: Path, slack: FakeSlack, model: HeldModel, url: str) -> None:
        self._stack = stack
        self._folder = folder
        self._slack = slack
        self._model = model
        self._url = url
        self.all: dict[str, Desk] = {}

    async def start(self, name: str, **more: str) -> Desk:
        """Start one, ready."""
        settings = {"DATABASE_URL": self._url, "FRONTDESK_EXECUTOR_ID": name, "FRONTDESK_SHUTDOWN_GRACE_S": "0", **more}
        desk = self.all[name] = Desk(self._folder, self._slack, settings)
        desk.use(self._model)
        self._stack.push_async_callback(desk.close)
        await desk.start()
        return desk

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Ask their database."""
        with psycopg.connect(self._url) as connection:
            return connection.execute(query.encode()).fetchall()

    def at_work(self) -> Desk:
        """Return the one that runs the only job there is."""
        [(name,)] = self.ask("SELECT executor_id FROM dbos.workflow_status WHERE status = 'PENDING'")
        return self.all[name]

    async def says(self, desk: Desk, event: str) -> None:
        """Wait for a line in the log of one."""
        async with asyncio.timeout(60):
            while not any(f'"{event}"' in line for line in desk.said):  # noqa: ASYNC110 - a log tells no event
                await asyncio.sleep(0.01)


@pytest.fixture
async def model() -> AsyncIterator[HeldModel]:
    async with HeldModel() as fake:
        yield fake
        fake.verify()


@pytest.fixture
async def desks(tmp_path: Path, slack: FakeSlack, model: HeldModel, desk_on_postgres: str) -> AsyncIterator[Desks]:
    async with AsyncExitStack() as stack:
        yield Desks(stack, tmp_path, slack, model, desk_on_postgres)


@dataclass
class UnderWay:
    """A message that one of two processes works on; it waits for the model's last words, till they are let go."""

    event: Json
    held: Held


@pytest.fixture
async def under_way(desks: Desks, slack: FakeSlack, model: HeldModel) -> UnderWay:
    await desks.start("one", **AT_A_TENTH)
    await desks.start("two", **AT_A_TENTH)
    held = model.hold("synthesize")
    event = slack.says(CUSTOMER, SUPPORT, SAMPLE)
    await slack.deliver(event)
    await held.reached.wait()
    return UnderWay(event, held)


async def test_what_a_killed_process_had_at_work_another_answers_once(
    desks: Desks, slack: FakeSlack, model: HeldModel, under_way: UnderWay
) -> None:
    await desks.at_work().kill()
    under_way.held.let_go.set()
    await slack.reply_to(under_way.event)

    assert len(slack.replies_to(under_way.event)) == 1
    assert desks.ask("SELECT count(*) FROM rmas") == [(1,)]
    assert desks.ask("SELECT count(*) FROM executors") == [(1,)]
    assert dict(model.counts)["plan"] == 1


async def test_a_process_that_stood_still_leaves_its_work_to_the_other_and_comes_back(
    desks: Desks, slack: FakeSlack, under_way: UnderWay
) -> None:
    still = desks.at_work()
    [other] = [one for one in desks.all.values() if one is not still]

    still.signal(signal.SIGSTOP)
    slack.delivery.bot_url = f"http://127.0.0.1:{other.port}"
    under_way.held.let_go.set()
    await slack.reply_to(under_way.event)
    still.signal(signal.SIGCONT)
    await desks.says(still, "lease_was_taken")
    await other.stop()
    slack.delivery.bot_url = f"http://127.0.0.1:{still.port}"
    next_one = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(next_one)
    await slack.reply_to(next_one)

    assert len(slack.replies_to(under_way.event)) == 1
    assert desks.ask("SELECT count(*) FROM rmas") == [(1,)]


async def test_a_process_that_is_told_to_stop_leaves_its_work_at_once(
    desks: Desks, slack: FakeSlack, model: HeldModel
) -> None:
    await desks.start("one")
    await desks.start("two")
    held = model.hold("synthesize")
    event = slack.says(CUSTOMER, SUPPORT, SAMPLE)
    await slack.deliver(event)
    await held.reached.wait()

    assert await desks.at_work().stop() == 0
    held.let_go.set()
    await slack.reply_to(event)

    assert desks.ask("SELECT count(*) FROM executors") == [(1,)]
    assert len(slack.replies_to(event)) == 1


async def test_a_process_of_the_same_id_is_refused_and_one_that_comes_after_a_crash_is_not(
    desks: Desks, slack: FakeSlack
) -> None:
    first = await desks.start("one", **AT_A_TENTH)
    code, _, says = await first.run("serve")
    await first.kill()

    again = await desks.start("one")  # the lease of who is known to have died here waits for nobody
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(event)
    await slack.reply_to(event)

    assert code == 2
    assert "another Frontdesk serves this database already as executor one" in says
    assert "FRONTDESK_EXECUTOR_ID" in says
    assert await again.stop() == 0
    assert desks.ask("SELECT count(*) FROM executors") == [(0,)]


@pytest.mark.parametrize("is_lost", [False, True], ids=["it learns of its message", "Slack's answer is lost"])
async def test_a_reply_that_stands_twice_because_a_process_stood_still_is_taken_back(
    desks: Desks, slack: FakeSlack, *, is_lost: bool
) -> None:
    await desks.start("one", **AT_A_TENTH)
    await desks.start("two", **AT_A_TENTH)
    held = slack.fault("chat.postMessage", hang=True, cut_after_accept=is_lost)
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(event)
    await held.reached()
    still = desks.at_work()

    still.signal(signal.SIGSTOP)
    await slack.reply_to(event)
    held.release()
    await slack.wait_for(lambda: len(slack.replies_to(event)) == 2)
    still.signal(signal.SIGCONT)
    await desks.says(still, "double_taken_back")

    [(ts,)] = desks.ask("SELECT ts FROM posts WHERE kind = 'reply'")
    assert [reply.ts for reply in slack.replies_to(event)] == [ts]


async def test_home_shows_what_another_process_has_changed(desks: Desks, slack: FakeSlack) -> None:
    first = await desks.start("one")
    second = await desks.start("two")
    slack.delivery.bot_url = f"http://127.0.0.1:{first.port}"
    await slack.deliver(app_home_opened(STAFF))
    await slack.view_of(STAFF, "home")

    slack.delivery.bot_url = f"http://127.0.0.1:{second.port}"
    event = slack.says(CUSTOMER, SUPPORT, "I want to talk to a human being please")
    await slack.deliver(event)

    await slack.wait_for(lambda: "CASE-1001" in str(slack.called("views.publish")[-1].args))
    assert desks.ask(
        "SELECT shown_by LIKE '%:' || split_part(process, ':', 2) || ':%' FROM viewers, executors"
        " WHERE executor = 'one'"
    ) == [(True,)]
