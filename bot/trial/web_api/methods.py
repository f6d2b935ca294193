"""The Web API as one table of methods: arguments and scope are checked here, the modules beside do the work."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.trial.web_api import chat, files, reading, streams, views
from bot.trial.workspace.site import Site, SlackError
from bot.trial.workspace.workspace import APP, BOT_ID, BOT_USER, TEAM, Json

BREACHES = {
    *("invalid_arguments", "invalid_blocks", "invalid_chunks", "invalid_metadata_format", "markdown_text_conflict"),
    *("msg_too_long", "msg_blocks_too_long", "no_text", "unknown_method", "push_limit_reached"),
    *("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"),
}
PREFIX = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


@dataclass(frozen=True)
class Method:
    """One method: the work, its arguments, and the scopes of which one is needed (``{kind}`` by the channel's kind)."""

    run: Callable[[Site, Json], Json]
    required: str = ""
    optional: str = ""
    scopes: str = ""


def auth_test(site: Site, _args: Json) -> Json:
    """Say whose token this is."""
    who = {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT_ID, "team": "Trial", "user": "frontdesk"}
    return {**who, "url": f"{site.url}/", "is_enterprise_install": False}


def api_test(_site: Site, args: Json) -> Json:
    """Answer; with ``error`` answer that error."""
    if args.get("error"):
        raise SlackError(args["error"], more={"args": args})
    return {"args": args}


_LOOK = "username icon_emoji icon_url"
_SAID = f"text blocks attachments markdown_text parse link_names as_user {_LOOK}"
_PAGE = "cursor limit"
_SPAN = f"{_PAGE} latest oldest inclusive include_all_metadata"
_READ = "{kind}:read"

METHODS = {
    "api.test": Method(api_test, "", "error foo"),
    "auth.test": Method(auth_test),
    "chat.postMessage": Method(
        chat.post,
        "channel",
        f"{_SAID} thread_ts reply_broadcast unfurl_links unfurl_media mrkdwn metadata container_id",
        "chat:write",
    ),
    "chat.update": Method(
        chat.update,
        "channel ts",
        "text blocks attachments markdown_text parse link_names as_user reply_broadcast metadata file_ids",
        "chat:write",
    ),
    "chat.delete": Method(chat.delete, "channel ts", "as_user", "chat:write"),
    "chat.postEphemeral": Method(chat.post_ephemeral, "channel user", f"{_SAID} thread_ts", "chat:write"),
    "chat.getPermalink": Method(chat.permalink, "channel message_ts"),
    "chat.startStream": Method(
        streams.start,
        "channel thread_ts",
        f"markdown_text chunks recipient_team_id recipient_user_id task_display_mode {_LOOK}",
        "chat:write",
    ),
    "chat.appendStream": Method(streams.append, "channel ts", "markdown_text chunks", "chat:write"),
    "chat.stopStream": Method(
        streams.stop, "channel ts", "markdown_text blocks metadata chunks session_status", "chat:write"
    ),
    "conversations.info": Method(reading.info, "channel", "include_locale include_num_members", _READ),
    "conversations.replies": Method(reading.replies, "channel ts", _SPAN, "{kind}:history"),
    "conversations.history": Method(reading.history, "channel", _SPAN, "{kind}:history"),
    "conversations.open": Method(reading.open_dm, "", "channel users return_im prevent_creation", "im:write"),
    "conversations.members": Method(reading.members, "channel", _PAGE, _READ),
    "conversations.list": Method(reading.channels, "", f"{_PAGE} types exclude_archived team_id", "channels:read"),
    "users.info": Method(reading.user, "user", "include_locale", "users:read"),
    "users.list": Method(reading.users, "", f"{_PAGE} include_locale team_id", "users:read"),
    "users.conversations": Method(
        reading.own_channels, "", f"{_PAGE} types exclude_archived team_id user", "channels:read"
    ),
    "bots.info": Method(reading.bot, "", "bot team_id", "users:read"),
    "team.info": Method(reading.team, "", "team domain include_slackbot_availability", "team:read"),
    "usergroups.users.list": Method(reading.usergroup, "usergroup", "include_disabled team_id", "usergroups:read"),
    "files.info": Method(files.info, "file", "count cursor limit page", "files:read"),
    "files.getUploadURLExternal": Method(
        files.upload_url, "filename length", "alt_txt alt_text snippet_type", "files:write"
    ),
    "files.completeUploadExternal": Method(
        files.complete, "files", "blocks channel_id channels initial_comment thread_ts", "files:write"
    ),
    "files.delete": Method(files.delete, "file", "", "files:write"),
    "assistant.threads.setStatus": Method(
        views.set_status, "channel_id thread_ts status", f"loading_messages {_LOOK}", "chat:write assistant:write"
    ),
    "assistant.threads.setTitle": Method(
        views.set_title, "channel_id thread_ts title", "", "assistant:write chat:write"
    ),
    "assistant.threads.setSuggestedPrompts": Method(
        views.set_prompts, "channel_id prompts", "thread_ts title", "assistant:write chat:write"
    ),
    "agents.sessions.setStatus": Method(
        views.set_session, "status", f"channel_id thread_ts title initiator_user_id {_LOOK}", "chat:write"
    ),
    "reactions.add": Method(views.react, "channel name timestamp", "", "reactions:write"),
    "reactions.remove": Method(views.unreact, "name", "channel timestamp file file_comment", "reactions:write"),
    "views.open": Method(views.open_view, "view", "trigger_id interactivity_pointer"),
    "views.push": Method(views.push, "view", "trigger_id interactivity_pointer"),
    "views.update": Method(views.update, "view", "view_id external_id hash"),
    "views.publish": Method(views.publish, "user_id view", "hash"),
}


def call(site: Site, method: str, args: Json) -> Json:
    """Do what a checked token asked for; a call that a careful bot does not make is noted."""
    try:
        return {"ok": True, **_run(site, method, args)}
    except SlackError as error:
        if error.code in BREACHES:
            site.notes.add(f"{method}: {error.code} {'; '.join(error.messages)}".rstrip())
        return _refusal(error)


def _run(site: Site, method: str, args: Json) -> Json:
    entry = METHODS.get(method)
    if entry is None:
        raise SlackError("unknown_method", more={"req_method": method})
    _check_arguments(site, method, entry, args)
    _check_scope(site, method, entry, args)
    return entry.run(site, args)


def _refusal(error: SlackError) -> Json:
    answer: Json = {"ok": False, "error": error.code, **error.more}
    if error.messages:
        answer["errors"] = error.messages
        answer["response_metadata"] = {"messages": [f"[ERROR] {words}" for words in error.messages]}
    return answer


def _check_arguments(site: Site, method: str, entry: Method, args: Json) -> None:
    required = entry.required.split()
    known = {*required, *entry.optional.split(), "team_id"}
    for name in sorted(args.keys() - known):
        site.notes.add(f"{method}: unknown argument {name}")
    for name in sorted(name for name, value in args.items() if value is None):
        site.notes.add(f"{method}: argument {name} is null")
    missing = [name for name in required if args.get(name) is None or (args[name] == "" and name != "status")]
    if missing:
        raise SlackError("invalid_arguments", [f"missing required field: {name}" for name in missing])


def _check_scope(site: Site, method: str, entry: Method, args: Json) -> None:
    channel = site.workspace.channels.get(str(args.get("channel")))
    kind = PREFIX[channel.kind] if channel else "channels"
    enough = entry.scopes.replace("{kind}", kind).split()
    if not enough or set(enough) & set(site.scopes):
        return
    if not set(enough) & set(site.manifest_scopes):
        site.notes.add(f"{method}: needs {enough[0]}, which the app's manifest does not ask for")
    raise SlackError("missing_scope", more={"needed": enough[0], "provided": ",".join(site.scopes)})


ACCEPTED = {name: entry.scopes.replace("{kind}", "channels").replace(" ", ",") for name, entry in METHODS.items()}
__all__ = ["ACCEPTED", "APP", "METHODS", "call"]
