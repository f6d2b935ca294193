"""Turns that may still get more lines: each is queued when it is ready, by a timer of this process.

The rows say when that is. What the timers of a process that died would have queued is swept up as all that is owed.
"""

import asyncio
from datetime import datetime

import structlog

from handlers.desk import Desk
from storage import turns
from storage.errors import FrontdeskError
from storage.records import MessageKey, Turn
from workflows.engine.port import Engine, Job

ANSWER = "answer_message"  # the job handler's name

log = structlog.get_logger(__name__)


def answer_job(turn: Turn) -> Job:
    """Return the job of answering this text of a turn."""
    return Job(ANSWER, turn.run, turn.row.lane, (turn.key.team_id, turn.key.channel, turn.key.ts))


class WaitingTurns:
    """The timers of a process: one a turn."""

    def __init__(self, desk: Desk, engine: Engine) -> None:
        self._desk = desk
        self._engine = engine
        self._timers: dict[MessageKey, asyncio.TimerHandle] = {}
        self._queueing: set[asyncio.Task[None]] = set()

    def wait_for(self, turn: Turn) -> None:
        """Queue a turn once it is ready; its new line or edit has moved that."""
        self._at(turn.key, turn.row.ready_at)

    def _at(self, key: MessageKey, ready_at: datetime) -> None:
        before = self._timers.pop(key, None)
        if before is not None:
            before.cancel()
        wait_s = max((ready_at - self._desk.now()).total_seconds(), 0)
        self._timers[key] = asyncio.get_running_loop().call_later(wait_s, self._is_over, key)

    def _is_over(self, key: MessageKey) -> None:
        del self._timers[key]
        task = asyncio.create_task(self._queue(key))
        self._queueing.add(task)
        task.add_done_callback(self._queueing.discard)

    async def _queue(self, key: MessageKey) -> None:
        """Queue the turn as it is now, unless it still waits: another process may have kept a line of it."""
        try:
            turn = await self._desk.db.read(lambda tx: turns.get_turn(tx, key))
            if turn is None or not turn.is_owed:
                return
            if turn.row.gathers(self._desk.now()):
                self._at(key, turn.row.ready_at)
            else:
                await self._engine.enqueue(answer_job(turn))
        except FrontdeskError as error:
            log.warning("turn_not_queued", channel=key.channel, ts=key.ts, why=str(error))  # the sweep queues it

    async def close(self) -> None:
        """End all timers: what they would queue is owed as its rows say."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        for task in self._queueing:
            task.cancel()
        await asyncio.gather(*self._queueing, return_exceptions=True)
