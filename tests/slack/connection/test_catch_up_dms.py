"""Promises about direct messages and shared channels in which somebody wrote while no desk listened."""

import pytest

from bot.trial.workspace.workspace import User
from bot.wiring import open_bot
from storage import catch_ups
from tests.conftest import SettingsFor
from tests.fakes.slack import BOT_USER, CUSTOMER, DM, OTHER_CUSTOMER, OTHER_DM, SUPPORT, TEAM, FakeSlack
from tests.fakes.slack.world import GROUP_DM
from tests.slack.conftest import ANOTHER, Serving
from tests.stored import Clock, case_of, last, message_of, say

ORDER = "Where is my order A-12345?"


@pytest.mark.usefixtures("served_before")
async def test_who_writes_for_the_first_time_while_the_desk_is_away_is_found(
    serving: Serving, slack: FakeSlack
) -> None:
    event = slack.says(OTHER_CUSTOMER, OTHER_DM, ORDER)

    async with serving():
        pass

    assert len(slack.replies_to(event)) == 1


@pytest.mark.usefixtures("served_before")
async def test_who_called_the_desk_in_a_group_direct_message_is_answered_and_nobody_else(
    serving: Serving, slack: FakeSlack
) -> None:
    to_each_other = slack.says(OTHER_CUSTOMER, GROUP_DM, "Ana, where is your order A-678?")
    called = slack.says(CUSTOMER, GROUP_DM, f"<@{BOT_USER}> {ORDER}")

    async with serving() as bot:
        kept = await message_of(bot, to_each_other)

    assert kept is None
    assert [len(slack.replies_to(event)) for event in (to_each_other, called)] == [0, 1]
    assert "A-12345" in last(slack, called)


@pytest.mark.usefixtures("served_before")
@pytest.mark.parametrize(("without", "answered"), [("im:read", [0, 1]), ("mpim:read", [1, 0])])
async def test_either_list_of_direct_messages_is_read_without_the_scope_of_the_other(
    serving: Serving, slack: FakeSlack, without: str, answered: list[int]
) -> None:
    slack.scopes = [scope for scope in slack.scopes if scope != without]
    direct = slack.says(OTHER_CUSTOMER, OTHER_DM, ORDER)
    called = slack.says(CUSTOMER, GROUP_DM, f"<@{BOT_USER}> {ORDER}")

    async with serving():
        pass

    assert [len(slack.replies_to(event)) for event in (direct, called)] == answered


@pytest.mark.usefixtures("served_before")
async def test_without_the_scope_to_list_direct_messages_the_others_are_read(
    serving: Serving, slack: FakeSlack
) -> None:
    slack.scopes = [scope for scope in slack.scopes if scope != "im:read"]
    unknown, known = slack.says(OTHER_CUSTOMER, OTHER_DM, ORDER), slack.says(CUSTOMER, DM, ORDER)

    async with serving() as bot:
        left = await bot.db.read(lambda tx: catch_ups.next_place(tx, TEAM))

    assert [len(slack.replies_to(event)) for event in (unknown, known)] == [0, 1]
    assert left is None


@pytest.mark.parametrize("first_line", ["hello", ANOTHER])
async def test_the_first_line_of_a_thread_is_answered_though_it_is_read_after_the_answer_to_its_second(
    serving: Serving, slack: FakeSlack, settings_for: SettingsFor, migrated_url: str, clock: Clock, first_line: str
) -> None:
    async with serving(database_url=migrated_url) as bot:
        await say(slack, bot, ANOTHER, channel=DM)
    reading = slack.fault("conversations.history", hang=True)  # of the channel, which is read first

    async with open_bot(settings_for(database_url=migrated_url), clock) as bot:
        slack.delivery.bot_url = bot.url
        await reading.reached()
        first = slack.says(CUSTOMER, DM, first_line)
        await say(slack, bot, ORDER, channel=DM, under=first)
        before = len(slack.replies_to(first))
        reading.release()
        await bot.chores.idle()
        await bot.idle()
        case = await case_of(bot, "CASE-1002")

    assert (before, len(slack.replies_to(first))) == (1, 2)
    assert case.status != "open"


async def test_thanks_that_are_read_hours_later_open_no_case_again(
    serving: Serving, slack: FakeSlack, migrated_url: str, clock: Clock
) -> None:
    async with serving(database_url=migrated_url) as bot:
        asked = await say(slack, bot, ANOTHER, channel=DM)
        before = await case_of(bot)
    thanks = slack.says(CUSTOMER, DM, "thanks", asked["ts"])
    clock.forward(hours=5)

    async with serving(database_url=migrated_url) as bot:
        case, kept = await case_of(bot), await message_of(bot, thanks)

    assert kept is not None
    assert (before.status, case.status) == ("waiting", "waiting")


@pytest.mark.usefixtures("served_before")
async def test_what_was_missed_in_a_channel_that_is_shared_is_answered_alone(
    serving: Serving, slack: FakeSlack
) -> None:
    slack.workspace.users["U0DANA001"] = User("U0DANA001", "Dana", team="T0PARTNER")
    slack.workspace.channels[SUPPORT].members.add("U0DANA001")
    missed = slack.says(CUSTOMER, SUPPORT, ORDER)
    async with serving():
        pass

    [reply] = [post.shown for post in slack.replies_to(missed)]
    assert "direct message" in reply
    assert "A-12345" not in reply
