"""Figures from the database: what is owed, how chores get on, suspects. The same from each process that serves it."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.telemetry.sources import LIMIT_S, Gauge
from storage.backlog import Backlog, backlog
from storage.chores import ChoreRow, all_chores
from storage.crashes import CrashedJob, all_crashed
from storage.database import Database, Tx
from workflows.engine.crashes import verdict_on

KEEP = timedelta(seconds=5)  # several who scrape, or one who scrapes each second, cost no more than this

Found = tuple[list[Backlog], list[ChoreRow], list[CrashedJob]]


class DatabaseFigures:
    """Reads the database when it is asked to, at most each ``KEEP``, and one read at a time.

    What was read longer ago is not shown: a database that is away has no figures.
    """

    def __init__(self, db: Database, team_id: str, now: Callable[[], datetime], limit_s: float = LIMIT_S) -> None:
        self._db = db
        self._team_id = team_id
        self._now = now
        self._limit_s = limit_s
        self._found: Sequence[Gauge] = ()
        self._found_at: datetime | None = None
        self._reading: asyncio.Task[Found] | None = None
        self._closed = False

    async def read(self) -> Sequence[Gauge]:
        """Return the figures; ``TimeoutError`` if the database does not answer in time: the read goes on meanwhile."""
        if self._closed:
            return ()
        now = self._now()
        if self._found_at is None or not timedelta() <= now - self._found_at < KEEP:
            self._found = gauges_of(*await self._in_time(), now)
            self._found_at = now
        return self._found

    async def _in_time(self) -> Found:
        """Read; two at once share a read. It is not cancelled: it would hold its connection all the same."""
        reading = self._reading
        if reading is None or reading.done():  # what an earlier scrape did not wait for is not of now
            reading = self._reading = asyncio.create_task(self._db.read(self._query))
            reading.add_done_callback(_looked_at)
        await asyncio.wait({reading}, timeout=self._limit_s)
        if not reading.done():
            raise TimeoutError
        if self._reading is reading:
            self._reading = None
        return reading.result()

    def _query(self, tx: Tx) -> Found:
        return backlog(tx, self._team_id), all_chores(tx), all_crashed(tx)

    async def close(self) -> None:
        """Read no more: the database is closed next, while the page is still there."""
        self._closed = True
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)


def _looked_at(reading: asyncio.Task[Found]) -> None:
    """Let a read whose scrape is over fail without a word: the next one says what is wrong."""
    if not reading.cancelled():
        reading.exception()


def gauges_of(
    owed: Sequence[Backlog], chores: Sequence[ChoreRow], crashed: Sequence[CrashedJob], now: datetime
) -> list[Gauge]:
    """Return what was read as figures."""
    ages = {one.kind: (now - one.oldest).total_seconds() if one.oldest is not None else 0.0 for one in owed}
    ran = {row.name: row.ran_at.timestamp() for row in chores if row.ran_at is not None}
    suspects = sum(1 for one in crashed if verdict_on(one) != "run")
    return [
        Gauge("frontdesk_owed", "What is owed now, by kind.", {one.kind: one.count for one in owed}, "kind"),
        Gauge("frontdesk_owed_oldest_seconds", "For how long the oldest is owed; 0: nothing is.", ages, "kind"),
        Gauge("frontdesk_chore_last_run_timestamp_seconds", "When a chore ended last, well or not.", ran, "chore"),
        Gauge(
            "frontdesk_chore_failures",
            "How often in a row a chore has failed; 0: its last run went well.",
            {row.name: row.failures for row in chores},
            "chore",
        ),
        Gauge("frontdesk_suspects", "Jobs that ran each time the process died.", {"": suspects}),
    ]
