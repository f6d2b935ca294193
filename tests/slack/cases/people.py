"""What the tests of the review of cases share: open Home, type /cases, press what is there, read what is shown."""

import json

from bot.trial.delivery import payloads
from bot.wiring import Bot
from tests.fakes.slack import STAFF, Ack, FakeSlack, Json, View, app_home_opened
from tests.stored import say

THREE_PARTS = (
    "I have a question about invoice #INV-7890, it is higher than I expected. Also I want to return the "
    "'SuperWidget 5000', it is not compatible with my system. And where is my order #A-12345?"
)
RUTH = "U0RUTH001"


def shown(view: View) -> str:
    """Return everything that is in a view, as JSON with real letters."""
    return json.dumps(view.view, ensure_ascii=False)


async def home_of(slack: FakeSlack, bot: Bot, user: str = STAFF, chosen: str = "") -> View:
    """Open Home, choose a filter there if one is given, and return it."""
    await slack.deliver(app_home_opened(user))
    await bot.idle()
    home = await slack.view_of(user, "home")
    if chosen:
        await press(slack, bot, home, f"queue_filter_{chosen}")
    return home


async def cases_of(slack: FakeSlack, bot: Bot, text: str = "", *, user: str = STAFF, **where: str) -> View:
    """Type /cases and return the modal."""
    ack = await slack.command("/cases", text, user=user, **where)
    assert ack.status == 200
    await bot.idle()
    return await slack.view_of(user)


async def press(slack: FakeSlack, bot: Bot, on: View, action_id: str, value: Json | str | None = None) -> None:
    """Press what is in a view; it must be answered."""
    ack = await slack.action(action_id, on, user=on.user, value=value)
    assert ack.status == 200
    await bot.idle()


async def forge(slack: FakeSlack, on: View, action: Json) -> Ack:
    """Send an action that is not in the view, as the person who looks at it."""
    return await slack.delivery.form("interactive", payloads.pressed(slack.site, on, on.user, action, {}))


async def asked(slack: FakeSlack, bot: Bot, *texts: str, user: str) -> None:
    """Let somebody ask each text in a thread of its own."""
    for text in texts:
        await say(slack, bot, text, user=user)
