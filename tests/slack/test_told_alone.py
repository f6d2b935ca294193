"""Promises about words that were said to one person alone: what others ask for later neither shows nor knows them."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import BOT_USER, DM, OTHER_CUSTOMER, SUPPORT, FakeSlack, Json
from tests.storage.fixtures import BACKENDS
from tests.stored import Clock, last, say

ORDER = "Where is my order A-12345?"
ACCOUNT = "My account number is AC-90210, and the parcel is a present"
HELP = f"<@{BOT_USER}> my app crashes too, what can I do?"
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


@pytest.mark.parametrize("backend", BACKENDS)
async def test_a_model_that_answers_somebody_else_is_given_nothing_said_alone(
    bot: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    event = await told_alone(slack, bot)
    before = len(model.asked)

    await say(slack, bot, HELP, user=OTHER_CUSTOMER, under=event)

    asked = list(model.asked)[before:]
    assert {"classify", "technical_reply"} <= {one.step for one in asked}
    assert not any(words in one.user for one in asked for words in (TRACKING, "AC-90210"))
    assert any(ORDER in one.user for one in asked)


async def test_what_a_model_writes_where_others_read_along_is_made_of_what_stands_there(
    bot: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    event = await told_alone(slack, bot)
    before = len(model.asked)

    await say(slack, bot, "The router shows error 41 since this morning and does not connect", under=event)
    await say(
        slack,
        bot,
        "The lamp does not work either, it shows an error whenever I turn it on. How do I fix that?",
        channel=DM,
    )

    [shown, told] = [one for one in list(model.asked)[before:] if one.step == "technical_reply"]
    assert not any(words in shown.user for words in (TRACKING, "AC-90210"))
    assert all(words in told.user for words in (TRACKING, "AC-90210"))


async def test_a_draft_cannot_pass_what_the_desk_said_for_the_customers_own_words(
    bot: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    await say(slack, bot, ORDER, channel=DM)
    [told] = slack.posts_in(DM)
    number = next(word for word in told.shown.split() if word.startswith(TRACKING))
    model.script("technical_reply", Say({"reply": f"Is it about tracking number {number}?"}), times=2)

    await say(slack, bot, HELP, channel=DM)

    assert number not in slack.posts_in(DM)[-1].shown


async def test_an_account_number_that_was_asked_for_alone_is_not_asked_for_in_the_thread_later(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await say(slack, bot, "I was charged twice this month. Can you look into it?")

    clock.forward(days=3.1)
    await bot.chores.ring()
    await bot.idle()

    assert "account number. Just write it in our direct message." in last(slack, event)
