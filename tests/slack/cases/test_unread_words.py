"""Promises about words that come while staff look at their case: nobody closes it over what they have not seen."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, DM, STAFF, FakeSlack, Json, Message, View, edited
from tests.slack.cases.people import cases_of, press, shown
from tests.slack.handoff.people import PLEASE, cards, staffed, told
from tests.slack.handoff.people import press as press_card
from tests.stored import Clock, case_of, last, say

ORDER = "Where is my order A-12345?"
LAPTOP = "My laptop crashes since I have a new screen"
UNREAD = "In CASE-1001 something was written since, and nobody has answered it."


@pytest.fixture
async def desk(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> AsyncIterator[Bot]:
    async with staffed(slack, settings_for, clock) as running:
        yield running


def answers(slack: FakeSlack) -> list[Message]:
    return slack.posts_in(DM)


async def test_what_comes_while_its_case_is_looked_at_is_shown_and_answered_though_resolve_is_pressed(
    desk: Bot, slack: FakeSlack
) -> None:
    await say(slack, desk, ORDER, channel=DM)
    modal = await cases_of(slack, desk, "1001")
    busy = slack.fault("chat.postMessage", status=429, retry_after=0, times=None)
    await slack.deliver(slack.says(CUSTOMER, DM, LAPTOP))
    await busy.reached()

    await slack.action("case_resolve", modal, user=STAFF)
    await desk.interactions.idle()
    busy.times = busy.used
    await desk.idle()

    assert UNREAD in shown(modal)
    assert LAPTOP in shown(modal)
    assert len(answers(slack)) == 2
    assert (await case_of(desk)).status != "resolved"


async def test_an_older_line_that_slack_brings_late_after_its_edit_is_not_closed_unseen(
    desk: Bot, slack: FakeSlack
) -> None:
    late = slack.says(CUSTOMER, DM, ORDER)
    await slack.deliver(edited(late, LAPTOP))
    busy = slack.fault("chat.postMessage", status=429, retry_after=0, times=None)
    await slack.deliver(slack.says(CUSTOMER, DM, "I want to return something because it hums"))
    await busy.reached()
    modal = await looked_at(slack, desk)
    await slack.deliver(late)

    await slack.action("case_resolve", modal, user=STAFF)
    await desk.interactions.idle()
    busy.times = busy.used
    await desk.idle()

    assert LAPTOP in shown(modal)
    assert len(answers(slack)) == 2
    assert (await case_of(desk)).status != "resolved"


async def looked_at(slack: FakeSlack, bot: Bot) -> View:
    """Look at the case while an answer is held up."""
    await slack.command("/cases", "1001", user=STAFF)
    await bot.interactions.idle()
    return await slack.view_of(STAFF)


async def test_an_edit_that_comes_while_its_case_is_looked_at_is_answered_though_resolve_is_pressed(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, ORDER, channel=DM)
    modal = await cases_of(slack, desk, "1001")
    busy = slack.fault("chat.update", status=429, retry_after=0, times=None)
    await slack.deliver(edited(event, LAPTOP))
    await busy.reached()

    await slack.action("case_resolve", modal, user=STAFF)
    await desk.interactions.idle()
    busy.times = busy.used
    await desk.idle()

    assert UNREAD in shown(modal)
    assert "A-12345" not in answers(slack)[-1].shown
    assert (await case_of(desk)).status != "resolved"


async def test_what_is_written_to_a_person_who_has_the_case_is_shown_before_they_resolve_it(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, PLEASE)
    modal = await cases_of(slack, desk, "1001")
    await press(slack, desk, modal, "case_claim")
    await say(slack, desk, LAPTOP, under=event)

    await press(slack, desk, modal, "case_resolve")
    unread, status = shown(modal), (await case_of(desk)).status
    await press(slack, desk, modal, "case_resolve")

    assert UNREAD in unread
    assert LAPTOP in unread
    assert status == "escalated"
    assert (await case_of(desk)).status == "resolved"


async def test_a_card_that_does_not_show_the_last_words_yet_resolves_nothing_until_it_does(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, PLEASE)
    [card] = cards(slack)
    await press_card(slack, desk, "card_claim", card, user=STAFF)
    before = button_of(card)
    slack.fault("chat.update", error="message_not_found")
    await say(slack, desk, LAPTOP, under=event)

    await press_card(slack, desk, "card_resolve", card, user=STAFF, value=before)
    status = (await case_of(desk)).status
    await press_card(slack, desk, "card_resolve", card, user=STAFF)

    assert UNREAD in told(slack, STAFF)[-1]
    assert status == "escalated"
    assert (await case_of(desk)).status == "resolved"


def button_of(card: Message) -> str:
    """Return what the button carries."""
    buttons: list[Json] = [one for block in card.blocks for one in block.get("elements", [])]
    return str(next(one["value"] for one in buttons if one.get("action_id") == "card_resolve"))


@pytest.mark.parametrize("said", [ORDER, "thanks"])
async def test_what_was_answered_meanwhile_or_wants_no_answer_keeps_nobody_from_resolving(
    desk: Bot, slack: FakeSlack, said: str
) -> None:
    event = await say(slack, desk, "Where is my order A-98765?")
    modal = await cases_of(slack, desk, "1001")
    await say(slack, desk, said, under=event)

    await press(slack, desk, modal, "case_resolve")

    assert "resolved" in last(slack, event)
    assert (await case_of(desk)).status == "resolved"


async def test_a_button_from_before_an_upgrade_resolves_as_it_did(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    [card] = cards(slack)
    await press_card(slack, desk, "card_claim", card, user=STAFF)
    await say(slack, desk, LAPTOP, under=event)

    await press_card(slack, desk, "card_resolve", card, user=STAFF, value="CASE-1001")

    assert (await case_of(desk)).status == "resolved"
