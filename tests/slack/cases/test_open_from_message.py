"""Promises about "Open a case" on a message: whose case it is, what is said to who pressed, and what opens none."""

import pytest

from bot.wiring import Bot, open_bot
from storage import cases
from tests.conftest import SettingsFor
from tests.fakes.slack import (
    BOT_USER,
    CUSTOMER,
    GENERAL,
    OTHER_CUSTOMER,
    OUTSIDE,
    STAFF,
    FakeSlack,
    Json,
    edited,
)
from tests.slack.cases.people import shown
from tests.slack.handoff.people import PLEASE, cards, told
from tests.stored import Clock, case_count, case_of, last, message_of, say

ORDER = "Where is my order A-12345?"


async def open_case(slack: FakeSlack, bot: Bot, event: Json, *, user: str = STAFF) -> str:
    """Use the shortcut on a message; return what only this person was told last."""
    message = slack.workspace.find(event["channel"], event["ts"])
    ack = await slack.shortcut("open_case", user=user, message=message)
    assert ack.status == 200
    await bot.idle()
    return told(slack, user)[-1]


async def test_a_message_that_nobody_addressed_to_the_desk_becomes_its_author_s_case(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, ORDER, channel=GENERAL)
    before = await case_count(desk)

    words = await open_case(slack, desk, event)

    case = await case_of(desk)
    assert before == 0
    assert (case.requester, case.thread_ts, case.subject) == (CUSTOMER, event["ts"], ORDER)
    assert "A-12345" in last(slack, event)
    assert words.startswith("CASE-1001 is open. I answer in the thread of the message.")


async def test_who_pressed_stands_on_the_timeline_as_who_opened_it(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, ORDER, channel=GENERAL)

    await open_case(slack, desk, event)

    case = await case_of(desk)
    opened = await desk.db.read(lambda tx: cases.last_event(tx, case.id, ["opened"]))
    assert opened is not None
    assert (opened.actor, opened.detail) == (STAFF, "from the customer's message")


async def test_the_answer_has_a_button_that_opens_the_case(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, ORDER, channel=GENERAL)
    await open_case(slack, desk, event)
    answer = [message for user, message in slack.ephemerals if user == STAFF][-1]

    await slack.action("case_open", answer, user=STAFF)
    await desk.idle()

    assert ORDER in shown(await slack.view_of(STAFF))


async def test_a_second_press_opens_nothing_and_names_the_case(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, ORDER, channel=GENERAL)
    await open_case(slack, desk, event)
    replies = len(slack.replies_to(event))

    words = await open_case(slack, desk, event)

    assert words.startswith("This message belongs to CASE-1001 already (answered).")
    assert await case_count(desk) == 1
    assert len(slack.replies_to(event)) == replies


async def test_a_reply_in_a_thread_opens_the_thread_s_case_for_the_reply_s_author(desk: Bot, slack: FakeSlack) -> None:
    root = slack.says(OTHER_CUSTOMER, GENERAL, "Anybody else with a hum in the lamp?")
    reply = slack.says(CUSTOMER, GENERAL, ORDER, root["ts"])

    await open_case(slack, desk, reply)

    case = await case_of(desk)
    assert (case.requester, case.thread_ts) == (CUSTOMER, root["ts"])
    assert "A-12345" in slack.replies_to(root)[-1].shown


async def test_any_message_of_a_case_s_thread_and_its_card_belong_to_that_case(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    third = await say(slack, desk, "Same here", user=OTHER_CUSTOMER, under=event)
    card = {"channel": cards(slack)[-1].channel, "ts": cards(slack)[-1].ts}

    said = [await open_case(slack, desk, one) for one in (third, card)]

    assert [words.startswith("This message belongs to CASE-1001 already (needs a person).") for words in said] == [
        True,
        True,
    ]
    assert await case_count(desk) == 1


async def test_who_is_not_staff_opens_no_case_and_is_told_how_to_ask(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, ORDER, channel=GENERAL)

    words = await open_case(slack, desk, event, user=OTHER_CUSTOMER)

    assert "Only support staff can open a case from a message" in words
    assert await case_count(desk) == 0


async def test_without_any_staff_everybody_may_and_learns_only_of_their_own_case(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    async with open_bot(settings_for(staff=frozenset()), clock) as bot:
        slack.delivery.bot_url = bot.url
        event = await say(slack, bot, ORDER, channel=GENERAL)

        first = await open_case(slack, bot, event, user=OTHER_CUSTOMER)
        again = await open_case(slack, bot, event, user=OTHER_CUSTOMER)
        own = await open_case(slack, bot, event, user=CUSTOMER)

        assert await case_count(bot) == 1
    assert first == "A case is open. I answer in the thread of the message."
    assert again == "This message belongs to a case already."
    assert own.startswith("This message belongs to CASE-1001 already")


async def test_where_the_bot_is_not_it_says_invite_me(desk: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, OUTSIDE, ORDER)

    words = await open_case(slack, desk, event)

    assert "/invite @Frontdesk" in words
    assert await case_count(desk) == 0


async def test_a_bot_s_message_opens_no_case(desk: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, GENERAL, ORDER)
    message = slack.workspace.find(GENERAL, event["ts"])
    assert message is not None
    message.bot_id = "B0OTHERBOT"

    words = await open_case(slack, desk, event)

    assert words == "That was written by an app: a case is opened for a person"
    assert await case_count(desk) == 0


@pytest.mark.parametrize("text", ["", f"<@{BOT_USER}>"])
async def test_a_message_without_words_opens_no_case(desk: Bot, slack: FakeSlack, text: str) -> None:
    event = slack.says(CUSTOMER, GENERAL, text)

    words = await open_case(slack, desk, event)

    assert words == "There are no words in this message to open a case from"
    assert await case_count(desk) == 0


async def test_staff_s_own_words_open_no_case(desk: Bot, slack: FakeSlack) -> None:
    event = slack.says(STAFF, GENERAL, ORDER)

    words = await open_case(slack, desk, event)

    assert "That was written by support staff" in words
    assert await case_count(desk) == 0


async def test_a_message_that_is_gone_opens_no_case(desk: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, GENERAL, ORDER)
    message = slack.workspace.find(GENERAL, event["ts"])
    assert message is not None
    slack.workspace.remove(message)
    await slack.shortcut("open_case", user=STAFF, message=message)
    await desk.idle()

    assert told(slack, STAFF)[-1] == "This message is not there any more"


async def test_without_the_scope_to_read_there_it_says_who_can_help(desk: Bot, slack: FakeSlack) -> None:
    slack.scopes = [scope for scope in slack.scopes if scope != "channels:history"]
    event = slack.says(CUSTOMER, GENERAL, ORDER)

    words = await open_case(slack, desk, event)

    assert "`frontdesk doctor`" in words


async def test_an_old_edit_that_comes_late_does_not_take_back_the_words_it_was_opened_with(
    desk: Bot, slack: FakeSlack
) -> None:
    event = slack.says(CUSTOMER, GENERAL, "Wher is my ordr?")
    first, second = edited(event, "Where is my ordr A-12345?"), edited(event, ORDER)
    message = slack.workspace.find(GENERAL, event["ts"])
    assert message is not None
    slack.workspace.edit(message, ORDER, second["message"]["edited"]["ts"])
    await open_case(slack, desk, event)

    await slack.deliver(first)
    await desk.idle()

    kept = await message_of(desk, event)
    assert kept is not None
    assert kept.text == ORDER


async def test_cards_in_the_message_are_masked(desk: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, GENERAL, "My card 4111 1111 1111 1111 was charged twice for INV-7890")

    await open_case(slack, desk, event)

    kept = await message_of(desk, event)
    assert kept is not None
    assert "4111" not in kept.text


async def test_over_socket_mode_it_is_the_same(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> None:
    slack.delivery.mode = "socket"
    async with open_bot(settings_for(slack_app_token=slack.app_token), clock) as bot:
        await slack.connected()
        event = await say(slack, bot, ORDER, channel=GENERAL)

        words = await open_case(slack, bot, event)

    assert words.startswith("CASE-1001 is open.")
    assert "A-12345" in last(slack, event)
