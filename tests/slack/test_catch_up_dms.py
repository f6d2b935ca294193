"""Promises about direct messages, of groups too, in which somebody wrote while no desk listened."""

import pytest

from storage import catch_ups
from tests.fakes.slack import BOT_USER, CUSTOMER, DM, OTHER_CUSTOMER, OTHER_DM, TEAM, FakeSlack
from tests.fakes.slack.world import GROUP_DM
from tests.slack.conftest import Serving
from tests.stored import last, message_of

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
