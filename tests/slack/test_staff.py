"""Who counts as staff over time: what Slack said minutes ago counts, what it said hours ago has to be confirmed."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.staff import Staff
from tests.fakes.slack import FakeSlack

GROUP = "S0STAFF01"
EX, NAMED = "U0EX00001", "U0NAMED01"
HOURS_S = 12 * 3600.0


class Seconds:
    """A clock that stands still unless it is moved on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def staff(slack: FakeSlack, seconds: Seconds) -> AsyncIterator[Staff]:
    """Staff of whom one is named and one in the group, as Slack said a moment ago."""
    slack.workspace.usergroups[GROUP] = [EX]
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])
        one = Staff(client, frozenset({NAMED}), GROUP, seconds)
        await one.members()
        yield one
        await one.close()


async def test_who_left_the_group_is_no_staff_after_a_quiet_night(
    staff: Staff, slack: FakeSlack, seconds: Seconds
) -> None:
    before = await staff.includes(EX)
    slack.workspace.usergroups[GROUP] = []

    seconds.now += HOURS_S

    assert before
    assert not await staff.includes(EX)


async def test_a_member_is_still_staff_after_a_quiet_night(staff: Staff, seconds: Seconds) -> None:
    seconds.now += HOURS_S

    assert await staff.includes(EX)


async def test_what_slack_said_minutes_ago_counts_while_slack_fails(
    staff: Staff, slack: FakeSlack, seconds: Seconds
) -> None:
    slack.fault("usergroups.users.list", status=503, times=None)

    seconds.now += 180

    assert await staff.includes(EX)


async def test_while_slack_fails_after_a_quiet_night_only_the_named_are_staff_and_then_all_again(
    staff: Staff, slack: FakeSlack, seconds: Seconds
) -> None:
    slack.fault("usergroups.users.list", status=503)
    seconds.now += HOURS_S

    failing = [await staff.includes(EX), await staff.includes(NAMED)]
    seconds.now += 6
    mended = await staff.includes(EX)

    assert failing == [False, True]
    assert mended


async def test_a_slack_that_hangs_holds_a_button_up_for_a_moment_only(
    staff: Staff, slack: FakeSlack, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.staff.WAIT_S", 0.05)
    slack.fault("usergroups.users.list", hang=True)
    seconds.now += HOURS_S

    assert not await staff.includes(EX)


async def test_keeping_a_message_never_waits_for_the_group(staff: Staff, slack: FakeSlack, seconds: Seconds) -> None:
    slack.fault("usergroups.users.list", hang=True)
    seconds.now += HOURS_S

    assert await staff.members() == {EX, NAMED}
