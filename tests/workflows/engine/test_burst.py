"""Promises about many jobs that come at once: all are done, each once, and nothing stands still meanwhile."""

import asyncio
from collections import Counter

import pytest
from dbos._sys_db import SystemDatabase

from storage import cases
from storage.database import Database, Tx
from tests.storage.fixtures import opened_case
from tests.workflows.engine.jobs import KEPT_AT, OpenEngine, written

MESSAGES = 200
# Looks into the queue (every 20 ms here) that may pass without a job being done: a machine may be busy.
PATIENCE = 150

pytestmark = pytest.mark.parametrize("backend", ["postgresql"])


class Looks:
    """Counts how often the queue was looked into, and how often between two jobs that were done, at most."""

    def __init__(self) -> None:
        self.count = self.at_last_job = self.longest = 0

    def job_is_done(self) -> None:
        self.longest = max(self.longest, self.count - self.at_last_job)
        self.at_last_job = self.count


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    found, look = Looks(), SystemDatabase.start_queued_partitioned_workflows

    def counted(self: SystemDatabase, *given: object, **named: object) -> list[str]:
        found.count += 1
        return look(self, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(SystemDatabase, "start_queued_partitioned_workflows", counted)
    return found


async def test_two_hundred_jobs_that_come_at_once_are_done_each_once_without_a_pause(
    open_engine: OpenEngine, db: Database, looks: Looks
) -> None:
    """Each as a message of three parts: it is kept in a case of its own, which the parts hold at the same time."""
    did: Counter[str] = Counter()

    def urgent(tx: Tx, case_id: int) -> None:
        cases.lock_case(tx, case_id)
        cases.update_case(tx, case_id, KEPT_AT, priority="high")

    async def part(case_id: int) -> None:
        await db.read(lambda tx: cases.get_case(tx, case_id))
        await db.write(lambda tx: urgent(tx, case_id))

    async def answer(_team_id: str, _channel: str, ts: str) -> None:
        case = await db.write(lambda tx: opened_case(tx, ts))
        await asyncio.gather(*(part(case.id) for _ in range(3)))
        known = await db.read(lambda tx: cases.get_case(tx, case.id))
        did[ts] += known.priority == "high"
        looks.job_is_done()

    async with open_engine(answer) as engine:
        await asyncio.gather(*(engine.enqueue(written(number, thread=number)) for number in range(1, MESSAGES + 1)))
        await engine.idle()

    assert did == {f"{number}.000001": 1 for number in range(1, MESSAGES + 1)}
    assert looks.longest < PATIENCE
