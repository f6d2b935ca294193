"""What is pressed twice in a moment is said once, on either database."""

from collections.abc import AsyncIterator

import pytest

from bot.slack.answer_buttons import NO, YES
from bot.wiring import Bot, open_bot
from handlers.answers.choices import CHOSEN
from handlers.cases.requester_acts import ANSWERED, AT_WORK
from storage import messages
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, FakeSlack
from tests.handlers.faq.offered import DELIVERY, GUIDE, HIRE, offered, publish_each, value_of
from tests.slack.handoff.people import press_at_once, told
from tests.storage.fixtures import BACKENDS
from tests.stored import Clock, case_of, rmas_of, say

LIKELY = "The stroller isn't for us, it is too wide."
QUESTION = "How long does my parcel take?"
ENTRY = "How long does delivery take?"


@pytest.fixture
async def bot(slack: FakeSlack, settings_for: SettingsFor, clock: Clock, migrated_url: str) -> AsyncIterator[Bot]:
    """The bot on either database."""
    async with open_bot(settings_for(database_url=migrated_url), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


async def said(bot: Bot) -> list[str]:
    case = await case_of(bot)
    return [one.text for one in await bot.db.read(lambda tx: messages.transcript(tx, case.id))]


@pytest.mark.parametrize("backend", BACKENDS)
async def test_a_yes_pressed_twice_in_a_moment_is_said_once_and_answered_once(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, LIKELY)

    await press_at_once(slack, bot, slack.replies_to(event)[0], YES, YES, value="1")

    assert await said(bot) == [LIKELY, "Yes"]
    assert len(await rmas_of(bot)) == 1
    assert len(slack.replies_to(event)) == 2
    assert told(slack, CUSTOMER) in ([AT_WORK], [ANSWERED])


@pytest.mark.parametrize("backend", BACKENDS)
async def test_of_a_yes_and_a_no_pressed_in_a_moment_one_is_said(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, LIKELY)

    await press_at_once(slack, bot, slack.replies_to(event)[0], YES, NO, value="1")

    assert await said(bot) in ([LIKELY, "Yes"], [LIKELY, "No"])
    assert len(slack.replies_to(event)) == 2


@pytest.mark.parametrize("backend", BACKENDS)
async def test_a_question_chosen_twice_in_a_moment_is_said_once_and_answered_once(bot: Bot, slack: FakeSlack) -> None:
    await publish_each(bot, HIRE, DELIVERY, GUIDE)
    event = await say(slack, bot, QUESTION)
    on = slack.replies_to(event)[0]

    await press_at_once(slack, bot, on, *[offered(on)[ENTRY]] * 2, value=value_of(on, ENTRY))

    assert await said(bot) == [QUESTION, ENTRY]
    assert len(slack.replies_to(event)) == 2
    assert told(slack, CUSTOMER) == [CHOSEN]
