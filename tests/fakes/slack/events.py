"""Builders of Slack's events, as Slack words them; they change no state and send nothing."""

from typing import TypedDict, Unpack

from bot.trial.workspace.workspace import APP, BOT_USER, TEAM, Json, Message
from tests.fakes.slack.world import ANOTHER_BOT_USER, CUSTOMER, DM, GROUP_DM, STAMPS, SUPPORT

ANOTHER_BOT = "B0OTHERBOT"


class Where(TypedDict, total=False):
    """Who says something, and where; what is left out is a customer in the support channel, at a new ts."""

    user: str
    channel: str
    thread_ts: str | None
    ts: str | None
    files: list[Json] | None


def message(text: str, *, subtype: str | None = None, **where: Unpack[Where]) -> Json:
    """Say something as a person; ``ts`` is a new one unless given."""
    at, channel = where.get("ts") or STAMPS.next(), where.get("channel", SUPPORT)
    event: Json = {"type": "message", "user": where.get("user", CUSTOMER), "text": text, "ts": at, "event_ts": at}
    event |= {"team": TEAM, "channel": channel, "channel_type": _channel_type(channel), "client_msg_id": f"client-{at}"}
    if where.get("thread_ts"):
        event |= {"thread_ts": where["thread_ts"], "parent_user_id": CUSTOMER}
    if where.get("files"):
        event |= {"files": where["files"], "upload": False, "subtype": subtype or "file_share"}
    elif subtype:
        event["subtype"] = subtype
    return event


def dm(text: str, **where: Unpack[Where]) -> Json:
    """Say something to the bot in a direct message."""
    where.setdefault("channel", DM)
    return message(text, **where)


def mention(text: str, *, address: bool = True, **where: Unpack[Where]) -> Json:
    """Mention the bot (``app_mention``); its name is put before ``text`` unless it is there."""
    at_bot = f"<@{BOT_USER}>"
    said = text if at_bot in text or not address else f"{at_bot} {text}"
    event = message(said, **where)
    for key in ("channel_type", "subtype"):
        event.pop(key, None)
    return {**event, "type": "app_mention"}


def mention_twice(text: str, **where: Unpack[Where]) -> list[Json]:
    """Return the two events one mention in a subscribed channel causes: same ts, no order promised."""
    once = mention(text, **where)
    as_message = {**once, "type": "message", "channel_type": _channel_type(once["channel"])}
    if once.get("files"):
        as_message["subtype"] = "file_share"
    return [as_message, once]


def edited(original: Json, new_text: str, *, editor: str | None = None, ts: str | None = None) -> Json:
    """Edit a message: ``message_changed`` with the message before and after."""
    at = ts or STAMPS.next()
    before = _inner(original)
    after = {**before, "text": new_text, "edited": {"user": editor or original.get("user", CUSTOMER), "ts": at}}
    return {**_changed(original, "message_changed", at), "message": after, "previous_message": before}


def unfurled(original: Json, link: str) -> Json:
    """Change nothing but a link preview: a ``message_changed`` whose text is the same."""
    before = _inner(original)
    after = {**before, "attachments": [{"from_url": link, "fallback": link, "id": 1}]}
    return {**_changed(original, "message_changed", STAMPS.next()), "message": after, "previous_message": before}


def deleted(original: Json, *, ts: str | None = None) -> Json:
    """Delete a message: ``message_deleted``."""
    changed = _changed(original, "message_deleted", ts or STAMPS.next())
    return {**changed, "deleted_ts": original["ts"], "previous_message": _inner(original)}


def bot_message(text: str, *, bot_id: str = ANOTHER_BOT, **where: Unpack[Where]) -> Json:
    """Say something as another app: no subtype nowadays, but a ``bot_id``, and the user that stands for the app."""
    where.setdefault("user", ANOTHER_BOT_USER)
    event = message(text, **where)
    event.pop("client_msg_id")
    return {**event, "bot_id": bot_id, "app_id": "A0OTHERAPP" if bot_id == ANOTHER_BOT else APP}


def own_message(said: Message) -> Json:
    """Hear a message that is in the workspace, such as the bot's own post: Slack sends those back to the bot."""
    where = {"channel": said.channel, "channel_type": _channel_type(said.channel), "event_ts": said.ts}
    return {**said.to_slack(), **where}


def joined(user: str = CUSTOMER, channel: str = SUPPORT) -> Json:
    """Join a channel: a message that nobody said."""
    return message(f"<@{user}> has joined the channel", user=user, channel=channel, subtype="channel_join")


def thread_broadcast(text: str, in_thread: str, **where: Unpack[Where]) -> Json:
    """Answer in a thread and show it in the channel as well."""
    where["thread_ts"] = in_thread
    event = message(text, subtype="thread_broadcast", **where)
    return {**event, "root": {"ts": in_thread, "thread_ts": in_thread, "type": "message"}}


def app_home_opened(user: str = CUSTOMER, channel: str = DM, *, tab: str = "home", view: Json | None = None) -> Json:
    """Open the app's Home tab, or its DM (``tab="messages"``)."""
    event: Json = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab}
    return {**event, "event_ts": STAMPS.next(), **({"view": view} if view else {})}


def reacted(on: Json, name: str, user: str) -> Json:
    """Put an emoji on a message: ``reaction_added``."""
    item = {"type": "message", "channel": on["channel"], "ts": on["ts"]}
    event = {
        "type": "reaction_added",
        "user": user,
        "reaction": name,
        "item": item,
        "item_user": on.get("user", CUSTOMER),
    }
    return {**event, "event_ts": STAMPS.next()}


def _channel_type(channel: str) -> str:
    return "im" if channel.startswith("D") else "mpim" if channel == GROUP_DM else "channel"


def _inner(event: Json) -> Json:
    kept = {key: value for key, value in event.items() if key not in {"channel", "channel_type", "event_ts"}}
    return {**kept, "type": "message"}


def _changed(original: Json, subtype: str, at: str) -> Json:
    where = {"channel": original["channel"], "channel_type": _channel_type(original["channel"])}
    return {"type": "message", "subtype": subtype, "hidden": True, **where, "ts": at, "event_ts": at}
