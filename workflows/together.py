"""Work at the same time, of which nothing is left running when a part of it fails."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, Generic, Self, TypeVar

T = TypeVar("T")


async def all_of(parts: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Run all parts and return what they return, in order; when one fails, the others end first, then its error comes.

    What they ask a model meanwhile is in the journal when the work is tried again, and is not paid for twice.
    """
    answers = []
    for one in await asyncio.gather(*parts, return_exceptions=True):
        if isinstance(one, BaseException):
            raise one
        answers.append(one)
    return answers


class Started(Generic[T]):
    """Work that is begun piece by piece; what each piece returns is had as soon as it is there.

    When the block is left, what is still running is cancelled: it is not needed any more.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[T]] = set()
        self._ended: asyncio.Queue[asyncio.Task[T]] = asyncio.Queue()

    def __len__(self) -> int:
        """Return how many pieces are under way, or ended and not taken yet."""
        return len(self._tasks)

    def begin(self, work: Coroutine[Any, Any, T]) -> None:
        """Begin a piece at once."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended.put_nowait)

    async def next(self) -> T:
        """Wait for the piece that ends next; when it failed, the others end first, then its error comes."""
        task = await self._ended.get()
        self._tasks.discard(task)
        if task.cancelled() or task.exception() is not None:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        return task.result()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
