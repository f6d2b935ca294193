"""Socket Mode keeps the same promises as HTTP: kept first, acknowledged then, answered once."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.wiring import Bot, open_bot
from storage.errors import Misconfigured
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, DM, SUPPORT, FakeSlack, mention_twice
from tests.handlers.test_messages import SAMPLE
from tests.stored import case_count, last, rmas_of, say, sql


@pytest.fixture
async def bot(slack: FakeSlack, settings_for: SettingsFor) -> AsyncIterator[Bot]:
    """The real bot over Socket Mode."""
    slack.delivery.mode = "socket"
    async with open_bot(settings_for(slack_app_token=slack.app_token, slack_signing_secret=None)) as running:
        await slack.connected()
        yield running


async def test_the_sample_message_is_answered_over_socket_mode(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, SAMPLE)

    assert "INV-CASE-1001-1" in last(slack, event)
    assert "RMA-100016" in last(slack, event)
    assert "A-12345" in last(slack, event)


async def test_a_first_delivery_that_says_it_is_retry_zero_is_answered_and_a_redelivery_is_not(
    bot: Bot, slack: FakeSlack
) -> None:
    event = slack.says(CUSTOMER, DM, SAMPLE)

    assert await slack.deliver(event) == [200]
    assert await slack.redeliver(event) == [200]
    await bot.idle()

    assert len(slack.replies_to(event)) == 1
    assert len(await rmas_of(bot)) == 1


async def test_a_mention_that_comes_twice_is_answered_once_over_socket_mode(bot: Bot, slack: FakeSlack) -> None:
    events = mention_twice("Where is my order A-12345?")

    await slack.deliver(events, concurrently=True)
    await bot.idle()

    assert len(slack.replies_to(events[0])) == 1
    assert await case_count(bot) == 1


async def test_a_message_that_could_not_be_kept_is_not_acknowledged_and_answered_when_it_comes_again(
    bot: Bot, slack: FakeSlack
) -> None:
    slack.delivery.ack_wait_s = 0.3
    event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
    await sql(bot, "ALTER TABLE messages RENAME TO hidden")

    refused = await slack.deliver(event)
    await sql(bot, "ALTER TABLE hidden RENAME TO messages")
    accepted = await slack.redeliver(event)
    await slack.reply_to(event)
    await bot.idle()

    assert (refused, accepted) == ([0], [200])
    assert len(slack.replies_to(event)) == 1


async def test_after_slack_asks_to_come_back_on_a_new_link_messages_are_still_answered(
    bot: Bot, slack: FakeSlack
) -> None:
    await slack.hub.disconnect()
    await slack.wait_for(lambda: slack.hub.opened >= 2 and slack.hub.links)

    event = await say(slack, bot, "Where is my order A-12345?")

    assert len(slack.replies_to(event)) == 1


async def test_over_socket_mode_there_is_health_and_no_slack_endpoint(bot: Bot) -> None:
    async with aiohttp.ClientSession() as http:
        ready = await http.get(f"{bot.url}/readyz")
        events = await http.post(f"{bot.url}/slack/events", data=b"{}")

    assert (ready.status, events.status) == (200, 404)


async def test_a_refused_app_token_ends_the_start_with_what_to_do(settings_for: SettingsFor) -> None:
    with pytest.raises(Misconfigured, match="SLACK_APP_TOKEN"):
        async with open_bot(settings_for(slack_app_token="xapp-wrong")):
            pass


async def test_a_refused_bot_token_ends_the_start_with_what_to_do(settings_for: SettingsFor) -> None:
    with pytest.raises(Misconfigured, match="frontdesk doctor"):
        async with open_bot(settings_for(slack_bot_token="xoxb-wrong")):
            pass


async def test_missing_tokens_are_named(settings_for: SettingsFor) -> None:
    with pytest.raises(Misconfigured, match=r"SLACK_BOT_TOKEN.*SLACK_SIGNING_SECRET"):
        async with open_bot(settings_for(slack_bot_token=None, slack_signing_secret=None)):
            pass


@pytest.mark.usefixtures("bot")
async def test_two_bots_do_not_serve_the_same_data(settings_for: SettingsFor) -> None:
    with pytest.raises(Misconfigured, match="stop it first"):
        async with open_bot(settings_for()):
            pass
