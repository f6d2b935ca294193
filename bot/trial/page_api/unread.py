"""What each person has not read yet: a count a channel, and the threads with new replies they took part in."""

from bot.trial.workspace.workspace import Message, Workspace


class Unread:
    """Counts in memory; a restart of the trial begins with everything read."""

    def __init__(self, workspace: Workspace) -> None:
        self._there = workspace
        self._counts: dict[tuple[str, str], int] = {}
        self._threads: dict[tuple[str, str], set[str]] = {}

    def count(self, user: str, channel: str) -> int:
        """Return how many messages of the channel itself somebody has not read."""
        return self._counts.get((user, channel), 0)

    def threads(self, user: str, channel: str) -> list[str]:
        """Return the threads of the channel with replies somebody has not read."""
        return sorted(self._threads.get((user, channel), ()))

    def arrived(self, message: Message) -> list[str]:
        """Count a message; return the people for whom something changed."""
        members = self._there.channels[message.channel].members - {message.user}
        return [user for user in sorted(members) if self._counts_for(user, message)]

    def _counts_for(self, user: str, message: Message) -> bool:
        key = (user, message.channel)
        if message.is_top:
            self._counts[key] = self._counts.get(key, 0) + 1
            return True
        thread = self._there.thread(message.channel, message.thread)
        if any(other.user == user for other in thread) or f"<@{user}>" in message.text:
            self._threads.setdefault(key, set()).add(message.thread)
            return True
        return False

    def read(self, user: str, channel: str, thread_ts: str | None = None) -> None:
        """Mark a thread, or the channel itself, as read."""
        if thread_ts:
            self._threads.get((user, channel), set()).discard(thread_ts)
        else:
            self._counts.pop((user, channel), None)
