"""Lanes of jobs that rest: what was to be said in them cannot be for a while, and no job waits for it meanwhile.

Rows say what is owed, and the sweep of each minute queues it again, in order. Until then nothing of such a lane is
tried: who came later would be first. A process's own: another tries at most what came within that minute.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from storage.errors import Misconfigured, Transient

LONGEST_HELD_S = 10.0  # a job waits that long itself between two tries


class RestingLanes:
    """Which lanes rest, and until when. One instance a process."""

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}

    def __bool__(self) -> bool:
        return bool(self._until)

    def rest(self, lane: str, error: Transient | Misconfigured, longest_s: float, now: datetime) -> None:
        """Let a lane rest: as long as Slack asks for, ``longest_s`` at most; else until the next sweep."""
        asked_s = error.retry_after_s if isinstance(error, Transient) else 0.0
        self._until[lane] = now + timedelta(seconds=min(asked_s, longest_s))

    def rests(self, lane: str) -> bool:
        """Say whether a job of this lane has to leave what it was to say owed."""
        return lane in self._until

    def begin_again(self, now: datetime) -> Callable[[str], bool]:
        """Let those begin again whose time has come; return what says of a lane whether it rests on."""
        self._until = {lane: until for lane, until in self._until.items() if until > now}
        return frozenset(self._until).__contains__
