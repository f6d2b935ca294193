"""Calls to Slack that post something: nobody cuts them off but the end of the process, and what came of doubles."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class PostingCalls:
    """The calls of this process that are under way. One instance a process.

    A job may be ended while Slack takes its message, because others have it now. The call then goes on by itself: who
    does not learn what Slack answered cannot take back what stands there twice.

    ``taken_back``: messages of this process that stood beside another's and were deleted; ``left``: those that could
    not be.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._end_with_jobs = False
        self.taken_back = 0
        self.left = 0

    async def to_its_end(self, work: Coroutine[Any, Any, T]) -> T:
        """Do it, also when whoever waits for it is cancelled while the process goes on."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._over)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if self._end_with_jobs:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            raise

    def by_itself(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it beside everything else; the end of the process cuts it off."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # whoever still waits for it has it, too

    def end_with_their_jobs(self) -> None:
        """Cut off a call with its job from now on: the process ends."""
        self._end_with_jobs = True

    async def close(self) -> None:
        """Cut off what goes on by itself: what Slack may have taken is looked for by whoever has it next."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
