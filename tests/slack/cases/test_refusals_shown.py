"""What went wrong is said to who pressed, wherever they pressed, and as a person reads it."""

from bot.wiring import open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import OTHER_CUSTOMER, STAFF, FakeSlack, View
from tests.slack.cases.people import home_of, press
from tests.slack.handoff.people import PLEASE
from tests.stored import Clock, say

LATER = "Slack or our database does not answer right now. Please try again in a minute."


async def test_a_refusal_on_home_names_people_and_shows_signs_as_slack_writes_them(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    async with open_bot(settings_for(staff=frozenset({STAFF, OTHER_CUSTOMER})), clock) as bot:
        slack.delivery.bot_url = bot.url
        await say(slack, bot, PLEASE)
        home, other = await home_of(slack, bot), await home_of(slack, bot, OTHER_CUSTOMER)
        stale = View(home.id, home.user, dict(home.view), home.hash, home.root, home.method)
        await press(slack, bot, other, "case_claim")
        await press(slack, bot, stale, "case_claim")

        [block] = (await slack.view_of(STAFF)).view["blocks"]

    assert block["text"]["type"] == "mrkdwn"
    assert f"<@{OTHER_CUSTOMER}> claimed it" in block["text"]["text"]
