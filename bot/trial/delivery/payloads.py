"""Payloads of what people do besides talking: commands, buttons, modals, shortcuts; nothing is sent here."""

import secrets

from bot.trial.workspace.inputs import named
from bot.trial.workspace.site import ResponseUrl, Site, View
from bot.trial.workspace.workspace import APP, TEAM, Json, Message


def command(site: Site, name: str, text: str = "", *, user: str, channel: str) -> dict[str, str]:
    """Return the form fields of a slash command."""
    person, found_channel = site.workspace.users[user], site.workspace.channels[channel]
    who = {"team_id": TEAM, "team_domain": "trial", "user_id": user, "user_name": person.name.lower()}
    where = {"channel_id": channel, "channel_name": found_channel.name or "directmessage"}
    how = {"command": name, "text": text, "api_app_id": APP, "is_enterprise_install": "false", "token": "unused"}
    return {
        **who,
        **where,
        **how,
        "response_url": _response_url(site, user, channel),
        "trigger_id": site.new_trigger(user),
    }


def pressed(site: Site, on: Message | View, user: str, action: Json, state: Json) -> Json:
    """Return the payload of a press or a choice; ``state`` is what is in all inputs now."""
    action = {"action_ts": site.workspace.stamps.next(), **action}
    action.pop("confirm", None)
    base = _base(site, "block_actions", user, root=on.root if isinstance(on, View) else None)
    values = {"values": state}
    if isinstance(on, View):
        where: Json = {"container": {"type": "view", "view_id": on.id}, "view": {**_whole(on), "state": values}}
    else:
        where = _on_message(site, on, user)
    return {**base, **where, "actions": [action], "state": values}


def suggestion(site: Site, on: Message | View, user: str, action: Json) -> Json:
    """Ask for the options of an external menu; ``action`` holds block_id, action_id and the typed value."""
    base = _base(site, "block_suggestion", user)
    base.pop("trigger_id")
    if isinstance(on, View):
        return {**base, **action, "container": {"type": "view", "view_id": on.id}, "view": _whole(on)}
    return {**base, **action, **_on_message(site, on, user)}


def submission(site: Site, view: View, state: Json, *, user: str | None = None) -> Json:
    """Return the payload of a modal that is sent with this state."""
    shown = {**_whole(view), "state": {"values": state}}
    base = _base(site, "view_submission", user or view.user, root=view.root)
    # Slack Connect: a dialog is sent in the name of the person's own team, a button in the app's (PLATFORM, Events).
    base["team"] = {"id": base["user"]["team_id"], "domain": "trial"}
    return {**base, "view": shown, "response_urls": []}


def view_closed(site: Site, view: View, *, cleared: bool = False) -> Json:
    """Close a modal that asked to be told."""
    base = _base(site, "view_closed", view.user)
    base.pop("trigger_id")
    return {**base, "view": _whole(view), "is_cleared": cleared}


def shortcut(site: Site, callback_id: str, *, user: str, message: Message | None = None) -> Json:
    """Use a global shortcut, or one on a message."""
    base = {**_base(site, "message_action" if message else "shortcut", user), "callback_id": callback_id}
    base["action_ts"] = site.workspace.stamps.next()
    return {**base, "message_ts": message.ts, **_on_message(site, message, user)} if message else base


def _whole(view: View) -> Json:
    return {**view.to_slack(), "blocks": named(view.view["blocks"])}


def _base(site: Site, kind: str, user: str, root: str | None = None) -> Json:
    person = {"id": user, "username": user.lower(), "name": site.workspace.users[user].name}
    person["team_id"] = site.workspace.users[user].team
    team = {"team": {"id": TEAM, "domain": "trial"}, "api_app_id": APP, "token": "unused", "enterprise": None}
    return {"type": kind, "user": person, **team, "trigger_id": site.new_trigger(user, root)}


def _on_message(site: Site, message: Message, user: str) -> Json:
    ephemeral = site.shown_only_to(user, message.ts) is message
    container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel, "is_ephemeral": ephemeral}
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    room = {"id": message.channel, "name": site.workspace.channels[message.channel].name or "directmessage"}
    url = _response_url(site, user, message.channel, message.ts)
    where: Json = {"container": container, "channel": room, "response_url": url}
    return where if ephemeral else {**where, "message": message.to_slack()}


def _response_url(site: Site, user: str, channel: str, ts: str | None = None) -> str:
    number = f"{site.workspace.number('R')}-{secrets.token_urlsafe(16)}"
    site.response_urls[number] = ResponseUrl(user, channel, ts)
    return f"{site.url}/response/{number}"
