"""What people are called, as Slack tells it: for posts that name somebody without a mention, which would ping them."""

from bot.slack.blocks import one_line
from bot.slack.directory import Directory

LONGEST_NAME = 80
ELSEWHERE = "another organisation"


class DisplayNames:
    """The names of people as posts and views show them."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def learn(self, user: str) -> None:
        """Ask for a person's name unless it is known; without an answer their id stays."""
        await self._directory.learn(user)

    def name(self, user: str) -> str:
        """Return a person's name on one line and escaped (they choose it themselves); the id if it is not known."""
        return one_line(self.plain(user))

    def plain(self, user: str) -> str:
        """Return the name as it is, for plain text; the id if it is not known."""
        return (self._directory.last_name(user) or user)[:LONGEST_NAME]

    def is_from_elsewhere(self, user: str) -> bool:
        """Say whether Slack has told that the person is of another organisation (Slack Connect)."""
        return self._directory.is_from_elsewhere(user)

    def with_organisation(self, user: str) -> str:
        """Return a person's name, and that they are of another organisation if they are."""
        return f"{self.name(user)} ({ELSEWHERE})" if self.is_from_elsewhere(user) else self.name(user)
