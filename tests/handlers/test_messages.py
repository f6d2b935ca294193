"""What the desk promises people who write to it: every message once, kept first, answered there."""

import asyncio

import aiohttp
import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, DM, GENERAL, OTHER_CUSTOMER, SUPPORT, FakeSlack, mention, mention_twice
from tests.stored import case_count, case_of, last, rmas_of, say, sql, timeline_of

SAMPLE = (
    "I have a question about invoice #INV-7890, it is higher than I expected. "
    "Also I want to return the 'SuperWidget 5000', it is not compatible with my system. And where is my order #A-12345?"
)
ORDER = "Where is my order A-12345?"


async def test_the_sample_message_gets_three_results_in_one_reply(bot: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, SAMPLE)

    await slack.deliver(event)
    [reply] = await slack.reply_to(event)

    assert "INV-CASE-1001-1" in reply.shown
    assert "RMA-100016" in reply.shown
    assert "A-12345" in reply.shown
    await bot.idle()


async def test_a_message_that_slack_sends_twice_is_answered_once(bot: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, ORDER)

    assert await slack.deliver(event, times=2) == [200, 200]
    await bot.idle()

    assert len(slack.replies_to(event)) == 1


async def test_a_message_that_comes_many_times_at_once_is_answered_once(bot: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, SAMPLE)

    await slack.deliver(event, times=5, concurrently=True)
    await bot.idle()

    assert len(slack.replies_to(event)) == 1
    assert len(await rmas_of(bot)) == 1


async def test_a_mention_that_arrives_as_message_and_app_mention_is_answered_once(bot: Bot, slack: FakeSlack) -> None:
    events = mention_twice(ORDER)

    await slack.deliver(events, concurrently=True)
    await bot.idle()

    assert len(slack.replies_to(events[0])) == 1
    assert await case_count(bot) == 1


async def test_a_redelivery_after_the_answer_changes_nothing(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    await slack.redeliver(event)
    await bot.idle()

    assert len(slack.replies_to(event)) == 1
    assert await case_count(bot) == 1


async def test_the_same_message_under_another_event_id_is_answered_once(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    await slack.deliver({**event, "event_ts": "1700000000.000100"})
    await bot.idle()

    assert len(slack.replies_to(event)) == 1


async def test_what_was_acknowledged_before_a_restart_is_answered_after_it(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    outage = slack.fault("chat.postMessage", status=503, times=None)
    event = slack.says(CUSTOMER, SUPPORT, SAMPLE)
    async with open_bot(settings_for(shutdown_grace_s=0)) as first:
        slack.delivery.bot_url = first.url
        await slack.deliver(event)
        await outage.reached()
    outage.times = outage.used

    async with open_bot(settings_for()) as second:
        await slack.reply_to(event)
        await second.idle()
        issued = await rmas_of(second)

    assert len(slack.replies_to(event)) == 1
    assert len(issued) == 1


async def test_a_message_that_could_not_be_kept_gets_500_and_is_answered_when_slack_sends_it_again(
    bot: Bot, slack: FakeSlack
) -> None:
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    await sql(bot, "ALTER TABLE messages RENAME TO hidden")

    refused = await slack.deliver(event)
    await sql(bot, "ALTER TABLE hidden RENAME TO messages")
    accepted = await slack.redeliver(event)
    await slack.reply_to(event)
    await bot.idle()

    assert (refused, accepted) == ([500], [200])
    assert len(slack.replies_to(event)) == 1


async def test_an_error_of_the_database_puts_no_words_of_the_customer_into_the_log(
    bot: Bot, slack: FakeSlack, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    await sql(bot, "ALTER TABLE messages RENAME COLUMN text TO words")

    assert await slack.deliver(slack.says(CUSTOMER, SUPPORT, "My dog is called Rumpelstiltskin")) == [500]

    written = capsys.readouterr()
    assert "Rumpelstiltskin" not in caplog.text + written.out + written.err


async def test_a_direct_message_is_answered(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER, channel=DM)

    assert "A-12345" in last(slack, event)


async def test_a_mention_is_answered_in_any_channel(bot: Bot, slack: FakeSlack) -> None:
    event = mention(ORDER, channel=GENERAL)

    await slack.deliver(event)
    await bot.idle()

    assert "A-12345" in last(slack, event)


async def test_a_mention_inside_a_strange_thread_is_answered_in_that_thread(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Has anybody seen my parcel?", channel=GENERAL)
    event = mention(ORDER, channel=GENERAL, user=OTHER_CUSTOMER, thread_ts=root["ts"])

    await slack.deliver(event)
    await bot.idle()

    assert "A-12345" in last(slack, root)
    assert (await case_of(bot)).requester == OTHER_CUSTOMER


async def test_two_messages_in_one_thread_are_answered_in_order(bot: Bot, slack: FakeSlack) -> None:
    root = slack.says(CUSTOMER, SUPPORT, "Where is my order A-11111?")
    second = slack.says(CUSTOMER, SUPPORT, "And where is order A-22222?", root["ts"])

    await slack.deliver([root, second])
    [first_reply, second_reply] = await slack.reply_to(root, count=2)
    await bot.idle()

    assert "A-11111" in first_reply.shown
    assert "A-22222" in second_reply.shown
    assert await case_count(bot) == 1


async def test_many_threads_at_once_each_get_their_own_answer(bot: Bot, slack: FakeSlack) -> None:
    events = [slack.says(CUSTOMER, SUPPORT, f"Where is my order A-{number}?") for number in range(70001, 70021)]

    await slack.deliver(events, concurrently=True)
    await asyncio.gather(*(slack.reply_to(event) for event in events))
    await bot.idle()

    shown = [(len(slack.replies_to(event)), event["text"][18:-1] in last(slack, event)) for event in events]
    assert shown == [(1, True)] * 20
    assert await case_count(bot) == 20


async def test_a_case_tells_its_number_and_that_the_answer_is_automatic(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "My laptop crashes all the time")

    assert "CASE-1001" in last(slack, event)
    assert "automatic first response" in last(slack, event)
    assert await timeline_of(bot) == [("opened", ""), ("replied", "waiting")]


async def test_while_it_works_a_status_line_stands_in_the_thread(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    [status] = slack.statuses
    assert (status.channel, status.thread_ts) == (SUPPORT, event["ts"])


async def test_a_message_of_several_parts_gets_one_progress_message_that_becomes_the_reply(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, bot, SAMPLE)

    [reply] = slack.posts_in(SUPPORT, event["ts"])
    assert "Working on 3 requests" in str(reply.history[0])
    assert reply == slack.replies_to(event)[0]
    assert "RMA-100016" in reply.shown
    assert "requests" not in reply.shown


async def test_a_message_of_one_part_gets_no_progress_message(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    assert len(slack.posts_in(SUPPORT, event["ts"])) == 1


async def test_the_process_tells_that_it_lives_and_that_it_is_ready(bot: Bot) -> None:
    async with aiohttp.ClientSession() as http:
        alive = await http.get(f"{bot.url}/healthz")
        ready = await http.get(f"{bot.url}/readyz")

    assert (alive.status, ready.status) == (200, 200)
