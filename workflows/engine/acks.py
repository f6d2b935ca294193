"""Acks go before work: while somebody waits for one, work holds between two steps; while many do, few jobs begin."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import contextmanager
from typing import Any

CROWD = 4  # requests at once: a desk that keeps up answers each within milliseconds, and seldom has two
BESIDE_A_CROWD = 4  # jobs at work while there is one, so that work goes on, if slowly, whatever comes
QUIET_S = 0.1  # a crowd is over so long after: it ebbs for a moment with each commit
HOLD_S = 0.02  # the longest that one step is held: it may have what the ack itself waits for


class Acks:
    """Counts the requests that are not answered. ``dispersed`` is called when a crowd of them is over."""

    def __init__(self, dispersed: Callable[[], None], hold_s: float = HOLD_S) -> None:
        self._dispersed = dispersed
        self._hold_s = hold_s
        self._under_way = 0
        self._ebb: asyncio.TimerHandle | None = None
        self._held: deque[asyncio.Future[None]] = deque()
        self._letting_go = False
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
            self._let_go_soon()

    async def before(self, work: Coroutine[Any, Any, None]) -> None:
        """Run ``work``, each step of it when no ack is under way, but not much later: ``HOLD_S``."""
        await _Stepwise(work, self._hold)

    async def _hold(self) -> None:
        if not self._under_way and not self._held:
            return
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        self._held.append(turn)
        at_the_latest = loop.call_later(self._hold_s, _let_go, turn)
        self._let_go_soon()
        try:
            await turn
        finally:
            at_the_latest.cancel()

    def _let_go_soon(self) -> None:
        """Let one of those that are held go on in each turn of the loop: what comes meanwhile goes before the rest."""
        if self._held and not self._under_way and not self._letting_go:
            self._letting_go = True
            asyncio.get_running_loop().call_soon(self._let_one_go)

    def _let_one_go(self) -> None:
        self._letting_go = False
        while self._held and self._held[0].done():
            self._held.popleft()
        if self._held and not self._under_way:
            _let_go(self._held.popleft())
            self._let_go_soon()

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


def _let_go(turn: "asyncio.Future[None]") -> None:
    if not turn.done():
        turn.set_result(None)


class _Stepwise:
    """Awaits a coroutine; before each of its steps but the first it awaits ``may_go_on()``."""

    def __init__(self, work: Coroutine[Any, Any, None], may_go_on: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._work = work
        self._may_go_on = may_go_on

    def __await__(self) -> Generator[Any, Any, None]:
        error: BaseException | None = None
        while True:
            try:
                waits_for = self._work.throw(error) if error is not None else self._work.send(None)
            except StopIteration:
                return
            error = None
            try:
                yield waits_for
                yield from self._may_go_on().__await__()
            except BaseException as thrown:  # noqa: BLE001 - all of it, cancelling too, is for the work to see
                error = thrown
