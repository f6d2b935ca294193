"""Acks go before work: while many wait for theirs, few jobs begin."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

CROWD = 4  # requests at once: a desk that keeps up answers each within milliseconds, and seldom has two
BESIDE_A_CROWD = 4  # jobs at work while there is one, so that work goes on, if slowly, whatever comes
QUIET_S = 0.1  # a crowd is over so long after: it ebbs for a moment with each commit


class Acks:
    """Counts the requests that are not answered. ``dispersed`` is called when a crowd of them is over."""

    def __init__(self, dispersed: Callable[[], None]) -> None:
        self._dispersed = dispersed
        self._under_way = 0
        self._ebb: asyncio.TimerHandle | None = None
        self.crowded = False

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count a request for as long as this lasts."""
        self._under_way += 1
        if self._under_way >= CROWD:
            self.crowded = True
            self._stop_the_ebb()
        try:
            yield
        finally:
            self._under_way -= 1
            if self.crowded and self._under_way < CROWD and self._ebb is None:
                self._ebb = asyncio.get_running_loop().call_later(QUIET_S, self._over)

    def _over(self) -> None:
        self._ebb, self.crowded = None, False
        self._dispersed()

    def _stop_the_ebb(self) -> None:
        if self._ebb is not None:
            self._ebb.cancel()
            self._ebb = None

    def close(self) -> None:
        """Wait for no end of a crowd any more."""
        self._stop_the_ebb()
