"""What one channel takes once Slack has said that it is too much: one message a second, first come, first posted.

Slack allows about one message a second in a channel and a few more at once (https://docs.slack.dev/apis/web-api/rate-limits).
Forty answers that each wait by themselves, twice as long each time, find a free second ever more seldom. So who waits
for a channel waits in its line. Each process keeps its own.
"""

import asyncio
from collections import deque
from time import monotonic

from storage.errors import Transient

GAP_S = 1.0  # between two messages of a channel
MOST_WAITING = 64  # jobs, half of those a process runs at once: who comes then rests, and waits in its row
LONGEST_S = 10.0  # that Slack asks for and a job waits: longer ones rest, too
MOST_CALLED = 8  # posts whose turn has come and that have not gone yet; what comes later than that waits again
QUIET_S = 30.0  # after so long a channel takes a few at once again


class Paces:
    """The lines of those channels that are too full just now; of others nothing is known. One instance a process."""

    def __init__(self) -> None:
        self._lines: dict[str, _Line] = {}
        self._waiting = 0

    def slow_down(self, channel: str, after_s: float) -> None:
        """Note that Slack takes nothing more in a channel before ``after_s`` seconds have passed."""
        now = monotonic()
        quiet = (name for name, line in self._lines.items() if line.free_at < now - QUIET_S and not line.is_used)
        for name in list(quiet):
            del self._lines[name]
        line = self._lines.setdefault(channel, _Line())
        line.free_at = max(line.free_at, now + max(after_s, GAP_S))

    async def wait(self, channel: str, key: str) -> None:
        """Wait for the turn of the post ``key`` in its channel; it has to go at once then.

        Raises ``Transient`` if that would take too long for a job to wait.
        """
        line = self._lines.get(channel)
        if line is None:
            return
        if self._waiting >= MOST_WAITING:
            msg = "many messages wait for this channel"
            raise Transient(msg, 2 * LONGEST_S)
        self._waiting += 1
        try:
            async with line.turn:
                while (left_s := line.free_at - monotonic()) > 0:
                    if left_s > LONGEST_S:
                        msg = "Slack asks to slow down"
                        raise Transient(msg, left_s)
                    await asyncio.sleep(left_s)
                line.free_at = monotonic() + GAP_S
                line.called.append(key)
        finally:
            self._waiting -= 1

    def take(self, channel: str, key: str) -> None:
        """Let the post ``key`` go now. ``Transient`` if others wait for the channel and it is not its turn."""
        line = self._lines.get(channel)
        if line is None:
            return
        if key in line.called:
            line.called.remove(key)
        elif line.is_used or line.free_at > monotonic():
            msg = "others wait for this channel"
            raise Transient(msg, 0.0)


class _Line:
    """Who waits for a channel, in order, and when it takes the next one."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.free_at = 0.0
        self.called = deque[str](maxlen=MOST_CALLED)

    @property
    def is_used(self) -> bool:
        """Whether somebody waits."""
        return self.turn.locked()
