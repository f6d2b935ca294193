"""Staff decide about each entry in the modal of a set: side by side, one by one, two people at once, then publish."""

import json

import pytest

from bot.slack.faqs.result_views import set_modal
from bot.trial.web_api.block_limits import broken_blocks
from bot.wiring import Bot
from handlers.faq.acts import FaqActor
from handlers.faq.made import FaqReport, MadeFaq
from storage.faq_records import FaqEntry
from tests.fakes.slack import CUSTOMER, STAFF, TEAM, FakeSlack, Json, View
from tests.handlers.faq.published import stored_set
from tests.slack.cases.people import forge, press, shown
from tests.slack.faqs.people import filled, opened_set, publish_whole, set_of, status_of, thread_of
from tests.slack.faqs.test_trouble import SET, largest
from tests.stored import last, say

pytestmark = pytest.mark.usefixtures("owner_named")

LASTS = "Lamps last two years in daily use."
GLASS = "All shades are made of blown glass from Murano."
ROWS = [
    ("What are shades made of?", GLASS, GLASS),
    ("How long do lamps last?", "They last two years if used every day.", LASTS),
]


async def published_by(slack: FakeSlack, bot: Bot, view: View) -> View:
    await press(slack, bot, view, "faq_publish")
    return view


async def test_an_answer_that_is_not_its_quote_stands_beside_it_for_staff_and_comes_first(
    bot: Bot, slack: FakeSlack
) -> None:
    await stored_set(bot, ROWS)

    view = await opened_set(slack, bot)

    [fields] = [block["fields"] for block in view.view["blocks"] if block.get("fields")]
    assert [field["text"] for field in fields] == [f"*Answer*\n{ROWS[1][1]}", f"*Quote*\n“{LASTS}” — _Lamps_"]
    text = shown(view)
    assert text.index(ROWS[1][0]) < text.index(ROWS[0][0])
    assert text.index("Waits for your decision") < text.index("Checked: the answer is the quote word for word")


async def test_staff_approve_one_by_one_then_publish_and_customers_are_answered(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS)
    view = await opened_set(slack, bot)

    await press(slack, bot, view, "faq_approve")
    decided = shown(view)
    await press(slack, bot, view, "faq_publish")

    event = await say(slack, bot, ROWS[1][0])
    assert f"Approved by <@{STAFF}>" in decided
    assert "Waits for your decision" not in decided
    assert ROWS[1][1] in last(slack, event)


async def test_publishing_says_how_many_are_left_out_and_why(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS)
    view = await opened_set(slack, bot)

    await press(slack, bot, view, "faq_publish")

    assert "1 waits for a decision, as the answer is not the quote word for word: entry 2." in shown(view)
    assert [entry.published for entry in (await set_of(bot))[1]] == [True, False]


async def test_a_rejected_entry_answers_nobody_and_can_be_approved_after_all(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS)
    view = await opened_set(slack, bot)
    await press(slack, bot, view, "faq_publish")

    await press(slack, bot, view, "faq_reject", "1:1:0")
    rejected = await say(slack, bot, ROWS[0][0])
    await press(slack, bot, view, "faq_approve", "1:1:1")
    approved = await say(slack, bot, ROWS[0][0])

    assert GLASS not in last(slack, rejected)
    assert GLASS in last(slack, approved)


async def test_who_decides_in_a_stale_view_sees_what_somebody_else_decided(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS)
    stale = await opened_set(slack, bot)
    await press(slack, bot, await opened_set(slack, bot), "faq_approve")

    await press(slack, bot, stale, "faq_reject", "1:2:0")

    assert "Somebody has changed or decided this entry meanwhile" in shown(stale)
    assert "Approved by" in shown(stale)
    assert (await set_of(bot))[1][1].state == "approved"


async def test_nobody_else_decides_even_with_a_forged_press(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS, owner=CUSTOMER)
    view = await opened_set(slack, bot, user=CUSTOMER)

    action: Json = {"type": "button", "action_id": "faq_approve", "block_id": "x", "value": "1:2:0"}
    await forge(slack, view, action)
    await bot.idle()

    assert "faq_approve" not in shown(view)
    assert "Only support staff" in json.dumps([one.view for one in slack.views_of(CUSTOMER)])
    assert (await set_of(bot))[1][1].state == "proposed"


@pytest.mark.parametrize("value", ["", "1:2", "1:2:x", "1:2:0:4", "9" * 40, "1:99:0", "99:1:0"])
async def test_a_press_that_names_no_entry_is_refused_in_words(bot: Bot, slack: FakeSlack, value: str) -> None:
    await stored_set(bot, ROWS)
    view = await opened_set(slack, bot)

    await forge(slack, view, {"type": "button", "action_id": "faq_approve", "block_id": "x", "value": value})
    await bot.idle()

    assert [entry.state for entry in (await set_of(bot))[1]] == ["proposed", "proposed"]
    assert "wrong on our side" not in json.dumps([one.view for one in slack.views_of(STAFF)])


@pytest.mark.parametrize("letter", ["a", "&", "ж"])
def test_the_largest_entries_fit_the_modal_of_staff_a_page_at_a_time_and_none_is_lost(letter: str) -> None:
    entries = [largest(position, letter) for position in range(1, 26)]

    none_is_lost_in_the_modal(entries)


def none_is_lost_in_the_modal(entries: list[FaqEntry]) -> None:
    """Look through all pages of a set: each fits Slack's limits, each entry can be decided."""
    report = FaqReport(asked=25, delivered=25, extractive=0, why="", dropped=(), coverage=())
    staff = FaqActor(TEAM, STAFF, is_staff=True)

    pages = [set_modal(MadeFaq(SET, (), entries, report), staff, entries)]
    while following := _next(pages[-1]):
        pages.append(set_modal(MadeFaq(SET, (), entries, report), staff, entries, following))

    assert [broken_blocks(page["blocks"], "modal") for page in pages] == [[] for _ in pages]
    assert max(len(page["blocks"]) for page in pages) <= 100
    assert sum(json.dumps(page).count('"faq_approve"') for page in pages) == len(entries)


def _next(page: Json) -> int:
    last_row = page["blocks"][-1].get("elements", [])
    return next((int(one["value"].split(":")[1]) for one in last_row if one.get("action_id") == "faq_open_next"), 0)


def test_all_of_a_long_answer_and_its_quotes_is_shown_for_a_decision() -> None:
    entry: FaqEntry = largest(1, "a")
    report = FaqReport(asked=1, delivered=1, extractive=0, why="", dropped=(), coverage=())

    page = set_modal(MadeFaq(SET, (), [entry], report), FaqActor(TEAM, STAFF, is_staff=True), [entry])

    assert json.dumps(page).count("a" * 100) >= (1200 + 6 * 1000) // 100


# --- the same question in two sets ----------------------------------------------------------------------------------


async def test_another_answer_to_the_same_question_is_shown_in_both_sets_and_in_the_list_and_staff_settle_it(
    bot: Bot, slack: FakeSlack
) -> None:
    await stored_set(bot, [ROWS[0]])
    await stored_set(
        bot, [(ROWS[0][0], "Shades are made of strong paper.", "Shades are made of strong paper.")], "Paper"
    )
    older = await opened_set(slack, bot, 1)
    await press(slack, bot, older, "faq_publish")
    newer = await opened_set(slack, bot, 2)

    await press(slack, bot, newer, "faq_publish")
    older = await opened_set(slack, bot, 1)
    await slack.command("/faq", "list", user=STAFF)
    await bot.idle()
    listed = await slack.view_of(STAFF)
    before = await say(slack, bot, ROWS[0][0])
    await press(slack, bot, newer, "faq_remove")
    after = await say(slack, bot, ROWS[0][0])

    said = "different answers in set 2, entry 1 and set 1, entry 1. Customers get that of set 2, entry 1"
    assert said in shown(older)
    assert shown(listed).count("1 conflict with another answer") == 2
    assert "strong paper" in last(slack, before)
    assert GLASS in last(slack, after)
    assert said not in shown(newer)


async def test_publishing_a_set_from_its_message_says_what_conflicts_and_what_waits(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, [("What is told?", "Another answer.", LASTS), ROWS[0]])
    await press(slack, bot, await opened_set(slack, bot), "faq_publish")
    await filled(slack, count="1")
    await bot.idle()
    _, [entry] = await set_of(bot, 2)
    await stored_set(bot, [(entry.question, GLASS, GLASS)], engine="staff")
    await press(slack, bot, await opened_set(slack, bot, 3), "faq_publish")

    await slack.action("faq_publish", status_of(slack), user=STAFF)
    await bot.idle()

    told = slack.responses[-1]["text"]
    assert "different answers in set 3, entry 1 and set 2, entry 1. Customers get that of set 3" in told


async def test_what_its_owner_has_made_anew_in_a_published_set_waits_until_staff_approve_it(
    bot: Bot, slack: FakeSlack
) -> None:
    await filled(slack, count="3")
    await bot.idle()
    await publish_whole(slack, bot)
    await slack.action("faq_again", thread_of(slack)[0], user=CUSTOMER)
    await bot.idle()
    view = await opened_set(slack, bot)
    waiting = shown(view)

    await press(slack, bot, view, "faq_approve", "1:1:1")

    assert "1 was made anew since, by who may not publish, and waits for a decision: entry 1." in waiting
    assert [entry.published for entry in (await set_of(bot))[1]] == [True, True, True]
