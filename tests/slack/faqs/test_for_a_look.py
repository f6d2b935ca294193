"""What rules worded waits for a look: one press publishes all of it, nobody is answered from it before (issue 19)."""

import json
from dataclasses import replace

import pytest

from bot.wiring import Bot
from storage.faq_records import FaqEntry
from tests.fakes.slack import CUSTOMER, STAFF, FakeSlack, Json
from tests.handlers.faq.published import stored_set
from tests.slack.cases.people import forge, home_of, press, shown
from tests.slack.faqs.people import filled, opened_set, publish_whole, set_of, thread_of
from tests.slack.faqs.test_decisions import none_is_lost_in_the_modal
from tests.slack.faqs.test_trouble import largest
from tests.stored import last, say

pytestmark = pytest.mark.usefixtures("owner_named")

PRICE = "How much does the Basic lamp cost? It costs $40."
BROKEN = "If a lamp breaks within two years, we send another one."
WASHED = "Shades are washed by hand."
ROWS = [
    ("How much does the Basic lamp cost?", PRICE, PRICE),
    ("What happens if a lamp breaks within two years?", BROKEN, BROKEN),
    ("How are shades washed?", WASHED, WASHED),
]


async def worded(bot: Bot, owner: str = STAFF) -> int:
    return await stored_set(bot, ROWS, owner=owner, engine="rules")


async def published(bot: Bot) -> list[bool]:
    return [entry.published for entry in (await set_of(bot))[1]]


async def test_the_checked_are_published_first_and_the_rest_with_one_press_later(bot: Bot, slack: FakeSlack) -> None:
    await worded(bot)
    view = await opened_set(slack, bot)
    before = shown(view)

    await press(slack, bot, view, "faq_publish")
    first, between = await published(bot), shown(view)
    await press(slack, bot, view, "faq_publish_all")

    assert "1 answer is ready* and published with the set." in before
    assert "2 wait for a look, as Frontdesk worded their questions: entries 2, 3." in before
    assert ("Publish the 1 ready (staff)" in before, "Publish all 3 (staff)" in before) == (True, True)
    assert first == [True, False, False]
    assert "Publish 2 more (staff)" in between
    assert "*Published*: the desk answers from 1 of its 3 questions." in between
    assert "*Published*: the desk answers from it." in shown(view)
    assert await published(bot) == [True, True, True]
    assert [entry.decided_by for entry in (await set_of(bot))[1]] == [None, STAFF, STAFF]
    assert "faq_publish_all" not in shown(view)


async def test_where_everything_waits_nothing_is_called_ready(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS[1:], owner=STAFF, engine="rules")

    view = shown(await opened_set(slack, bot))

    assert "2 wait for a look" in view
    assert "are ready" not in view
    assert "Publish all 2 (staff)" in view


async def test_all_of_a_set_is_published_at_once_and_answers(bot: Bot, slack: FakeSlack) -> None:
    await worded(bot)

    await press(slack, bot, await opened_set(slack, bot), "faq_publish_all")

    assert await published(bot) == [True, True, True]
    assert BROKEN in last(slack, await say(slack, bot, ROWS[1][0]))


async def test_the_thread_of_a_set_marks_what_waits_until_it_is_published(bot: Bot, slack: FakeSlack) -> None:
    await filled(slack, count="25")
    await bot.idle()
    before = "".join(page.shown for page in thread_of(slack))

    await publish_whole(slack, bot)

    assert "without a model · :eyes: waits for a look" in before
    assert ":eyes: waits for a look" not in "".join(page.shown for page in thread_of(slack))


async def test_nobody_is_answered_from_what_waits_for_a_look(bot: Bot, slack: FakeSlack) -> None:
    await worded(bot)
    await press(slack, bot, await opened_set(slack, bot), "faq_publish")

    worded_one = await say(slack, bot, ROWS[1][0])
    checked = await say(slack, bot, ROWS[0][0])

    assert f"*{ROWS[1][0]}*" not in last(slack, worded_one)
    assert "$40" in last(slack, checked)


async def test_one_is_rejected_before_the_rest_is_published(bot: Bot, slack: FakeSlack) -> None:
    await worded(bot)
    view = await opened_set(slack, bot)

    await press(slack, bot, view, "faq_reject", "1:3:0")
    await press(slack, bot, view, "faq_publish_all")

    assert await published(bot) == [True, True, False]
    assert "1 is rejected: entry 3." in shown(view)


async def test_what_waits_for_a_look_stands_first_under_its_own_heading(bot: Bot, slack: FakeSlack) -> None:
    await worded(bot)

    blocks = (await opened_set(slack, bot)).view["blocks"]

    heads = [block["text"]["text"] for block in blocks if block["type"] == "header"]
    assert heads == ["Worded by Frontdesk: have a look (2)", "Checked or decided (1)"]
    assert not [
        block for block in blocks if block.get("fields")
    ]  # there is nothing to compare: the answer is its quote


async def test_a_press_on_what_somebody_has_changed_meanwhile_publishes_nothing(bot: Bot, slack: FakeSlack) -> None:
    await worded(bot)
    stale = await opened_set(slack, bot)
    await press(slack, bot, await opened_set(slack, bot), "faq_reject", "1:2:0")

    await press(slack, bot, stale, "faq_publish_all", "1:2:0")

    assert "Somebody has changed or decided this entry meanwhile" in shown(stale)
    assert await published(bot) == [False, False, False]


async def test_nobody_else_publishes_what_waits_even_with_a_forged_press(bot: Bot, slack: FakeSlack) -> None:
    await worded(bot, owner=CUSTOMER)
    view = await opened_set(slack, bot, user=CUSTOMER)

    action: Json = {"type": "button", "action_id": "faq_publish_all", "block_id": "x", "value": "1:2:0"}
    await forge(slack, view, action)
    await bot.idle()

    assert "faq_publish_all" not in shown(view)
    assert "Only support staff" in json.dumps([one.view for one in slack.views_of(CUSTOMER)])
    assert await published(bot) == [False, False, False]


async def test_home_says_how_many_wait_and_opens_the_list_of_sets(bot: Bot, slack: FakeSlack) -> None:
    await worded(bot)
    before = shown(await home_of(slack, bot))
    await press(slack, bot, await opened_set(slack, bot), "faq_publish")
    home = await home_of(slack, bot)

    await press(slack, bot, home, "faq_list")

    assert "for a look" not in before
    assert "2 entries of your FAQs wait for a look before customers are answered from them." in shown(home)
    assert "1 of 3 published, 2 wait for a look" in shown(await slack.view_of(STAFF))
    assert "for a look" not in shown(await home_of(slack, bot, CUSTOMER))


async def test_a_gap_that_a_waiting_entry_answers_says_so(bot: Bot, slack: FakeSlack) -> None:
    await worded(bot)
    await press(slack, bot, await opened_set(slack, bot), "faq_publish")
    await say(slack, bot, ROWS[1][0])

    await slack.command("/faq", "gaps", user=STAFF)
    await bot.idle()

    assert "Entry 2 of set 1 answers it, and waits for you." in shown(await slack.view_of(STAFF))


def test_the_largest_entries_that_wait_fit_the_modal_with_their_headings_and_none_is_lost() -> None:
    entries = [_waiting(position) if position % 3 else largest(position, "a") for position in range(1, 26)]

    none_is_lost_in_the_modal(entries)


def _waiting(position: int) -> FaqEntry:
    told = f"If a lamp breaks, {'we send another one and ' * 36}that is all."
    quotes = [{"document": 0, "title": "a" * 120, "start": 0, "end": len(told), "text": told}]
    question = "What happens if a lamp breaks?"
    return replace(largest(position, "a"), question=question, answer=told, quotes=quotes, engine="rules")
