"""Checks of the channels that settings name: they exist, and the bot is in them."""

import asyncio

from slack_sdk.web.async_client import AsyncWebClient

from bot.doctor.ask import ask
from bot.doctor.finding import Finding, failed, ok, warning
from bot.settings import Settings
from bot.slack.errors import code_of
from storage.errors import FrontdeskError

MOST_ASKED = 20  # channels: Slack lets an app ask fifty times a minute
_NOT_IN = {"not_in_channel", "channel_not_found", "is_archived"}


async def check_channels(client: AsyncWebClient, settings: Settings) -> list[Finding]:
    """Check support channels and staff channel; a channel may be read by its members alone, so that is asked for."""
    return list(await asyncio.gather(_support_channels(client, settings), _staff_channel(client, settings)))


async def _support_channels(client: AsyncWebClient, settings: Settings) -> Finding:
    name, channels = "support channels", sorted(settings.support_channels)
    if not channels:
        return ok(name, "none set (FRONTDESK_SUPPORT_CHANNELS): the bot answers direct messages and mentions only")
    if settings.slack_bot_token is None:
        return ok(name, f"{', '.join(channels)} (not checked without a bot token; /invite the bot there)")
    asked = channels[:MOST_ASKED]
    problems = await asyncio.gather(*(_problem(client, settings, channel) for channel in asked))
    bad = [f"{channel}: {why}" for channel, (why, _) in zip(asked, problems, strict=True) if why]
    if not bad:
        more = len(channels) - len(asked)
        return ok(
            name, f"{', '.join(asked)}: the bot is a member{f'; of {more} more it was not asked' if more else ''}"
        )
    advice = "/invite the bot there, or correct FRONTDESK_SUPPORT_CHANNELS: nothing written there is answered"
    make = failed if any(sure for _, sure in problems) else warning
    return make(name, "; ".join(bad), advice)


async def _staff_channel(client: AsyncWebClient, settings: Settings) -> Finding:
    name, channel = "staff channel", settings.staff_channel
    if channel is None:
        says = "none set (FRONTDESK_STAFF_CHANNEL): nobody is told when a case waits for a person"
        return warning(name, says, "set it to the id of a channel of your staff, and /invite the bot there")
    if settings.slack_bot_token is None:
        return warning(name, f"{channel}: not checked without a bot token")
    why, sure = await _problem(client, settings, channel)
    if not why and await _is_shared(client, settings, channel):
        says = f"{channel}: it is shared with another organisation, whose people read what is for staff"
        return warning(name, says, "set FRONTDESK_STAFF_CHANNEL to a channel of your own people alone")
    if not why:
        return ok(name, f"{channel}: the bot is a member")
    make = failed if sure else warning
    return make(name, f"{channel}: {why}", "/invite the bot in that channel, or correct FRONTDESK_STAFF_CHANNEL")


async def _is_shared(client: AsyncWebClient, settings: Settings, channel: str) -> bool:
    """Say whether another organisation reads a channel, or is about to; not where Slack does not say."""
    assert settings.slack_bot_token is not None  # noqa: S101 - checked by who asks
    answer = await ask(client, "conversations.info", settings.slack_bot_token, {"channel": channel})
    found = {} if isinstance(answer, FrontdeskError) else answer.get("channel")
    return isinstance(found, dict) and any(found.get(one) is True for one in ("is_ext_shared", "is_pending_ext_shared"))


async def _problem(client: AsyncWebClient, settings: Settings, channel: str) -> tuple[str, bool]:
    """Return why the bot does not hear this channel ("": it does), and whether that is sure."""
    assert settings.slack_bot_token is not None  # noqa: S101 - checked by who asks
    answer = await ask(client, "conversations.history", settings.slack_bot_token, {"channel": channel, "limit": 1})
    if not isinstance(answer, FrontdeskError):
        return "", True
    code = code_of(answer)
    if code in _NOT_IN:
        return f"the bot is not a member, or there is no such channel ({code})", True
    if code == "missing_scope":
        return "the bot may not read there (scope channels:history, or groups:history if it is private)", True
    return f"not checked: {answer}", False
