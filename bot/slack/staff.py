"""Who is support staff: the ids in FRONTDESK_STAFF and the members of a Slack user group, remembered for minutes."""

import asyncio
import time
from collections.abc import Callable
from math import inf

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import translated
from storage.errors import FrontdeskError

REMEMBERED_S = 120.0
TRUSTED_S = 5 * REMEMBERED_S
WAIT_S = 2.0  # a button has 3 seconds, and its modal has to open within them
ASK_AGAIN_S = 5.0

log = structlog.get_logger(__name__)


class Staff:
    """The staff. ``clock`` counts seconds."""

    def __init__(
        self,
        client: AsyncWebClient,
        named: frozenset[str],
        group: str | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._named = named
        self._group = group
        self._clock = clock
        self._members: frozenset[str] = frozenset()
        self._asked_at = -inf
        self._told_at = -inf
        self._asking: asyncio.Task[None] | None = None

    @property
    def is_set(self) -> bool:
        """Whether anybody was named staff, or a group."""
        return bool(self._named) or self._group is not None

    async def members(self) -> frozenset[str]:
        """Return the user ids of all staff as far as they are known, however old: to know whose words a message holds.

        Only the first call waits for Slack; later ones ask in the background.
        """
        asking = self._refresh()
        if asking is not None and self._asked_at == -inf:
            await asyncio.shield(asking)
        return self._named | self._members

    async def includes(self, user: str) -> bool:
        """Say whether ``user`` may act as staff. Membership of the group that is old has to be confirmed by Slack.

        That waits for Slack, two seconds at most; without an answer only the named are staff.
        """
        return user in self._named or (await self.group_is_known() and user in self._members)

    async def group_is_known(self) -> bool:
        """Say whether Slack has answered lately who is in the group (true without one); waits as ``includes`` does."""
        asking = self._refresh()
        if asking is not None and not self._is_trusted:
            await asyncio.wait({asking}, timeout=WAIT_S)
        if not self._is_trusted:
            log.warning("staff_group_not_trusted", group=self._group)
        return self._is_trusted

    @property
    def _is_trusted(self) -> bool:
        return self._group is None or self._clock() - self._told_at <= TRUSTED_S

    def _refresh(self) -> asyncio.Task[None] | None:
        """Ask Slack in the background if that is due; return what is being asked, if anything is."""
        pause_s = REMEMBERED_S if self._is_trusted else ASK_AGAIN_S
        if self._asking is not None and not self._asking.done():
            return self._asking
        if self._group is None or self._clock() - self._asked_at <= pause_s:
            return None
        self._asking = asyncio.create_task(self._ask(self._group))
        return self._asking

    async def _ask(self, group: str) -> None:
        try:
            with translated():
                answer = await self._client.usergroups_users_list(usergroup=group)
            self._members = frozenset(str(user) for user in answer.get("users") or [])
            self._told_at = self._clock()
        except FrontdeskError as error:
            log.warning("staff_group_unknown", group=group, why=str(error))
        finally:
            self._asked_at = self._clock()

    async def close(self) -> None:
        """End what is under way."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)
