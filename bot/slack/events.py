"""From Slack's event bodies to what we keep: a message, an edit, a deletion, or nothing. Never raises on any JSON.

Who speaks: people, of ours and of other organisations. Never Slackbot, never an app; what an app posts in somebody's
name is theirs only if Slack says that they are a person, and else nobody's: two bots would talk for ever.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.slack.identity import BotIdentity
from bot.slack.reading.message import ReadMessage, read_message
from handlers.intake.keep import Change, Deletion, Edit, Incoming
from storage.records import MessageKey

Json = dict[str, Any]
Names = Mapping[str, str]  # of people and channels, by id, as far as they are known

NO_NAMES: Names = {}
SLACKBOT = "USLACKBOT"  # https://docs.slack.dev/reference/events/message: notices, reminders, e-mails to a channel

_TS = re.compile(r"\d{1,12}\.\d{1,9}")
_ID = re.compile(r"[A-Z0-9]{1,32}")


@dataclass(frozen=True, slots=True)
class InDoubt:
    """A message that an app posted in the name of its ``author``: kept only if that is a person."""

    message: Incoming


@dataclass(frozen=True, slots=True)
class AppRoot:
    """An app wrote a message into a support channel itself; who answers there is a customer."""

    key: MessageKey


Heard = Change | InDoubt | AppRoot


def parse_message(body: object, identity: BotIdentity, names: Names = NO_NAMES) -> Heard | None:
    """Read an Events API body (untrusted). None: not a message for us."""
    if not isinstance(body, dict) or not isinstance(event := body.get("event"), dict):
        return None
    kind, subtype = event.get("type"), event.get("subtype")
    if not isinstance(kind, str) or not isinstance(subtype, str | None):
        return None
    read = ROUTES.get((kind, subtype))
    heard = None if read is None else read(event, identity, names)
    match heard:
        case Incoming():
            return _among(heard, body, identity)
        case InDoubt():
            return InDoubt(_among(heard.message, body, identity))
        case Edit(sent=Incoming() as sent):
            return replace(heard, sent=_among(sent, body, identity))
        case _:
            return heard


def _among(said: Incoming, body: Json, identity: BotIdentity) -> Incoming:
    """Note whether others read along: where the settings say so, and in a channel that is or may be shared with others.

    It may be unless Slack says that it is not, which it does not of a message that a method returned: there one asks.
    """
    if said.is_dm:
        return said
    channel = said.key.channel
    is_shared = said.user_team is not None or body.get("is_ext_shared_channel") is not False
    return replace(said, among_others=channel in identity.private or (is_shared and channel not in identity.open))


def parse_found(
    message: Json, channel: str, identity: BotIdentity, names: Names = NO_NAMES, *, is_shared: bool | None = None
) -> Incoming | None:
    """Read a message as Slack's methods return it (untrusted), taken as meant for the desk; None: no person's words.

    ``is_shared``: whether its channel is shared with another organisation, if that is known.
    """
    subtype = message.get("subtype")
    if not isinstance(subtype, str | None) or subtype not in SPOKEN:
        return None
    found = parse_missed(message, channel, identity, names, is_shared=is_shared)
    return replace(found, addressed=True, to_other=False) if isinstance(found, Incoming) else None


def parse_missed(
    message: Json, channel: str, identity: BotIdentity, names: Names = NO_NAMES, *, is_shared: bool | None = None
) -> Heard | None:
    """Read a message as Slack's methods return it (untrusted), as the event would be read that was not delivered."""
    event = {**message, "type": "message", "channel": channel}
    heard = parse_message({"event": event, "is_ext_shared_channel": is_shared}, identity, names)
    match heard:
        case Incoming():
            return replace(heard, edited_ts=_edited_ts(message))
        case InDoubt():
            return InDoubt(replace(heard.message, edited_ts=_edited_ts(message)))
        case _:
            return heard


def _edited_ts(message: Json) -> str | None:
    edited = message.get("edited")
    stamp = edited.get("ts") if isinstance(edited, dict) else None
    return stamp if isinstance(stamp, str) and _TS.fullmatch(stamp) else None


def began_thread(body: Json) -> str:
    """Return who began the thread in which a message of an event stands; "" if the event does not say."""
    author = body["event"].get("parent_user_id")
    return author if isinstance(author, str) and _ID.fullmatch(author) else ""


def message_key(team_id: str, channel: object, ts: object) -> MessageKey | None:
    """Return the key of the message at ``ts`` (untrusted); None: there can be none."""
    if not (isinstance(ts, str) and _TS.fullmatch(ts) and isinstance(channel, str) and _ID.fullmatch(channel)):
        return None
    return MessageKey(team_id, channel, ts)


def _key(event: Json, ts: object, identity: BotIdentity) -> MessageKey | None:
    return message_key(identity.team_id, event.get("channel"), ts)


def _incoming(event: Json, identity: BotIdentity, names: Names) -> Heard | None:
    """Read what a person wrote, or an app."""
    key, author, bot_id = _key(event, event.get("ts"), identity), event.get("user"), event.get("bot_id")
    if key is None or author in {identity.bot_user_id, SLACKBOT} or (bot_id and bot_id == identity.bot_id):
        return None
    if not isinstance(author, str) or not _ID.fullmatch(author):
        return _of_app(event, identity, names) if bot_id else None
    said = _said(event, key, author, identity, names)
    return InDoubt(said) if bot_id else said


def _of_app(event: Json, identity: BotIdentity, _names: Names) -> AppRoot | None:
    """Note what an app says at the top of a support channel: not its words, but that it is there."""
    key, is_ours = _key(event, event.get("ts"), identity), event.get("user") == identity.bot_user_id
    is_ours = is_ours or event.get("bot_id") in {identity.bot_id, None}
    if key is None or is_ours or _thread_of(event, key) or key.channel not in identity.support_channels:
        return None
    return AppRoot(key)


def _said(event: Json, key: MessageKey, author: str, identity: BotIdentity, names: Names) -> Incoming:
    is_dm = event.get("channel_type") == "im" or key.channel.startswith("D")
    said = read_message(event, names, identity.bot_user_id)
    mentions_bot = _mentions(event, said, identity)
    thread_ts, user_team = _thread_of(event, key), _team_of(event, identity)
    in_support = key.channel in identity.support_channels
    in_support = in_support and (user_team is not None or key.channel not in identity.outside_only)
    return Incoming(
        key=key,
        thread_ts=thread_ts,
        author=author,
        text=said.words.text,
        is_dm=is_dm,
        addressed=is_dm or mentions_bot or (in_support and thread_ts is None),
        mentions_bot=mentions_bot,
        to_other=bool(said.words.first) and not mentions_bot and not is_dm,
        to_group=said.words.to_group and not mentions_bot,
        named=said.words.mentions,
        passages=said.passages,
        files=said.files,
        user_team=user_team,
        in_support=in_support,
    )


def _thread_of(event: Json, key: MessageKey) -> str | None:
    """Return the first message of the thread in which a message stands; None: it is at top level."""
    thread_ts = event.get("thread_ts")
    in_thread = isinstance(thread_ts, str) and _TS.fullmatch(thread_ts) and thread_ts != key.ts
    return str(thread_ts) if in_thread else None


def _team_of(event: Json, identity: BotIdentity) -> str | None:
    """Return the organisation of who writes, if it is another one (Slack Connect)."""
    for team in (event.get("user_team"), event.get("source_team")):
        if isinstance(team, str) and _ID.fullmatch(team):
            return team if team != identity.team_id else None
    return None


def _mentions(event: Json, said: ReadMessage, identity: BotIdentity) -> bool:
    """Say whether the desk is called by name; an ``app_mention`` also comes for a name in code or in a quote."""
    if identity.bot_user_id in said.words.mentions:
        return True
    shown = f"{event.get('text')}{event.get('blocks')}"
    return event.get("type") == "app_mention" and identity.bot_user_id not in shown


def _edit(event: Json, identity: BotIdentity, names: Names) -> Change | None:
    """Read ``message_changed``: it comes for unfurls and thread replies, too, so what is read must differ."""
    message, before = event.get("message"), event.get("previous_message")
    if not isinstance(message, dict):
        return None
    key = _key(event, message.get("ts"), identity)
    if key is None:
        return None
    if message.get("subtype") == "tombstone":
        return Deletion(key)
    if _is_ours_or_an_apps(message, identity):
        return None
    said = read_message(message, names, identity.bot_user_id)
    was = read_message(before, names, identity.bot_user_id) if isinstance(before, dict) else said
    stamp = _edited_at(event, message)
    if stamp is None or (isinstance(before, dict) and was.text == said.text):
        return None
    edit = _edit_of(message, (was, said), key, stamp, identity)
    return _as_sent(edit, message, event, identity, names, is_named=identity.bot_user_id in was.words.mentions)


def _as_sent(edit: Edit, message: Json, event: Json, identity: BotIdentity, names: Names, *, is_named: bool) -> Edit:
    """Return an edit with its message as if it had been sent so; ``is_named``: before the edit the desk was called."""
    if message.get("bot_id") or not edit.author:
        # What an app posted in a person's name counts if it is kept; it begins nothing here.
        return replace(edit, author="", addressed=False)
    whole = {**message, "channel": edit.key.channel, "channel_type": event.get("channel_type")}
    sent = _said(whole, edit.key, edit.author, identity, names)
    return replace(edit, sent=replace(sent, edited_ts=edit.edited_ts, addressed=sent.addressed or is_named))


def _is_ours_or_an_apps(message: Json, identity: BotIdentity) -> bool:
    """Say whether an edited message is the desk's own, or nobody's: an app's without a person's name."""
    author, bot_id = message.get("user"), message.get("bot_id")
    nobodys = bool(bot_id) and (not author or bot_id == identity.bot_id)
    return nobodys or author in {identity.bot_user_id, SLACKBOT}


def _edited_at(event: Json, message: Json) -> str | None:
    stamp = _edited_ts(message) or event.get("ts") or event.get("event_ts")
    return stamp if isinstance(stamp, str) and _TS.fullmatch(stamp) else None


def _edit_of(
    message: Json, states: tuple[ReadMessage, ReadMessage], key: MessageKey, stamp: str, identity: BotIdentity
) -> Edit:
    author, thread_ts = message.get("user"), message.get("thread_ts")
    was, now = states
    named = any(identity.bot_user_id in said.words.mentions for said in states)
    to_other = was.words.first not in {"", identity.bot_user_id}
    return Edit(
        key,
        now.words.text,
        stamp,
        author=author if isinstance(author, str) and _ID.fullmatch(author) else "",
        thread_ts=thread_ts if isinstance(thread_ts, str) and _TS.fullmatch(thread_ts) else None,
        addressed=key.channel.startswith("D") or named or (key.channel in identity.support_channels and not to_other),
        passages=now.passages,
        was=was.text,
    )


def _deletion(event: Json, identity: BotIdentity, _names: Names) -> Deletion | None:
    """Read ``message_deleted``; of a bot's message (our own, too) nothing is kept."""
    key, before = _key(event, event.get("deleted_ts"), identity), event.get("previous_message")
    before = before if isinstance(before, dict) else {}
    is_ours = before.get("user") == identity.bot_user_id or (before.get("bot_id") or "") == identity.bot_id
    by_app = before.get("bot_id") and not before.get("user")
    return None if key is None or is_ours or by_app else Deletion(key)


# Subtypes under which a person's own words arrive (https://docs.slack.dev/reference/events/message).
SPOKEN = (None, "file_share", "thread_broadcast", "me_message")

# How each kind of event is read, by its type and subtype; what is not here says nothing to us.
ROUTES: dict[tuple[str, str | None], Callable[[Json, BotIdentity, Names], Heard | None]] = {
    **{("message", subtype): _incoming for subtype in SPOKEN},
    **{("app_mention", subtype): _incoming for subtype in SPOKEN},
    ("message", "bot_message"): _of_app,
    ("message", "message_changed"): _edit,
    ("message", "message_deleted"): _deletion,
}
