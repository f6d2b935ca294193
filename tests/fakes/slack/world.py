"""The workspace in which the tests play: its people, its channels, its app's scopes, and how an event changes it."""

import time

from bot.trial.workspace.site import Site
from bot.trial.workspace.workspace import BOT_USER, Channel, Clock, Json, Message, Stamps, User, Workspace

CUSTOMER, OTHER_CUSTOMER, STAFF = "U0ANA0001", "U0BEN0001", "U0STAFF01"
SUPPORT, GENERAL, PRIVATE, STAFF_CHANNEL = "C0SUPPORT", "C0GENERAL", "C0PRIVATE", "C0STAFF01"
OUTSIDE, ARCHIVED = "C0OUTSIDE", "C0ARCHIVE"
DM, OTHER_DM = "D0ANA0001", "D0BEN0001"
GROUP_DM = "C0GROUP01"
ANOTHER_BOT_USER = "U0OTHERBOT"
SAID = {None, "file_share", "thread_broadcast", "bot_message", "me_message"}
_CARRIED = ("thread_ts", "bot_id", "subtype", "files", "blocks", "attachments")
STAMPS = Stamps()  # one for all: the builders of events know no workspace
# What the app's manifest asks for (PLATFORM.md, app set-up); a method that needs more is a breach.
MANIFEST_SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "channels:read",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "mpim:history",
    "mpim:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "im:write",
    "reactions:read",
    "reactions:write",
    "users:read",
    "usergroups:read",
)


def make_site(clock: Clock | None = None) -> Site:
    """Return the tests' workspace with the app installed; with a clock of its own it has time stamps of its own."""
    workspace = Workspace(clock, Stamps(clock)) if clock else Workspace(time.time, STAMPS)
    return Site(fill(workspace), MANIFEST_SCOPES)


def fill(workspace: Workspace) -> Workspace:
    """Put the tests' people and channels into a workspace, and return it."""
    workspace.users |= {user.id: user for user in _people()}
    workspace.channels = {channel.id: channel for channel in _channels()}
    workspace.usergroups = {"S0STAFF01": [STAFF]}
    return workspace


def record(workspace: Workspace, event: Json) -> None:
    """Let an event have happened: the message is there, is changed or is gone. Repeats change nothing."""
    subtype = event.get("subtype")
    if event.get("type") in {"message", "app_mention"} and subtype in SAID and "ts" in event:
        fields = {key: event[key] for key in _CARRIED if event.get(key)}
        said = event.get("user", ""), event.get("text", "")
        workspace.add(Message(event["channel"], event["ts"], *said, **fields))
    elif subtype == "message_changed":
        _change(workspace, event)
    elif subtype == "message_deleted" and (gone := workspace.find(event["channel"], event["deleted_ts"])):
        workspace.remove(gone)


def _change(workspace: Workspace, event: Json) -> None:
    message = workspace.find(event["channel"], event["message"]["ts"])
    if message and message.text != event["message"]["text"]:
        workspace.edit(message, event["message"]["text"], event["message"]["edited"]["ts"])


def _people() -> list[User]:
    ana, ben = User(CUSTOMER, "Ana", email="ana@example.com"), User(OTHER_CUSTOMER, "Ben", email="ben@example.com")
    robbie = User(ANOTHER_BOT_USER, "Robbie", is_bot=True)
    return [ana, ben, User(STAFF, "Sam", email="sam@example.com"), robbie]


def _channels() -> list[Channel]:
    everyone = {BOT_USER, CUSTOMER, OTHER_CUSTOMER, STAFF}
    return [
        Channel(SUPPORT, "support", set(everyone)),
        Channel(GENERAL, "general", set(everyone)),
        Channel(PRIVATE, "private", set(everyone), is_private=True),
        Channel(STAFF_CHANNEL, "desk-staff", {BOT_USER, STAFF}, is_private=True),
        Channel(OUTSIDE, "outside", everyone - {BOT_USER}),
        Channel(ARCHIVED, "archive", set(everyone), is_archived=True),
        Channel(GROUP_DM, "mpdm-ana--ben--frontdesk-1", {BOT_USER, CUSTOMER, OTHER_CUSTOMER}, is_group=True),
        Channel(DM, "", {BOT_USER, CUSTOMER}),
        Channel(OTHER_DM, "", {BOT_USER, OTHER_CUSTOMER}),
    ]
