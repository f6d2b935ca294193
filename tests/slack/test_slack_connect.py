"""People of another organisation who share a channel with ours (Slack Connect): dialogs and buttons work for them."""

import json

from bot.trial.workspace.workspace import User
from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, FakeSlack
from tests.fakes.slack.payloads import view_submission
from tests.slack.faqs.people import form_of
from tests.slack.handoff.people import ORDER, rate
from tests.stored import say, timeline_of


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
