"""``conversations.*``, ``users.*`` and the like: reading the workspace, in pages."""

import base64
from typing import Any, TypeVar

from bot.trial.workspace.site import Site, SlackError, truthy
from bot.trial.workspace.workspace import APP, BOT_ID, BOT_USER, TEAM, Channel, Json, Message

T = TypeVar("T")


def info(site: Site, args: Json) -> Json:
    """Describe a channel, also one the bot is not in."""
    channel = site.channel(args["channel"], member=False)
    return {"channel": {**channel.to_slack(), "is_ext_shared": site.workspace.is_shared(channel.id)}}


def replies(site: Site, args: Json) -> Json:
    """Return a thread, root first; the ts of a reply finds that reply alone, as in Slack (bolt-python#783)."""
    channel = site.channel(args["channel"])
    asked = site.workspace.find(channel.id, args["ts"])
    if asked is None:
        raise SlackError("thread_not_found")
    found = [asked] if asked.thread != asked.ts else site.workspace.thread(channel.id, asked.ts)
    return _messages(site, found, args)


def history(site: Site, args: Json) -> Json:
    """Return what is in the channel itself, newest first."""
    channel = site.channel(args["channel"])
    mine = [m for m in site.workspace.messages if m.channel == channel.id]
    top = [m for m in mine if m.thread == m.ts or m.subtype == "thread_broadcast"]
    return _messages(site, sorted(top, key=lambda m: m.ts, reverse=True), args)


def open_dm(site: Site, args: Json) -> Json:
    """Open the DM with one person."""
    users = [name for name in str(args.get("users") or "").split(",") if name]
    if args.get("channel"):
        channel = site.channel(args["channel"])
    elif len(users) == 1 and users[0] in site.workspace.users:
        channel = site.workspace.direct_channel(users[0])
    else:
        raise SlackError("user_not_found" if users else "users_list_not_supplied")
    return {"channel": channel.to_slack() if truthy(args.get("return_im")) else {"id": channel.id}}


def members(site: Site, args: Json) -> Json:
    """Return the ids of a channel's members."""
    page, after = _page(sorted(site.channel(args["channel"], member=False).members), args)
    return {"members": page, **after}


def channels(site: Site, args: Json) -> Json:
    """List the channels the bot can see."""
    return _channels(list(site.workspace.channels.values()), args)


def own_channels(site: Site, args: Json) -> Json:
    """List the channels somebody (the bot unless told) is in."""
    who = args.get("user") or BOT_USER
    for kind in ("im", "mpim"):
        if kind in str(args.get("types")).split(",") and f"{kind}:read" not in site.scopes:
            raise SlackError("missing_scope", more={"needed": f"{kind}:read", "provided": ",".join(site.scopes)})
    return _channels([channel for channel in site.workspace.channels.values() if who in channel.members], args)


def user(site: Site, args: Json) -> Json:
    """Describe a person."""
    found = site.workspace.users.get(args["user"])
    if found is None:
        raise SlackError("user_not_found")
    return {"user": found.to_slack()}


def users(site: Site, args: Json) -> Json:
    """List everybody."""
    page, after = _page(list(site.workspace.users.values()), args)
    return {"members": [person.to_slack() for person in page], **after}


def bot(_site: Site, args: Json) -> Json:
    """Describe our bot, or another app's."""
    name = "Frontdesk" if args.get("bot", BOT_ID) == BOT_ID else "Another app"
    return {"bot": {"id": args.get("bot", BOT_ID), "app_id": APP, "user_id": BOT_USER, "name": name, "deleted": False}}


def team(_site: Site, _args: Json) -> Json:
    """Describe the workspace."""
    return {"team": {"id": TEAM, "name": "Trial", "domain": "trial", "email_domain": ""}}


def usergroup(site: Site, args: Json) -> Json:
    """Return the people of a user group."""
    found = site.workspace.usergroups.get(args["usergroup"])
    if found is None:
        raise SlackError("no_such_subteam")
    return {"users": found}


def _channels(found: list[Channel], args: Json) -> Json:
    kinds = str(args.get("types") or "public_channel").split(",")
    names = {"channel": "public_channel", "group": "private_channel", "im": "im", "mpim": "mpim"}
    seen = [c for c in found if names[c.kind] in kinds and (c.kind == "channel" or BOT_USER in c.members)]
    kept = [c for c in seen if not (c.is_archived and truthy(args.get("exclude_archived")))]
    page, after = _page(kept, args)
    return {"channels": [channel.to_slack() for channel in page], **after}


def _messages(site: Site, found: list[Message], args: Json) -> Json:
    page, after = _page([m for m in found if _within(m.ts, args)], args)
    metadata = truthy(args.get("include_all_metadata"))
    messages = [{**m.to_slack(include_metadata=metadata), **thread_facts(site, m)} for m in page]
    return {"messages": messages, "has_more": "response_metadata" in after, **after}


def thread_facts(site: Site, message: Message) -> Json:
    """Return what a root tells about its thread; nothing for a reply or a message without replies."""
    if message.thread != message.ts:
        return {}
    answers = site.workspace.thread(message.channel, message.ts)[1:]
    if not answers:
        return {}
    latest = {"reply_count": len(answers), "latest_reply": answers[-1].ts}
    return {"thread_ts": message.ts, **latest, "reply_users": sorted({answer.user for answer in answers})}


def _within(ts: str, args: Json) -> bool:
    """Compare by value: ``oldest`` and ``latest`` may come without the fraction."""
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    if truthy(args.get("inclusive")):
        return oldest <= float(ts) <= latest
    return oldest < float(ts) < latest


def _page(items: list[T], args: Json) -> tuple[list[T], dict[str, Any]]:
    start = int(base64.b64decode(args["cursor"])) if args.get("cursor") else 0
    end = start + int(args.get("limit") or 1000)
    if end >= len(items):
        return items[start:], {}
    return items[start:end], {"response_metadata": {"next_cursor": base64.b64encode(str(end).encode()).decode()}}
