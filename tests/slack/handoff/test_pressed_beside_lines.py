"""A press answers its own question: it is no other line of what its writer is typing."""

from collections.abc import AsyncIterator

import pytest

from bot.slack.answer_buttons import YES
from bot.wiring import Bot, open_bot
from handlers.faq.acts import FaqActor
from handlers.faq.aliases import list_aliases
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, DM, STAFF, SUPPORT, TEAM, FakeSlack
from tests.handlers.faq.offered import DELIVERY, GUIDE, HIRE, offered, publish_each, value_of
from tests.slack.handoff.people import press
from tests.storage.fixtures import BACKENDS
from tests.stored import Clock, StillClock, last, rmas_of, say, tasks_of

LIKELY = "The stroller does not fit into our car, it is far too wide for the boot"
QUESTION = "How long does my parcel take?"
ADA = FaqActor(TEAM, STAFF, is_staff=True)
ENTRY = "How long does delivery take?"


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
async def bot(slack: FakeSlack, settings_for: SettingsFor, clock: Clock, migrated_url: str) -> AsyncIterator[Bot]:
    """The bot on either database, with the waits that it has in life."""
    waits = {"gather_s": 4, "gather_at_most_s": 12, "join_s": 120}
    async with open_bot(settings_for(database_url=migrated_url, **waits), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


async def pause(bot: Bot, clock: Clock, seconds: float) -> None:
    clock.forward(seconds=seconds)
    await bot.chores.ring()
    await bot.idle()


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("channel", [SUPPORT, DM])
@pytest.mark.parametrize("typed", ["hmm let me think", "wait"])
async def test_a_yes_that_is_pressed_while_a_line_is_waited_with_is_a_yes(
    bot: Bot, slack: FakeSlack, clock: Clock, channel: str, typed: str
) -> None:
    root = await say(slack, bot, LIKELY, channel=channel)
    asked = slack.replies_to(root)[-1]
    clock.forward(minutes=3)
    await say(slack, bot, typed, channel=channel, under=root)
    clock.forward(seconds=2)

    await press(slack, bot, YES, asked, user=CUSTOMER, value="1")
    at_once = [one.product_name for one in await rmas_of(bot)]
    await pause(bot, clock, 4)

    assert at_once == ["stroller"]
    assert [one.state for one in await tasks_of(bot)] == ["done"]
    assert len(await rmas_of(bot)) == 1
    assert len(slack.posts_in(channel, root["ts"])) <= 3


@pytest.mark.parametrize("backend", BACKENDS)
async def test_a_question_that_is_chosen_while_a_line_is_waited_with_is_a_choice(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await publish_each(bot, HIRE, DELIVERY, GUIDE)
    root = await say(slack, bot, QUESTION)
    on = slack.replies_to(root)[0]
    clock.forward(minutes=3)
    await say(slack, bot, "hmm let me think", under=root)
    clock.forward(seconds=2)

    await press(slack, bot, offered(on)[ENTRY], on, user=CUSTOMER, value=value_of(on, ENTRY))

    [alias] = await bot.db.read(lambda tx: list_aliases(tx, ADA))
    assert (alias.question, alias.wording) == (ENTRY, QUESTION)
    assert "two to four working days" in last(slack, root)
