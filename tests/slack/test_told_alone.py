"""Promises about words that were said to one person alone: what others ask for later neither shows nor knows them."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel
from tests.fakes.slack import DM, OTHER_CUSTOMER, SUPPORT, FakeSlack, Json
from tests.storage.fixtures import BACKENDS
from tests.stored import Clock, say

ORDER = "Where is my order A-12345?"
ACCOUNT = "My account number is AC-90210, and the parcel is a present"
TRACKING = "TRK"  # what each number of the simulated orders begins with


@pytest.fixture
def backend() -> str:
    """SQLite, where a test does not name both."""
    return "sqlite"


@pytest.fixture
async def bot(
    slack: FakeSlack,
    settings_for: SettingsFor,
    clock: Clock,
    model: FakeModel,
    backend: str,
    request: pytest.FixtureRequest,
) -> AsyncIterator[Bot]:
    """The bot with a model in a channel where others read along, on either database."""
    url = {} if backend == "sqlite" else {"database_url": request.getfixturevalue("migrated_url")}
    modelled = {"openai_api_key": KEY, "openai_base_url": model.base_url, "model_timeout_s": 60.0}
    async with open_bot(settings_for(private_channels=frozenset({SUPPORT}), **modelled, **url), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


async def told_alone(slack: FakeSlack, bot: Bot) -> Json:
    """Let a customer ask in the channel, be told alone, and go on there; return what they asked."""
    event = await say(slack, bot, ORDER)
    await say(slack, bot, ACCOUNT, channel=DM)
    return event


async def form_from(slack: FakeSlack, bot: Bot, event: Json) -> str:
    """Let somebody else use "Make FAQs" in the thread of ``event``; return the form as JSON."""
    await slack.shortcut("faq_from_message", message=slack.replies_to(event)[0], user=OTHER_CUSTOMER)
    await bot.idle()
    return json.dumps((await slack.view_of(OTHER_CUSTOMER)).view)


@pytest.mark.parametrize("backend", BACKENDS)
async def test_faqs_made_from_a_thread_show_what_stands_in_it_and_nothing_said_alone(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await told_alone(slack, bot)
    [told, *_] = slack.posts_in(DM)

    shown = await form_from(slack, bot, event)

    assert TRACKING in told.shown
    assert ORDER in shown
    assert "I have answered you in a direct message" in shown
    assert not any(words in shown for words in (TRACKING, "AC-90210"))
