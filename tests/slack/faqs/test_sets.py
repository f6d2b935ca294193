"""What becomes of a set: who sees it, who corrects it, what staff publish, and whom it answers then."""

import json

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, STAFF, FakeSlack
from tests.slack.faqs.people import filled, publish_whole, set_of, status_of, thread_of
from tests.stored import Clock, last, say

pytestmark = pytest.mark.usefixtures("owner_named")


async def test_members_of_the_staff_group_see_everybodys_sets(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    slack.workspace.usergroups["S0GROUP01"] = [STAFF]
    async with open_bot(settings_for(staff=frozenset(), staff_group="S0GROUP01"), clock) as bot:
        slack.delivery.bot_url = bot.url
        await filled(slack, count="3")
        await bot.idle()

        for user in (STAFF, OTHER_CUSTOMER):
            await slack.command("/faq", "1", user=user)
        await bot.idle()
        _, entries = await set_of(bot)

    assert entries[0].question in json.dumps(slack.views_of(STAFF)[-1].view)
    assert "no set 1 of FAQs of yours" in json.dumps(slack.views_of(OTHER_CUSTOMER)[-1].view)


async def test_a_set_is_shown_to_its_owner_and_to_staff_only(bot: Bot, slack: FakeSlack) -> None:
    await filled(slack, count="3")
    await bot.idle()

    for user in (CUSTOMER, STAFF, OTHER_CUSTOMER):
        await slack.command("/faq", "1", user=user)
    await bot.idle()

    _, entries = await set_of(bot)
    assert entries[0].question in json.dumps(slack.views_of(CUSTOMER)[-1].view)
    assert entries[0].question in json.dumps(slack.views_of(STAFF)[-1].view)
    assert "no set 1 of FAQs of yours" in json.dumps(slack.views_of(OTHER_CUSTOMER)[-1].view)


async def test_staff_publish_and_withdraw_and_nobody_else_can(bot: Bot, slack: FakeSlack) -> None:
    await filled(slack, count="3")
    await bot.idle()

    await slack.action("faq_publish", status_of(slack), user=CUSTOMER)
    await bot.idle()
    assert "Only support staff" in json.dumps(slack.responses)
    await publish_whole(slack, bot)
    published = [entry.published for entry in (await set_of(bot))[1]]
    await slack.action("faq_withdraw", status_of(slack), user=STAFF)
    await bot.idle()

    assert published == [True, True, True]
    assert [entry.published for entry in (await set_of(bot))[1]] == [False, False, False]


async def test_before_a_set_is_published_it_says_that_its_documents_are_shown_too(bot: Bot, slack: FakeSlack) -> None:
    await filled(slack, count="3")
    await bot.idle()
    await slack.command("/faq", "1", user=STAFF)
    await bot.idle()
    before = [status_of(slack).shown, json.dumps(slack.views_of(STAFF)[-1].view)]

    await slack.action("faq_publish", status_of(slack), user=STAFF)
    await bot.idle()

    warned = "sections of its documents may be shown to them word for word"
    assert [warned in shown for shown in (*before, status_of(slack).shown)] == [True, True, False]


async def test_a_removed_entry_is_struck_out_where_it_stands_and_left_out_of_the_files(
    bot: Bot, slack: FakeSlack
) -> None:
    await filled(slack, count="3")
    await bot.idle()
    page = thread_of(slack)[0]

    await slack.action("faq_remove", page, user=CUSTOMER)
    await slack.action("faq_remove", page, user=OTHER_CUSTOMER, value="1:2")
    await bot.idle()

    _, entries = await set_of(bot)
    assert [entry.removed_by for entry in entries] == [CUSTOMER, None, None]
    assert "(removed)" in page.shown


async def test_an_entry_is_made_anew_where_it_stands(modelled: Bot, slack: FakeSlack) -> None:
    await filled(slack, count="3")
    await modelled.idle()
    _, before = await set_of(modelled)

    await slack.action("faq_again", thread_of(slack)[0], user=CUSTOMER)
    await modelled.idle()

    _, after = await set_of(modelled)
    assert (after[0].version, after[1].version) == (1, 0)
    assert after[0].answer != before[0].answer
    assert after[0].question in thread_of(slack)[0].shown
    assert before[0].answer not in thread_of(slack)[0].shown


async def test_gaps_are_listed_for_staff_and_not_for_others(bot: Bot, slack: FakeSlack) -> None:
    for _ in range(2):
        await say(slack, bot, "Do you sell gift cards?", user=OTHER_CUSTOMER)
    await say(slack, bot, "Is there a warranty on batteries?")

    await slack.command("/faq", "gaps", user=STAFF)
    await slack.command("/faq", "gaps", user=CUSTOMER)
    await bot.idle()

    shown = json.dumps((await slack.view_of(STAFF)).view)
    assert shown.index("Do you sell gift cards?") < shown.index("Is there a warranty on batteries?")
    assert "asked 2 times" in shown
    assert slack.views_of(CUSTOMER) == []
    assert "Only support staff" in json.dumps(slack.responses)


async def test_what_was_asked_in_vain_is_answered_from_the_set_that_staff_publish(bot: Bot, slack: FakeSlack) -> None:
    asked = "how do turbines cope when there's no wind?"
    before = await say(slack, bot, asked, user=OTHER_CUSTOMER)
    await filled(slack, count="25")
    await bot.idle()
    await publish_whole(slack, bot)

    after = await say(slack, bot, asked, user=OTHER_CUSTOMER)

    assert "I am not sure" in last(slack, before)
    assert "When there is no wind, a turbine produces nothing" in last(slack, after)
    assert "Wind turbines" in last(slack, after)


async def test_a_removed_entry_answers_nobody_any_more(bot: Bot, slack: FakeSlack) -> None:
    await filled(slack, count="25")
    await bot.idle()
    await publish_whole(slack, bot)
    _, entries = await set_of(bot)
    told = next(entry for entry in entries if "no wind" in entry.answer)

    await slack.action("faq_remove", thread_of(slack)[0], user=CUSTOMER, value=f"1:{told.position}")
    await bot.idle()

    event = await say(slack, bot, "how do turbines cope when there's no wind?")
    assert "a turbine produces nothing" not in last(slack, event)
