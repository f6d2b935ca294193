"""The fake Slack of the tests: the trial workspace of ``bot/trial``, held strictly; see ``FakeSlack``."""

from bot.trial.delivery.sockets import Ack
from bot.trial.workspace.site import Status, View
from bot.trial.workspace.workspace import APP, BOT_ID, BOT_USER, TEAM, Json, Message
from tests.fakes.slack.events import (
    app_home_opened,
    bot_message,
    deleted,
    dm,
    edited,
    joined,
    mention,
    mention_twice,
    message,
    own_message,
    reacted,
    thread_broadcast,
    unfurled,
)
from tests.fakes.slack.fake import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, FakeSlack
from tests.fakes.slack.faults import Fault
from tests.fakes.slack.requests import Call, Update
from tests.fakes.slack.world import (
    ARCHIVED,
    CUSTOMER,
    DM,
    GENERAL,
    OTHER_CUSTOMER,
    OTHER_DM,
    OUTSIDE,
    PRIVATE,
    STAFF,
    STAFF_CHANNEL,
    SUPPORT,
)

__all__ = [
    "APP",
    "APP_TOKEN",
    "ARCHIVED",
    "BOT_ID",
    "BOT_TOKEN",
    "BOT_USER",
    "CUSTOMER",
    "DM",
    "GENERAL",
    "OTHER_CUSTOMER",
    "OTHER_DM",
    "OUTSIDE",
    "PRIVATE",
    "SIGNING_SECRET",
    "STAFF",
    "STAFF_CHANNEL",
    "SUPPORT",
    "TEAM",
    "Ack",
    "Call",
    "FakeSlack",
    "Fault",
    "Json",
    "Message",
    "Status",
    "Update",
    "View",
    "app_home_opened",
    "bot_message",
    "deleted",
    "dm",
    "edited",
    "joined",
    "mention",
    "mention_twice",
    "message",
    "own_message",
    "reacted",
    "thread_broadcast",
    "unfurled",
]
