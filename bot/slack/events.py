"""From Slack's event bodies to what we keep: a message, an edit, a deletion, or nothing. Never raises on any JSON."""

import re
from dataclasses import replace
from typing import Any

from bot.slack.identity import BotIdentity
from bot.slack.text import MENTION, plain_text
from handlers.keep import Change, Deletion, Edit, Incoming
from storage.records import MessageKey

# Subtypes under which a person's own words arrive (Slack's documentation of message events).
SPOKEN = {None, "file_share", "thread_broadcast"}

_TS = re.compile(r"\d{1,12}\.\d{1,9}")
_ID = re.compile(r"[A-Z0-9]{1,32}")


def parse_message(body: object, identity: BotIdentity) -> Change | None:
    """Read an Events API body (untrusted). None: not a message for us."""
    event = body.get("event") if isinstance(body, dict) else None
    if not isinstance(event, dict):
        return None
    match event.get("type"), event.get("subtype"):
        case "message", "message_changed":
            return _edit(event, identity)
        case "message", "message_deleted":
            return _deletion(event, identity)
        case (("message" | "app_mention"), (None | str() as subtype)) if subtype in SPOKEN:
            return _incoming(event, identity)
    return None


def parse_found(message: dict[str, Any], channel: str, identity: BotIdentity) -> Incoming | None:
    """Read a message as Slack's methods return it (untrusted), taken as meant for the desk; None: no person's words."""
    event, subtype = {**message, "type": "message", "channel": channel}, message.get("subtype")
    if not isinstance(subtype, str | None) or subtype not in SPOKEN:
        return None
    found, edited = _incoming(event, identity), message.get("edited")
    stamp = edited.get("ts") if isinstance(edited, dict) else None
    edited_ts = stamp if isinstance(stamp, str) and _TS.fullmatch(stamp) else None
    return found and replace(found, addressed=True, to_other=False, edited_ts=edited_ts)


def message_key(team_id: str, channel: object, ts: object) -> MessageKey | None:
    """Return the key of the message at ``ts`` (untrusted); None: there can be none."""
    if not (isinstance(ts, str) and _TS.fullmatch(ts) and isinstance(channel, str) and _ID.fullmatch(channel)):
        return None
    return MessageKey(team_id, channel, ts)


def _key(event: dict[str, Any], ts: object, identity: BotIdentity) -> MessageKey | None:
    return message_key(identity.team_id, event.get("channel"), ts)


def _incoming(event: dict[str, Any], identity: BotIdentity) -> Incoming | None:
    key, author, raw = _key(event, event.get("ts"), identity), event.get("user"), event.get("text") or ""
    if key is None or not isinstance(author, str) or not _ID.fullmatch(author) or not isinstance(raw, str):
        return None
    if event.get("bot_id") or author == identity.bot_user_id:
        return None
    is_dm = event.get("channel_type") == "im" or key.channel.startswith("D")
    mentions_bot = event.get("type") == "app_mention" or identity.bot_user_id in MENTION.findall(raw)
    first = MENTION.match(raw.strip())
    thread_ts = event.get("thread_ts")
    in_thread = isinstance(thread_ts, str) and _TS.fullmatch(thread_ts) and thread_ts != key.ts
    top_level_support = not in_thread and key.channel in identity.support_channels
    return Incoming(
        key=key,
        thread_ts=thread_ts if in_thread else None,
        author=author,
        text=plain_text(raw, identity.bot_user_id),
        is_dm=is_dm,
        addressed=is_dm or mentions_bot or top_level_support,
        mentions_bot=mentions_bot,
        to_other=bool(first) and not mentions_bot and not is_dm,
    )


def _edit(event: dict[str, Any], identity: BotIdentity) -> Change | None:  # noqa: PLR0911 - untrusted, checked one by one
    """Read ``message_changed``: it also comes for unfurls and thread replies, so the text must differ (measured)."""
    message, before = event.get("message"), event.get("previous_message")
    if not isinstance(message, dict):
        return None
    key = _key(event, message.get("ts"), identity)
    if key is None:
        return None
    if message.get("subtype") == "tombstone":
        return Deletion(key)
    text = message.get("text")
    if message.get("bot_id") or message.get("user") == identity.bot_user_id or not isinstance(text, str):
        return None
    if isinstance(before, dict) and before.get("text") == text:
        return None
    edited = message.get("edited")
    stamp = edited.get("ts") if isinstance(edited, dict) else None
    stamp = stamp if isinstance(stamp, str) and _TS.fullmatch(stamp) else event.get("ts") or event.get("event_ts")
    if not isinstance(stamp, str) or not _TS.fullmatch(stamp):
        return None
    return _edit_of(message, before, key, text, stamp, identity)


def _edit_of(
    message: dict[str, Any], before: object, key: MessageKey, text: str, stamp: str, identity: BotIdentity
) -> Edit:
    author, thread_ts, old = message.get("user"), message.get("thread_ts"), before if isinstance(before, dict) else {}
    was = old.get("text")
    was = was if isinstance(was, str) else text
    first, is_dm = MENTION.match(was.strip()), key.channel.startswith("D")
    named = f"<@{identity.bot_user_id}" in text or f"<@{identity.bot_user_id}" in was
    to_other = first is not None and first.group(1) != identity.bot_user_id
    return Edit(
        key,
        plain_text(text, identity.bot_user_id),
        stamp,
        author=author if isinstance(author, str) and _ID.fullmatch(author) else "",
        thread_ts=thread_ts if isinstance(thread_ts, str) and _TS.fullmatch(thread_ts) else None,
        addressed=is_dm or named or (key.channel in identity.support_channels and not to_other),
        was=plain_text(was, identity.bot_user_id),
    )


def _deletion(event: dict[str, Any], identity: BotIdentity) -> Deletion | None:
    """Read ``message_deleted``; of a bot's message (our own, too) nothing is kept."""
    key, before = _key(event, event.get("deleted_ts"), identity), event.get("previous_message")
    by_bot = isinstance(before, dict) and (before.get("bot_id") or before.get("user") == identity.bot_user_id)
    return None if key is None or by_bot else Deletion(key)
