"""Promises about DBOS's looks into its queues: one that holds nothing costs one statement, and what comes is seen."""

import asyncio
from collections import Counter
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from dbos._sys_db import SystemDatabase

from storage import engine_rows
from storage.database import Tx, parse_url
from tests.workflows.engine.jobs import JOB, Desk, OpenEngine, written
from workflows.engine import dbos_polls
from workflows.engine.dbos_engine import QUEUE

LOOKS = 5

pytestmark = pytest.mark.parametrize("backend", ["postgresql"])


class Looks:
    """Counts looks into our queue, and what DBOS does beyond them: each is a method of its own that we wrap."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.counts: Counter[str] = Counter()
        self.enough = asyncio.Event()
        self._loop, self._look = asyncio.get_running_loop(), engine_rows.anything_waits
        patch.setattr("workflows.engine.dbos_polls.anything_waits", self._counted)
        for name in ("dequeue_scopes", "get_queue", "start_queued_partitioned_workflows"):
            patch.setattr(SystemDatabase, name, self._counting(name, getattr(SystemDatabase, name)))

    def _counted(self, tx: Tx, queue: str) -> bool:
        found = self._look(tx, queue)
        if queue == QUEUE:
            self.counts["looks"] += 1
            if self.counts["looks"] >= LOOKS:
                self._loop.call_soon_threadsafe(self.enough.set)
        return found

    def _counting(self, name: str, method: object) -> object:
        def counted(system_database: SystemDatabase, queue: object, *given: object, **named: object) -> object:
            if getattr(queue, "name", queue) == QUEUE:
                self.counts[name] += 1
            return method(system_database, queue, *given, **named)  # type: ignore[operator]

        return counted


async def test_where_nothing_waits_dbos_goes_through_no_lane(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = Looks(monkeypatch)
    async with open_engine(Desk().answer):
        async with asyncio.timeout(30):
            await looks.enough.wait()

    assert looks.counts["dequeue_scopes"] == looks.counts["start_queued_partitioned_workflows"] == 0


async def test_what_comes_after_many_empty_looks_is_claimed_and_the_queue_s_settings_are_read_once(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, desk = Looks(monkeypatch), Desk()
    async with open_engine(desk.answer) as engine:
        async with asyncio.timeout(30):
            await looks.enough.wait()
        settings_read = looks.counts["get_queue"]
        for number in (1, 2):
            await engine.enqueue(written(number))
            await engine.idle()

    assert desk.did == ["1.000001", "2.000001"]
    assert looks.counts["dequeue_scopes"] == looks.counts["start_queued_partitioned_workflows"] >= 1
    assert looks.counts["get_queue"] == settings_read


async def test_with_many_jobs_at_work_every_third_look_is_made(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflows.engine.dbos_polls.MANY", 1)
    asked: list[int] = []
    look_first = dbos_polls.look_first

    def counted(dbos: object, database: sa.Engine, queue: str, at_work: Callable[[], int]) -> None:
        def noted() -> int:
            asked.append(looks.counts["looks"])
            return at_work()

        look_first(dbos, database, queue, noted)

    monkeypatch.setattr("workflows.engine.dbos_engine.look_first", counted)
    held, looks = Desk(held="1.000001"), Looks(monkeypatch)
    async with open_engine(held.answer) as engine:
        await engine.enqueue(JOB)
        await held.reached.wait()
        asked.clear()
        looks.enough.clear()
        looks.counts["looks"] = 0
        async with asyncio.timeout(30):
            await looks.enough.wait()
        await engine.enqueue(written(2, thread=2))
        async with asyncio.timeout(30):
            await held.done["2.000001"].wait()
        held.let_go.set()

    assert held.did == ["2.000001", "1.000001"]
    assert [asked.count(look) for look in range(1, LOOKS - 1)] == [2] * (LOOKS - 2)


async def test_only_what_waits_in_this_queue_counts(open_engine: OpenEngine, migrated_url: str) -> None:
    held = Desk(held="1.000001")
    async with open_engine(held.answer, grace_s=0) as engine:
        await engine.enqueue(JOB)
        await held.reached.wait()
        database = sa.create_engine(parse_url(migrated_url), poolclass=sa.NullPool)
        with database.begin() as tx:
            while_it_runs = engine_rows.anything_waits(tx, QUEUE)
    with database.begin() as tx:
        given_back = engine_rows.anything_waits(tx, QUEUE), engine_rows.anything_waits(tx, "elsewhere")

    assert (while_it_runs, given_back) == (False, (True, False))
