"""What people do with cards and the buttons under answers, and what is there afterwards; no expectations here."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.slack.answer_buttons import RATE
from bot.wiring import Bot, open_bot
from handlers.cases.acts import Actor
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, STAFF, STAFF_CHANNEL, TEAM, FakeSlack, Json, Message
from tests.fakes.slack.payloads import block_action
from tests.stored import Clock

SAM = Actor(TEAM, STAFF, is_staff=True)
RUTH = "U0STAFF02"
PLEASE = "I want to talk to a human being please"
ORDER = "Where is my order A-12345?"
RETURN = "I want to return the 'SuperWidget 5000', it hums"


@asynccontextmanager
async def staffed(slack: FakeSlack, settings_for: SettingsFor, clock: Clock, **more: object) -> AsyncIterator[Bot]:
    """Run the bot with a staff channel; cards name staff, which is a deliberate mention."""
    slack.allow("live <@U0STAFF")
    async with open_bot(settings_for(staff_channel=STAFF_CHANNEL, **more), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


def cards(slack: FakeSlack) -> list[Message]:
    """Return the posts in the staff channel, oldest first."""
    return slack.posts_in(STAFF_CHANNEL)


async def press(slack: FakeSlack, bot: Bot, action_id: str, on: Message, *, user: str, value: str | None = None) -> int:
    """Press a button that is on a message and wait until all is done; return the status of the ack."""
    ack = await slack.action(action_id, on, user=user, value=value)
    await bot.idle()
    return ack.status


async def rate(slack: FakeSlack, bot: Bot, event: Json, thumb: int, *, user: str = CUSTOMER, reply: int = -1) -> None:
    """Press a thumb under an answer in the thread of ``event``."""
    on = slack.replies_to(event)[reply]
    [value] = [
        element[f"{'positive' if thumb > 0 else 'negative'}_button"]["value"]
        for block in on.blocks
        for element in block.get("elements", [])
        if element.get("action_id") == RATE
    ]
    await press(slack, bot, RATE, on, user=user, value=value)


def labels(message: Message) -> list[str]:
    """Return what is written on the buttons of a message."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row if element["type"] == "button"]


def told(slack: FakeSlack, user: str) -> list[str]:
    """Return what only this person saw."""
    return [message.shown for who, message in slack.ephemerals if who == user]


async def press_at_once(
    slack: FakeSlack, bot: Bot, on: Message, *action_ids: str, value: str, user: str = CUSTOMER
) -> None:
    """Press buttons so quickly that no press knows of another, and wait until all is done."""
    presses = [block_action(slack.site, one, on, user=user, value=value) for one in action_ids]
    await asyncio.gather(*(slack.delivery.form("interactive", one) for one in presses))
    await bot.idle()
