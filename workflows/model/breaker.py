"""The circuit breaker in front of the model: an outage must not cost each message a timeout.

Our own (docs/decisions/0007-breaker.md): when it is open, one caller tries while the others go by rule.
"""

import time
from collections.abc import Callable

FAILURES_TO_OPEN = 3
REST_S = 30.0


class Breaker:
    """Closed until three failures in a row; then open for ``rest_s``; then one caller may try."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._closed_at = 0.0
        self._trying = False

    def allows(self) -> bool:
        """Say whether a call may go out now. Whoever is let through while it is open is the one who tries."""
        if self._failures < FAILURES_TO_OPEN:
            return True
        if self._trying or self._clock() < self._closed_at:
            return False
        self._trying = True
        return True

    def succeeded(self) -> None:
        """The service answered (whatever it said): close."""
        self._failures = 0
        self._trying = False

    def failed(self, *, for_good: bool = False) -> None:
        """The service did not answer. ``for_good``: trying again soon cannot help (key, quota)."""
        self._failures = FAILURES_TO_OPEN if for_good else self._failures + 1
        self._trying = False
        self._closed_at = self._clock() + REST_S * (2 if for_good else 1)

    def gave_up(self) -> None:
        """The call ended without a verdict (cancelled): let somebody else try."""
        self._trying = False


class Breakers:
    """A breaker for each model and kind of work, and one for what concerns all of them: the key and the account.

    A model whose name is wrong, or whose limit is reached, says nothing about another; nor does what nobody waits for,
    and may reach a limit by itself, about what customers wait for.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._of_all = Breaker(clock)
        self._of_each: dict[tuple[str, bool], Breaker] = {}

    def of(self, model: str, *, in_background: bool) -> "ModelBreaker":
        """Return the breaker of calls to a model; ``in_background``: for work that no customer waits for."""
        own = self._of_each.setdefault((model, in_background), Breaker(self._clock))
        return ModelBreaker(own, self._of_all)


class ModelBreaker:
    """What is before calls to one model: its own breaker, and the one of all."""

    def __init__(self, own: Breaker, of_all: Breaker) -> None:
        self._own = own
        self._of_all = of_all

    def allows(self) -> bool:
        """Say whether a call may go out now."""
        if not self._own.allows():
            return False
        if not self._of_all.allows():
            self._own.gave_up()
            return False
        return True

    def succeeded(self) -> None:
        """The service answered (whatever it said): close both."""
        self._own.succeeded()
        self._of_all.succeeded()

    def failed(self, *, for_good: bool = False, for_all: bool = False) -> None:
        """The service did not answer; ``for_all``: it would not have answered a call to another model either."""
        (self._of_all if for_all else self._own).failed(for_good=for_good)
        (self._own if for_all else self._of_all).gave_up()

    def gave_up(self) -> None:
        """The call ended without a verdict."""
        self._own.gave_up()
        self._of_all.gave_up()
