"""What staff see of the wordings people chose an entry for, and what their decision does; nobody else's."""

import json

import pytest

from bot.slack.faqs.alias_views import APPROVE, LIST, REJECT
from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, STAFF, FakeSlack, View
from tests.handlers.faq.offered import DELIVERY, choose, offered, publish_each
from tests.stored import last, say

QUESTION = "How long does my parcel take?"
CHOSEN = "How long does delivery take?"
ANSWER = "Orders placed before 14:00 on a working day leave our warehouse the same day."


@pytest.fixture(autouse=True)
async def _chosen(bot: Bot, slack: FakeSlack) -> None:
    await publish_each(bot, DELIVERY)
    event = await say(slack, bot, QUESTION)
    await choose(slack, bot, event, CHOSEN, CUSTOMER)


async def wordings(slack: FakeSlack, bot: Bot, user: str = STAFF) -> View:
    """Open the set and its wordings."""
    await slack.command("/faq", "1", user=user)
    await bot.idle()
    await slack.action(LIST, slack.views_of(user)[-1], user=user, value="1")
    await bot.idle()
    return slack.views_of(user)[-1]


async def test_staff_see_what_was_written_what_was_chosen_and_by_how_many(bot: Bot, slack: FakeSlack) -> None:
    shown = json.dumps((await wordings(slack, bot)).view, ensure_ascii=False)

    assert f"“{QUESTION}”" in shown
    assert f"→ *{CHOSEN}*" in shown
    assert "one person chose it · waits for you" in shown


async def test_approved_it_answers_and_rejected_it_does_not_any_more(bot: Bot, slack: FakeSlack) -> None:
    view = await wordings(slack, bot)

    await slack.action(APPROVE, view, user=STAFF)
    await bot.idle()
    approved = await say(slack, bot, QUESTION, user=OTHER_CUSTOMER)
    await slack.action(REJECT, slack.views_of(STAFF)[-1], user=STAFF)
    await bot.idle()
    rejected = await say(slack, bot, QUESTION, user=OTHER_CUSTOMER)

    assert ANSWER in last(slack, approved)
    assert ANSWER not in last(slack, rejected)
    assert offered(slack.replies_to(rejected)[0])
    assert "rejected" in json.dumps(slack.views_of(STAFF)[-1].view)


async def test_a_set_for_which_nobody_chose_anything_says_so(bot: Bot, slack: FakeSlack) -> None:
    await publish_each(bot, DELIVERY)
    await slack.command("/faq", "2", user=STAFF)
    await bot.idle()

    await slack.action(LIST, slack.views_of(STAFF)[-1], user=STAFF, value="2")
    await bot.idle()

    assert "Nobody has chosen an entry of set 2" in json.dumps(slack.views_of(STAFF)[-1].view)


@pytest.mark.parametrize("value", ["", "x", "-1", "1:1", "9" * 16])
async def test_a_forged_button_decides_nothing(bot: Bot, slack: FakeSlack, value: str) -> None:
    view = await wordings(slack, bot)

    await slack.action(APPROVE, view, user=STAFF, value=value)
    await bot.idle()

    event = await say(slack, bot, QUESTION, user=OTHER_CUSTOMER)
    assert ANSWER not in last(slack, event)


async def test_nobody_but_staff_approves(bot: Bot, slack: FakeSlack) -> None:
    view = await wordings(slack, bot)

    await slack.action(APPROVE, view, user=CUSTOMER, value="1")
    await bot.idle()

    event = await say(slack, bot, QUESTION, user=OTHER_CUSTOMER)
    assert ANSWER not in last(slack, event)
