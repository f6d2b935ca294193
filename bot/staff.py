"""Who is support staff: the ids in FRONTDESK_STAFF and the members of a Slack user group, remembered for minutes."""

import asyncio
import time

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_errors import translated
from storage.errors import FrontdeskError

REMEMBERED_S = 120.0

log = structlog.get_logger(__name__)


class Staff:
    """The staff. While Slack does not tell who is in the group, the last answer counts."""

    def __init__(self, client: AsyncWebClient, named: frozenset[str], group: str | None) -> None:
        self._client = client
        self._named = named
        self._group = group
        self._members: frozenset[str] = frozenset()
        self._asked_at: float | None = None
        self._asking: asyncio.Task[None] | None = None

    async def members(self) -> frozenset[str]:
        """Return the user ids of all staff. Only the first call waits for Slack; later ones ask beside."""
        if self._group is not None and (self._asked_at is None or time.monotonic() - self._asked_at > REMEMBERED_S):
            if self._asking is None or self._asking.done():
                self._asking = asyncio.create_task(self._ask(self._group))
            if self._asked_at is None:
                await asyncio.shield(self._asking)
        return self._named | self._members

    async def includes(self, user: str) -> bool:
        """Say whether ``user`` is staff."""
        return user in self._named or user in await self.members()

    async def _ask(self, group: str) -> None:
        try:
            with translated():
                answer = await self._client.usergroups_users_list(usergroup=group)
            self._members = frozenset(str(user) for user in answer.get("users") or [])
        except FrontdeskError as error:
            log.warning("staff_group_unknown", group=group, why=str(error))
        self._asked_at = time.monotonic()

    async def close(self) -> None:
        """End what is under way."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)
