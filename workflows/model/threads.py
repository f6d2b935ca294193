"""Work over long texts, done in a thread: each call in it is short, but all of them would hold the loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

LONG_TEXT = 4_000  # characters; what reads more may take longer than the 50 ms that others can wait

T = TypeVar("T")


class Aside:
    """One thread of our own: the loop's are the engine's, too, and each message waits for those before its ack."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "long texts")

    async def do(self, weight: int, work: Callable[[], T]) -> T:
        """Do ``work`` over ``weight`` characters of text: at once if they are few, else while the loop goes on."""
        if weight <= LONG_TEXT:
            return work()
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """Let go of texts that are still being read."""
        self._thread.shutdown(wait=False, cancel_futures=True)
