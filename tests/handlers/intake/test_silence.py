"""When the desk holds its tongue: third persons, staff at work, words to others, bots."""

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import (
    BOT_ID,
    BOT_USER,
    CUSTOMER,
    GENERAL,
    OTHER_CUSTOMER,
    STAFF,
    SUPPORT,
    FakeSlack,
    Json,
    bot_message,
    joined,
    mention,
    message,
    own_message,
    thread_broadcast,
)
from tests.stored import case_count, case_of, customer_of, last, message_of, say, tasks_of, timeline_of

ORDER = "Where is my order A-12345?"


async def test_a_top_level_message_elsewhere_is_not_for_the_desk(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER, channel=GENERAL)

    assert slack.posts_in(GENERAL) == []
    assert await message_of(bot, event) is None


async def test_the_requester_goes_on_in_the_thread_without_a_mention(bot: Bot, slack: FakeSlack) -> None:
    root = mention(ORDER, channel=GENERAL)
    await slack.deliver(root)
    await say(slack, bot, "And where is order A-54321?", channel=GENERAL, under=root)

    assert len(slack.replies_to(root)) == 2
    assert "A-54321" in last(slack, root)


async def test_a_third_persons_words_are_stored_and_not_answered(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, ORDER)
    event = await say(slack, bot, "I wonder where order A-77777 is", user=OTHER_CUSTOMER, under=root)

    kept = await message_of(bot, event)
    assert kept is not None
    assert (kept.author_kind, kept.text) == ("third", "I wonder where order A-77777 is")
    assert len(slack.replies_to(root)) == 1


async def test_a_third_person_cannot_fill_a_field_the_requester_was_asked_for(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return something")
    await say(slack, bot, "the SuperWidget 5000", user=OTHER_CUSTOMER, under=root)

    [task] = await tasks_of(bot)
    assert (task.state, task.product_name) == ("pending", None)
    assert (await case_of(bot)).status == "waiting"


async def test_a_third_persons_mention_is_answered_and_leaves_the_requesters_question_open(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "I want to return something")
    await slack.deliver(mention("where is order A-77777?", user=OTHER_CUSTOMER, thread_ts=root["ts"]))
    await bot.idle()
    answer = last(slack, root)
    await say(slack, bot, "the SuperWidget 5000, it hums", under=root)

    assert "A-77777" in answer
    assert "RMA-" in last(slack, root)
    assert "SuperWidget 5000" in last(slack, root)


async def test_a_third_persons_mention_cannot_give_the_requesters_account_number(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I was charged twice this month, please check my bill")
    await slack.deliver(mention("AC-99887", user=OTHER_CUSTOMER, thread_ts=root["ts"]))
    await bot.idle()
    foreign = (await customer_of(bot)).account_number
    await say(slack, bot, "AC-11223", under=root)

    assert foreign is None
    assert (await customer_of(bot)).account_number == "AC-11223"


async def test_a_third_persons_mention_cannot_drop_what_the_requester_waits_for(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return something")
    await slack.deliver(mention("never mind", user=OTHER_CUSTOMER, thread_ts=root["ts"]))
    await bot.idle()

    [task] = await tasks_of(bot)
    case = await case_of(bot)
    assert (task.state, case.status, case.awaiting) == ("pending", "waiting", f"task:{task.id}")


async def test_a_staff_message_silences_the_desk_in_that_thread(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, "Hi, I am looking into this for you.", user=STAFF, under=root)
    event = await say(slack, bot, "And where is order A-54321?", under=root)

    case = await case_of(bot)
    assert len(slack.replies_to(root)) == 1
    assert (case.taken_over, case.assignee) == (True, STAFF)
    assert ("taken over", "wrote in the thread") in await timeline_of(bot)
    assert (await message_of(bot, event)) is not None


async def test_a_staff_message_that_addresses_the_customer_silences_the_desk_too(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, f"<@{CUSTOMER}> hi, I am looking into this for you.", user=STAFF, under=root)
    await say(slack, bot, "And where is order A-54321?", under=root)

    assert len(slack.replies_to(root)) == 1


async def test_in_a_thread_that_staff_took_over_even_a_mention_is_not_answered(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, "Mine.", user=STAFF, under=root)
    await slack.deliver(mention(ORDER, user=OTHER_CUSTOMER, thread_ts=root["ts"]))
    await bot.idle()

    assert len(slack.replies_to(root)) == 1


async def test_staff_who_mention_the_desk_are_answered_and_do_not_silence_it(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, ORDER)
    await slack.deliver(mention("where is order A-22222?", user=STAFF, thread_ts=root["ts"]))
    await bot.idle()
    await say(slack, bot, "And where is order A-54321?", under=root)

    assert "A-22222" in slack.replies_to(root)[1].shown
    assert "A-54321" in last(slack, root)


async def test_staff_taking_over_in_one_thread_leaves_the_other_threads_alone(bot: Bot, slack: FakeSlack) -> None:
    first = await say(slack, bot, ORDER)
    await say(slack, bot, "Mine.", user=STAFF, under=first)
    second = await say(slack, bot, "Where is order A-54321?")

    assert len(slack.replies_to(second)) == 1


async def test_staff_who_ask_for_themselves_are_customers(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, f"<@{BOT_USER}> {ORDER}", user=STAFF)
    await say(slack, bot, "And order A-54321?", user=STAFF, under=root)

    assert len(slack.replies_to(root)) == 2


async def test_a_takeover_while_the_answer_is_worked_out_withholds_it(bot: Bot, slack: FakeSlack) -> None:
    progress = slack.fault("chat.postMessage", hang=True)
    root = slack.says(
        CUSTOMER, SUPPORT, "I want to return the 'SuperWidget 5000', it hums. And where is order A-12345?"
    )
    await slack.deliver(root)
    await progress.reached()
    await slack.deliver(slack.says(STAFF, SUPPORT, "I take this one.", root["ts"]))
    progress.release()
    await bot.idle()

    case = await case_of(bot)
    assert slack.replies_to(root) == []
    assert (case.taken_over, case.status) == (True, "escalated")
    assert ("reply withheld", f"{STAFF} took over before the reply was posted") in await timeline_of(bot)


async def test_a_takeover_while_slack_is_busy_withholds_the_answer(bot: Bot, slack: FakeSlack) -> None:
    busy = slack.fault("chat.postMessage", status=429, retry_after=0, times=None)
    root = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(root)
    await busy.reached()
    await slack.deliver(slack.says(STAFF, SUPPORT, "I take this one.", root["ts"]))
    busy.times = busy.used
    await bot.idle()

    assert slack.replies_to(root) == []


@pytest.mark.parametrize(
    "event",
    [
        message(f"<@{OTHER_CUSTOMER}> where is my order A-12345?"),
        bot_message(ORDER),
        bot_message(ORDER, bot_id=BOT_ID, user=BOT_USER),
        joined(),
        message("renamed the channel", subtype="channel_name"),
        message(ORDER, subtype="bot_message"),
        {"type": "message", "subtype": "message_replied", "channel": SUPPORT, "ts": "1700000001.000100"},
        {"type": "reaction_added", "user": CUSTOMER, "item": {"type": "message", "channel": SUPPORT, "ts": "1.2"}},
        {"type": "app_home_opened", "user": CUSTOMER, "channel": "D0ANA0001", "tab": "home", "event_ts": "1.2"},
        {"type": "something_new"},
    ],
    ids=["to-other", "bot", "own", "join", "rename", "old-bot", "replied", "reaction", "home", "unknown"],
)
async def test_what_is_not_for_the_desk_is_acknowledged_and_dropped(bot: Bot, slack: FakeSlack, event: Json) -> None:
    assert await slack.deliver(event) == [200]
    await bot.idle()

    assert slack.called("chat.postMessage") == []
    assert await case_count(bot) == 0


async def test_the_desk_does_not_answer_its_own_answer(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, ORDER)

    await slack.deliver(own_message(slack.replies_to(root)[0]))
    await bot.idle()

    assert len(slack.replies_to(root)) == 1


async def test_the_requesters_words_to_somebody_else_in_the_thread_are_not_answered(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, f"<@{OTHER_CUSTOMER}> did you get order A-77777?", under=root)

    assert len(slack.replies_to(root)) == 1


async def test_a_message_to_somebody_else_that_mentions_the_desk_is_answered(bot: Bot, slack: FakeSlack) -> None:
    event = mention(f"<@{OTHER_CUSTOMER}> ask <@{BOT_USER}> where order A-12345 is", channel=GENERAL)

    await slack.deliver(event)
    await bot.idle()

    assert len(slack.replies_to(event)) == 1


async def test_an_answer_shown_in_the_channel_as_well_counts_as_said_in_the_thread(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, ORDER)

    await slack.deliver(thread_broadcast("And where is order A-54321?", root["ts"]))
    await bot.idle()

    assert "A-54321" in last(slack, root)
    assert await case_count(bot) == 1


async def test_without_staff_set_everybody_else_is_a_third_person(slack: FakeSlack, settings_for: SettingsFor) -> None:
    async with open_bot(settings_for(staff=frozenset())) as bot:
        slack.delivery.bot_url = bot.url
        root = await say(slack, bot, ORDER)
        await say(slack, bot, "I am looking into this.", user=STAFF, under=root)
        await say(slack, bot, "And where is order A-54321?", under=root)

    assert len(slack.replies_to(root)) == 2
