"""People of another organisation who share a channel with ours (Slack Connect): dialogs and buttons work for them."""

import json

from bot.trial.workspace.workspace import User
from bot.wiring import Bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, FakeSlack
from tests.fakes.slack.payloads import view_submission
from tests.slack.cases.people import cases_of, shown
from tests.slack.faqs.people import form_of
from tests.slack.handoff.people import ORDER, PLEASE, cards, rate, staffed
from tests.stored import Clock, say, timeline_of


def from_elsewhere(slack: FakeSlack, user: str) -> None:
    """Let this person belong to another organisation."""
    slack.workspace.users[user] = User(user, "Vera", team="T0PARTNER")


async def test_a_dialog_of_a_person_of_another_organisation_is_taken(bot: Bot, slack: FakeSlack) -> None:
    slack.allow(f"live <@{CUSTOMER}>")
    from_elsewhere(slack, CUSTOMER)
    view = await form_of(slack)

    ack = await slack.submit(view, {"text_0_0": "Panels make power from light.", "count": "1"})
    await bot.idle()

    assert ack.status == 200
    assert "does not serve" not in ack.body
    assert "errors" not in ack.json


async def test_a_button_of_a_person_of_another_organisation_works(bot: Bot, slack: FakeSlack) -> None:
    from_elsewhere(slack, CUSTOMER)
    event = await say(slack, bot, ORDER)

    await rate(slack, bot, event, 1)

    assert ("rated", "good") in await timeline_of(bot)


async def test_a_dialog_of_an_app_that_is_installed_elsewhere_is_refused(bot: Bot, slack: FakeSlack) -> None:
    view = await form_of(slack)
    payload = view_submission(slack.site, view, {"text_0_0": "Panels make power.", "count": "1"})
    payload["view"]["app_installed_team_id"] = "T0OTHER"

    ack = await slack.delivery.form("interactive", payload)
    await bot.idle()

    assert "does not serve your workspace" in json.dumps(ack.json)


async def test_staff_see_on_the_card_and_in_the_case_that_a_customer_is_of_another_organisation(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    from_elsewhere(slack, CUSTOMER)
    async with staffed(slack, settings_for, clock) as bot:
        await say(slack, bot, PLEASE)
        await say(slack, bot, PLEASE, user=OTHER_CUSTOMER)
        modal, ours = await cases_of(slack, bot, "1001"), await cases_of(slack, bot, "1002")

    assert "Vera (another organisation)" in cards(slack)[0].shown
    assert "another organisation" not in cards(slack)[1].shown
    assert "of another organisation" in shown(modal)
    assert "of another organisation" not in shown(ours)


async def test_a_person_of_another_organisation_sees_their_own_cases_and_nobody_elses(
    bot: Bot, slack: FakeSlack
) -> None:
    from_elsewhere(slack, CUSTOMER)
    await say(slack, bot, "Where is my zebra order A-12345?", user=OTHER_CUSTOMER)
    await say(slack, bot, "Where is my order A-222?")

    theirs = shown(await cases_of(slack, bot, "", user=CUSTOMER))

    assert "A-222" in theirs
    assert "zebra" not in theirs
