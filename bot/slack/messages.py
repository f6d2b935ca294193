"""Posting and updating messages in Slack, and finding what the bot posted: the one place that calls these methods."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.models.metadata import Metadata
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import GONE, SLACKS_FAULT, code_of, translated
from bot.slack.render import Page
from storage.errors import FrontdeskError, Refused, Transient

LOOKED_AT = 200  # messages: in a thread the first ones after the time that is asked for, which is to be near
UPDATE_BYTES = 3900  # of ``text``: chat.update takes 4,000 (measured)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ThreadRef:
    """Where something is posted: a channel, and the thread in it (None: at top level)."""

    channel: str
    thread_ts: str | None


async def post_message(client: AsyncWebClient, thread: ThreadRef, page: Page, metadata: Metadata | None = None) -> str:
    """Post one page and return its ``ts``; blocks or metadata that Slack does not like are left out, the text goes.

    ``metadata``: what ``posted_messages`` finds it again by.

    Raises
    ------
    Transient
        429, 5xx or no connection; ``retry_after_s`` is Slack's ``Retry-After``.
    Refused
        Slack will never take it: channel archived or gone, bot removed.
    Misconfigured
        Token revoked or scope missing.
    """
    form: dict[str, Any] = {"blocks": list(page.blocks)} if page.blocks else {}
    form |= {"metadata": metadata} if metadata is not None else {}
    while True:
        try:
            with translated():
                return await _post(client, thread, page.text, form)
        except Refused as error:
            if not form or not about_form(error):
                raise
            # Without metadata a lost answer cannot be found again: it goes last, or when it is the trouble.
            left_out = "metadata" if "metadata" in str(error) or "blocks" not in form else "blocks"
            form.pop(left_out, None)
            log.warning("said_without", left_out=left_out, channel=thread.channel, why=str(error))


async def _post(client: AsyncWebClient, thread: ThreadRef, text: str, form: dict[str, Any]) -> str:
    where: dict[str, Any] = {"thread_ts": thread.thread_ts} if thread.thread_ts else {}
    where |= {} if form.get("blocks") else {"parse": "none"}  # bare text: no addresses made into links
    answer = await client.chat_postMessage(
        channel=thread.channel, text=text, unfurl_links=False, unfurl_media=False, **where, **form
    )
    ts = answer.get("ts")
    return ts if isinstance(ts, str) else ""


async def update_message(
    client: AsyncWebClient, channel: str, ts: str, page: Page, metadata: Metadata | None = None
) -> None:
    """Replace what a message of ours shows; a text too long for an update is cut. Raises as ``post_message``.

    ``metadata``: what it is found by from now on; without, that stays as it is.
    """
    text = page.text.encode()[:UPDATE_BYTES].decode(errors="ignore")
    more: dict[str, Any] = {"metadata": metadata} if metadata is not None else {}
    with translated():
        await client.chat_update(channel=channel, ts=ts, text=text, blocks=list(page.blocks), **more)


def fits_update(page: Page) -> bool:
    """Say whether an update shows the whole page."""
    return len(page.text.encode()) <= UPDATE_BYTES


async def mark_message(client: AsyncWebClient, channel: str, ts: str, emoji: str) -> None:
    """Put a reaction of ours on a message; one that is there already is as good. Raises as ``post_message``."""
    try:
        with translated():
            await client.reactions_add(channel=channel, timestamp=ts, name=emoji)
    except Refused as error:
        if code_of(error) != "already_reacted":
            raise


async def whisper(client: AsyncWebClient, thread: ThreadRef, user: str, text: str) -> None:
    """Say something in a thread that only one person sees, and that goes when they look again."""
    where: dict[str, Any] = {"thread_ts": thread.thread_ts} if thread.thread_ts else {}
    with translated():
        await client.chat_postEphemeral(channel=thread.channel, user=user, text=text, **where)


async def delete_message(client: AsyncWebClient, channel: str, ts: str) -> None:
    """Delete a message of ours; one that is gone already is as good. Raises as ``post_message``."""
    try:
        with translated():
            await client.chat_delete(channel=channel, ts=ts)
    except Refused as error:
        if code_of(error) != "message_not_found":
            raise


def about_form(error: Refused) -> bool:
    """Say whether Slack objects to how something is written, not to where it goes."""
    code = code_of(error)
    return code not in GONE | SLACKS_FAULT and any(
        word in code for word in ("block", "metadata", "argument", "too_long")
    )


async def posted_messages(
    client: AsyncWebClient, thread: ThreadRef, oldest: str
) -> AsyncIterator[tuple[str, dict[str, Any], str]]:
    """Yield event type, payload and ``ts`` of messages with metadata at ``thread`` since ``oldest``, looked up once.

    When Slack does not let us look (scope, method), nothing counts as found: a second post is then possible, and the
    smaller harm (docs/decisions/0003-delivery.md).
    """
    for message in await recent_messages(client, thread, oldest):
        metadata = message.get("metadata") or {}
        if metadata.get("event_type"):
            yield str(metadata["event_type"]), metadata.get("event_payload") or {}, str(message.get("ts"))


async def recent_messages(client: AsyncWebClient, thread: ThreadRef, oldest: str) -> list[dict[str, Any]]:
    """Return the messages at ``thread`` since ``oldest``; [] when Slack does not let us look.

    Raises
    ------
    Transient
        Slack does not answer now.
    """
    about: dict[str, Any] = {"channel": thread.channel, "oldest": oldest, "include_all_metadata": True}
    try:
        with translated():
            if thread.thread_ts is not None:
                answer = await client.conversations_replies(ts=thread.thread_ts, limit=LOOKED_AT, **about)
            else:
                answer = await client.conversations_history(limit=LOOKED_AT, **about)
    except Transient:
        raise
    except FrontdeskError as error:
        log.warning("cannot_look", channel=thread.channel, why=str(error))
        return []
    return list(answer.get("messages") or [])
