"""The address of a case's thread in Slack: asked for once a case, and kept with it."""

import asyncio
from dataclasses import replace

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import translated
from bot.slack.text import leads_to_slack
from storage import cases
from storage.database import Database
from storage.errors import FrontdeskError
from storage.records import Case

log = structlog.get_logger(__name__)


async def with_thread_link(
    client: AsyncWebClient, db: Database, case: Case, longest_wait_s: float | None = None
) -> Case:
    """Return the case with the address of its thread, if Slack tells one; without an answer it is asked again later.

    Of a direct message there is none: staff cannot open it, and a link there would lead nowhere.
    """
    if case.is_dm or case.thread_link is not None:
        return case
    try:
        with translated():
            async with asyncio.timeout(longest_wait_s):
                answer = await client.chat_getPermalink(channel=case.channel, message_ts=case.thread_ts)
    except FrontdeskError as error:
        log.info("no_permalink", case=case.number, why=str(error))
        return case
    link = str(answer.get("permalink") or "")
    if not leads_to_slack(link, client.base_url) or set(link) & set("<>| "):
        return case
    await db.write(lambda tx: cases.keep_thread_link(tx, case.id, link))
    return replace(case, thread_link=link)
