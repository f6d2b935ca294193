"""Promises about two of the staff who answer one case: who sends second sees first what the customer has read."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot, open_bot
from storage.messages import transcript
from tests.conftest import SettingsFor
from tests.fakes.slack import OTHER_CUSTOMER, STAFF, FakeSlack, Json, View
from tests.slack.cases.people import THREE_PARTS, cases_of, press, shown
from tests.stored import Clock, case_of, say

RUTH = OTHER_CUSTOMER
REFUND, TOASTER = "We refund you.", "I send you a new toaster."


@pytest.fixture
async def desk(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> AsyncIterator[Bot]:
    """A desk with two members of staff and a case."""
    async with open_bot(settings_for(staff=frozenset({STAFF, RUTH})), clock) as running:
        slack.delivery.bot_url = running.url
        await say(slack, running, THREE_PARTS)
        yield running


async def reply_dialog(slack: FakeSlack, bot: Bot, user: str) -> View:
    await press(slack, bot, await cases_of(slack, bot, "1001", user=user), "case_reply")
    return await slack.view_of(user)


def field_of(dialog: View) -> str:
    return str(next(block["block_id"] for block in dialog.view["blocks"] if block["type"] == "input"))


async def transcript_of(bot: Bot) -> list[str]:
    case = await case_of(bot)
    return [line.text for line in await bot.db.read(lambda tx: transcript(tx, case.id))]


async def send(slack: FakeSlack, bot: Bot, dialog: View, text: str) -> Json:
    ack = await slack.submit(dialog, {field_of(dialog): text})
    await bot.idle()
    return ack.json


async def test_who_sends_second_is_shown_the_first_answer_with_their_own_kept_and_may_send_it_still(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    hers, his = await reply_dialog(slack, desk, RUTH), await reply_dialog(slack, desk, STAFF)
    clock.forward(seconds=5)
    await send(slack, desk, hers, REFUND)
    clock.forward(seconds=5)

    answered = await send(slack, desk, his, TOASTER)

    assert answered["response_action"] == "update"
    assert f"<@{RUTH}> answered meanwhile: “{REFUND}”" in shown(his)
    assert TOASTER in shown(his)
    assert TOASTER not in await transcript_of(desk)
    await send(slack, desk, his, TOASTER)
    assert TOASTER in await transcript_of(desk)


async def test_who_answers_alone_or_after_having_seen_the_other_answer_is_not_held_up(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await send(slack, desk, await reply_dialog(slack, desk, RUTH), REFUND)
    clock.forward(seconds=5)

    await send(slack, desk, await reply_dialog(slack, desk, STAFF), TOASTER)

    assert TOASTER in await transcript_of(desk)


async def test_the_dialog_of_a_reply_says_who_has_the_case(desk: Bot, slack: FakeSlack) -> None:
    await press(slack, desk, await cases_of(slack, desk, "1001", user=RUTH), "case_claim")

    assert f"<@{RUTH}> has this case." in shown(await reply_dialog(slack, desk, STAFF))
    assert "has this case" not in shown(await reply_dialog(slack, desk, RUTH))
