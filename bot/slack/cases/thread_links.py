"""Links to the threads of cases, asked of Slack once a thread and process; best effort: a case opens without one."""

import asyncio
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import translated
from storage.errors import FrontdeskError
from storage.records import Case

REMEMBERED = 5000
LONGEST_WAIT_S = 1.5  # a case is not shown later because of its link
_LOCAL = {"127.0.0.1", "localhost"}  # the trial's own pages

log = structlog.get_logger(__name__)


class ThreadLinks:
    """The links that were asked for."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._known: dict[tuple[str, str], str] = {}

    async def of(self, case: Case) -> str:
        """Return the link to a case's thread; "" where there is none, or none that staff could follow (in a DM)."""
        key = case.channel, case.thread_ts
        if case.is_dm or key in self._known:
            return self._known.get(key, "")
        try:
            async with asyncio.timeout(LONGEST_WAIT_S):
                with translated():
                    answer = await self._client.chat_getPermalink(channel=case.channel, message_ts=case.thread_ts)
        except (FrontdeskError, aiohttp.ClientError, TimeoutError) as error:
            log.info("no_permalink", case=case.number, why=str(error))
            return ""
        link = str(answer.get("permalink") or "")
        if not _is_link(link):
            return ""
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[key] = link
        return link


def _is_link(link: str) -> bool:
    parts = urlsplit(link)
    is_web = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
    return is_web and not set(link) & set("<>| ")
