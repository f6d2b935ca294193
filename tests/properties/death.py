"""A process that dies at a commit, or stalls at one: the case database it works with, and what ends with it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from storage.database import Database, Tx
from storage.errors import Transient

T = TypeVar("T")


@dataclass
class Turn:
    """What happens at a commit: ``left`` commits from now, the next being 1, before it or (``kept``) just after it."""

    left: int
    kept: bool
    dies: bool


class Life:
    """The life of one process. From its end on nothing it does reaches the database.

    What is left of it in memory waits until ``bury``, so that nothing it does then comes before its end.
    """

    def __init__(self, is_job: Callable[[], bool]) -> None:
        self.ended = asyncio.Event()
        self.turn: Turn | None = None
        self.stalled = 0  # jobs
        self._is_job = is_job
        self._go_on = asyncio.Event()
        self._buried = asyncio.Event()

    def go_on(self) -> None:
        """Let what stalls go on, and nothing more be met."""
        self.turn = None
        self._go_on.set()
        self._go_on = asyncio.Event()

    def bury(self) -> None:
        """Let those who wait find out that the process is dead."""
        self.ended.set()
        self._buried.set()

    async def lives(self) -> None:
        """Come back only in a living process."""
        if self.ended.is_set():
            await self._buried.wait()
            msg = "this process is dead"
            raise Transient(msg, 0.01)

    async def before(self) -> Turn | None:
        """Stand before a commit; return what is to be met after it."""
        await self.lives()
        turn = self._its_turn()
        if turn is None or turn.kept:
            return turn
        await self.meet(turn)
        return None

    async def meet(self, turn: Turn) -> None:
        """Die, or stall until ``go_on``."""
        if turn.dies:
            self.ended.set()
        else:
            self.stalled += 1
            try:
                await self._go_on.wait()
            finally:
                self.stalled -= 1
        await self.lives()

    def _its_turn(self) -> Turn | None:
        turn = self.turn
        if turn is None or not (turn.dies or self._is_job()):
            return None
        turn.left -= 1
        if turn.left > 0:
            return None
        self.turn = None
        return turn


class MortalDatabase:
    """The case database of a process that may die, or stall, at any commit."""

    def __init__(self, database: Database, life: Life) -> None:
        self._database = database
        self._life = life

    async def read(self, query: Callable[[Tx], T]) -> T:
        """Read, while the process lives."""
        await self._life.lives()
        found = await self._database.read(query)
        await self._life.lives()
        return found

    async def write(self, change: Callable[[Tx], T]) -> T:
        """Write, if the process lives that long; learn of it, if it lives on."""
        to_meet = await self._life.before()
        result = await self._database.write(change)
        if to_meet is not None:
            await self._life.meet(to_meet)
        await self._life.lives()
        return result

    async def empty_log(self) -> bool:
        """Empty the log."""
        return await self._database.empty_log()

    async def scrub(self) -> bool:
        """Write the file anew."""
        return await self._database.scrub()

    async def close(self) -> None:
        """Close all connections."""
        await self._database.close()
