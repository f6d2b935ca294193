"""What people are called, as Slack tells it: for posts that name somebody without a mention, which would ping them."""

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.blocks import one_line
from bot.slack.errors import translated
from storage.errors import FrontdeskError

REMEMBERED = 5000
LONGEST_NAME = 80
ELSEWHERE = "another organisation"

log = structlog.get_logger(__name__)


class DisplayNames:
    """Names, asked for once a person and process."""

    def __init__(self, client: AsyncWebClient, team_id: str) -> None:
        self._client = client
        self._team_id = team_id
        self._names: dict[str, str] = {}
        self._elsewhere: set[str] = set()

    async def learn(self, user: str) -> None:
        """Ask for a person's name unless it is known; without an answer their id stays."""
        if user in self._names:
            return
        try:
            with translated():
                answer = await self._client.users_info(user=user)
        except FrontdeskError as error:
            log.info("name_unknown", user=user, why=str(error))
            return
        if len(self._names) >= REMEMBERED:
            self._names.clear()
            self._elsewhere.clear()
        person = answer.get("user") or {}
        if person.get("team_id") not in {None, self._team_id}:
            self._elsewhere.add(user)
        profile = person.get("profile") or {}
        names = [profile.get("display_name"), profile.get("real_name"), person.get("real_name"), person.get("name")]
        self._names[user] = next((str(name) for name in names if name), user)

    def name(self, user: str) -> str:
        """Return a person's name on one line and escaped (they choose it themselves); the id if it is not known."""
        return one_line(self.plain(user))

    def plain(self, user: str) -> str:
        """Return the name as it is, for plain text; the id if it is not known."""
        return self._names.get(user, user)[:LONGEST_NAME]

    def is_from_elsewhere(self, user: str) -> bool:
        """Say whether Slack has told that the person is of another organisation (Slack Connect)."""
        return user in self._elsewhere

    def with_organisation(self, user: str) -> str:
        """Return a person's name, and that they are of another organisation if they are."""
        return f"{self.name(user)} ({ELSEWHERE})" if self.is_from_elsewhere(user) else self.name(user)
