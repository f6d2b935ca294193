"""The clock of a trial: the machine's time, moved ahead by whoever tries the desk. It never goes back."""

import time

DAY_S = 24 * 3600
LONGEST_STEP_S = 31 * DAY_S
FURTHEST_S = 366 * DAY_S


class TrialClock:
    """Calling it gives seconds since 1970, as ``time.time``; ``ahead_s`` is how far it was moved."""

    def __init__(self, ahead_s: float = 0.0) -> None:
        self.ahead_s = ahead_s

    def __call__(self) -> float:
        """Return the time in this trial."""
        return time.time() + self.ahead_s

    def may_move(self, seconds: float) -> bool:
        """Whether it may be moved on by ``seconds`` at once."""
        return 0 < seconds <= LONGEST_STEP_S and self.ahead_s + seconds <= FURTHEST_S
