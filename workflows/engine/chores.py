"""The chores of a serving process, by a plain timer: outside the durable engine, where listing jobs is no step."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

import structlog

from storage import chores
from storage.chores import ChoreRow
from storage.database import Database
from storage.errors import FrontdeskError
from storage.executors import Claimant
from storage.precedence import work_begins

MINUTE, HOUR = 60, 3600
ERROR_LENGTH = 200

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """What is due from time to time: ``every_s`` seconds, whole minutes. ``name`` is what an operator reads."""

    name: str
    every_s: int
    work: Callable[[], Awaitable[object]]


class Chores:
    """Does each chore when it is due; one that fails or hangs stops no other.

    The timer looks each minute. What is due more seldom goes by the desk's clock and by when it ran last, whichever
    process did it: one that is restarted often is never too young for it.
    """

    def __init__(
        self,
        db: Database,
        now: Callable[[], datetime],
        all_chores: Sequence[Chore],
        team_id: str,
        look_every_s: float = MINUTE,
        claimant: Claimant | None = None,
    ) -> None:
        """``claimant``: one of several processes, of which one at a time does each chore; None: there is only one."""
        self._db = db
        self._now = now
        self._chores = tuple(all_chores)
        self._team_id = team_id
        self._look_every_s = look_every_s
        self._claimant = claimant
        self._rows: dict[str, ChoreRow] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._timer: asyncio.Task[None] | None = None
        self._rung = asyncio.Event()
        self._looked: asyncio.Future[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to look each minute; the first time a minute from now."""
        now, intervals = self._now(), {chore.name: chore.every_s for chore in self._chores}
        rows = await self._db.write(lambda tx: chores.begin(tx, self._team_id, intervals, now))
        self._rows = {row.name: row for row in rows if row.name in intervals}
        self._timer = asyncio.create_task(self._look_for_ever())
        return self

    async def __aexit__(self, *_: object) -> None:
        """End the timer and what it has started; what was owed is still owed at the next start."""
        await self.close()

    def begin(self, name: str) -> None:
        """Do a chore now, unless it is being done; returns at once."""
        for chore in self._chores:
            if chore.name == name and name not in self._running:
                self._begin(chore)

    async def ring(self) -> None:
        """Let the timer look now, as if the minute were over, and wait for what it starts."""
        assert self._timer is not None  # noqa: S101 - it was entered before
        looked: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._looked = looked
        self._rung.set()
        await asyncio.wait({looked, self._timer}, return_when=asyncio.FIRST_COMPLETED)
        if not looked.done():
            self._timer.result()
        await self.idle()

    async def idle(self) -> None:
        """Wait until no chore is running."""
        while self._running:
            await asyncio.wait(set(self._running.values()))

    def failing(self) -> list[ChoreRow]:
        """Return the chores whose last run failed, by name."""
        return sorted((row for row in self._rows.values() if row.failures), key=lambda row: row.name)

    async def _look_for_ever(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._look_every_s):
                    await self._rung.wait()
            self._rung.clear()
            for chore in self._chores:
                if chore.name not in self._running and self._is_due(chore):
                    self._begin(chore)
            if self._looked is not None and not self._looked.done():
                self._looked.set_result(None)

    def _is_due(self, chore: Chore) -> bool:
        ran_at = self._rows[chore.name].ran_at
        if ran_at is None or chore.every_s <= MINUTE:
            return True
        # A clock that was set back must not put it off.
        return not timedelta() <= self._now() - ran_at < timedelta(seconds=chore.every_s)

    def _begin(self, chore: Chore) -> None:
        task = asyncio.create_task(self._run(chore))
        self._running[chore.name] = task
        task.add_done_callback(lambda _: self._running.pop(chore.name, None))

    async def _is_ours(self, chore: Chore) -> bool:
        """Say whether it is this process that does it now."""
        by, now, row = self._claimant, self._now(), self._rows[chore.name]
        if by is None:
            return True
        try:
            is_ours, known = await self._db.write(lambda tx: chores.claim(tx, self._team_id, row, by, now))
        except FrontdeskError as error:
            log.warning("chore_not_claimed", chore=chore.name, why=str(error))
            return False
        self._rows[chore.name] = known
        return is_ours

    async def _run(self, chore: Chore) -> None:
        work_begins()  # its long transactions stand in nobody's way who waits for an answer
        if not await self._is_ours(chore):
            return
        try:
            await chore.work()
        except Exception as error:  # edge: of a chore; it is due again
            log.exception("chore_failed", chore=chore.name)
            # Of a bug only the name: its text may hold what a customer wrote.
            message = str(error) if isinstance(error, FrontdeskError) else f"{type(error).__name__}, see the log"
            await self._keep(chore, " ".join(message.split())[:ERROR_LENGTH])
        else:
            await self._keep(chore, None)

    async def _keep(self, chore: Chore, error: str | None) -> None:
        before, now = self._rows[chore.name], self._now()
        if error is None:
            row = replace(before, ran_at=now, failures=0, failing_since=None, error=None)
        else:
            since = before.failing_since or now
            row = replace(before, ran_at=now, failures=before.failures + 1, failing_since=since, error=error)
        self._rows[chore.name] = row
        try:
            await self._db.write(lambda tx: chores.keep(tx, self._team_id, row))
        except FrontdeskError as failed:
            log.warning("chore_not_noted", chore=chore.name, why=str(failed))

    async def close(self) -> None:
        """As leaving it; safe to call twice."""
        tasks = [*self._running.values(), *([self._timer] if self._timer else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
