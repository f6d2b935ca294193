"""Home that Slack does not take just now is shown a little later, and tried a few times only."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, STAFF, FakeSlack, Json, app_home_opened
from tests.slack.cases.people import asked, home_of, shown


@pytest.mark.parametrize("fault", [{"status": 429, "retry_after": 1}, {"status": 500}])
async def test_home_that_slack_does_not_take_just_now_is_shown_a_little_later(
    bot: Bot, slack: FakeSlack, fault: Json
) -> None:
    await asked(slack, bot, "please let me talk to a person", user=CUSTOMER)
    slack.fault("views.publish", **fault)

    home = await home_of(slack, bot)

    assert "CASE-1001" in shown(home)


async def test_home_is_tried_a_few_times_only(bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.cases.home.TRIES", 2)
    slack.fault("views.publish", status=500, times=None)

    await slack.deliver(app_home_opened(STAFF))
    await bot.idle()

    assert len(slack.called("views.publish")) == 2
