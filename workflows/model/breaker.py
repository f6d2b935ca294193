"""The circuit breaker in front of the model: an outage must not cost each message a timeout.

Our own thirty lines (docs/decisions/0007-breaker.md): when it is open, one caller tries while the others go by rule.
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
