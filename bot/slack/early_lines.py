"""Lines in a thread whose first message has not come: Slack's order of delivery is no order. In memory only.

Most are of threads that are none of ours, so no word of them is stored. Once a thread's first message is kept, the
lines that wait for it are kept as well. What a process that dies had waiting is lost, as it was before.
"""

from collections import OrderedDict

from handlers.intake.keep import Change, Incoming
from storage.records import MessageKey

MOST_THREADS = 500
MOST_LINES = 20  # of a thread


class EarlyLines:
    """Lines of threads that a process knows nothing of, the newest threads. One instance a process."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[MessageKey, dict[MessageKey, Incoming]] = OrderedDict()

    def left_out(self, change: Change) -> None:
        """Take note of a line that was not kept: its thread may still become ours."""
        if not isinstance(change, Incoming) or change.thread_ts is None:
            return
        root = MessageKey(change.key.team_id, change.key.channel, change.thread_ts)
        lines = self._waiting.setdefault(root, {})
        if len(lines) < MOST_LINES:
            lines[change.key] = change
        if len(self._waiting) > MOST_THREADS:
            self._waiting.popitem(last=False)

    def under(self, root: MessageKey) -> list[Incoming]:
        """Return what waits for this message, oldest first; it waits until it is ``kept``."""
        return sorted(self._waiting.get(root, {}).values(), key=lambda line: line.key.ts)

    def kept(self, root: MessageKey, line: MessageKey) -> None:
        """Wait no more with a line: it stands in the case of its first message now."""
        lines = self._waiting.get(root, {})
        lines.pop(line, None)
        if not lines:
            self._waiting.pop(root, None)
