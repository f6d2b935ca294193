"""Staff edit, add and remove entries of a set in Slack; what is wrong or came too late is said at its field."""

import pytest

from bot.wiring import Bot
from storage.published import version_of
from tests.fakes.slack import CUSTOMER, STAFF, TEAM, Ack, FakeSlack, Json, View
from tests.handlers.faq.published import stored_set
from tests.slack.cases.people import forge, press, shown
from tests.slack.faqs.people import opened_set, set_of
from tests.slack.faqs.test_decisions import GLASS, LASTS, ROWS
from tests.stored import last, say

pytestmark = pytest.mark.usefixtures("owner_named")

LAMPS = ROWS[1][0]
OURS = "About two years; call us if yours did not."


async def form_over(slack: FakeSlack, bot: Bot, view: View, action: str, value: str | None = None) -> View:
    await press(slack, bot, view, action, value)
    form = await slack.view_of(STAFF)
    assert form.view["callback_id"] == "faq_entry_form"
    return form


async def send(slack: FakeSlack, bot: Bot, form: View, question: str, answer: str) -> Ack:
    ack = await slack.submit(form, {"question": question, "answer": answer})
    await bot.idle()
    return ack


def filled_in(form: View) -> list[str]:
    return [b["element"].get("initial_value", "") for b in form.view["blocks"] if b["type"] == "input"]


async def test_what_staff_edit_is_marked_as_their_words_to_staff_and_to_customers(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS)
    view = await opened_set(slack, bot)
    form = await form_over(slack, bot, view, "faq_edit", "1:2:0")
    before = filled_in(form)

    await send(slack, bot, form, LAMPS, OURS)
    await press(slack, bot, view, "faq_publish")
    event = await say(slack, bot, LAMPS)

    assert before == [LAMPS, ROWS[1][1]]
    assert f"Written by <@{STAFF}>" in shown(view)
    assert "our team, in its own words" in shown(view)
    assert OURS in last(slack, event)
    assert "answered by our team (FAQ set 1)" in last(slack, event)
    assert LASTS not in last(slack, event)


async def test_an_edit_that_is_the_quote_or_only_another_question_keeps_the_proof(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS)
    view = await opened_set(slack, bot)

    await send(slack, bot, await form_over(slack, bot, view, "faq_edit", "1:2:0"), LAMPS, LASTS)
    await send(slack, bot, await form_over(slack, bot, view, "faq_edit", "1:1:0"), "Which glass is it?", GLASS)

    first, second = (await set_of(bot))[1]
    assert (first.engine, first.question, first.quotes[0]["text"]) == ("model", "Which glass is it?", GLASS)
    assert (second.engine, second.quotes[0]["text"]) == ("model", LASTS)


async def test_an_edit_of_a_published_entry_answers_the_next_message(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS[:1])
    view = await opened_set(slack, bot)
    await press(slack, bot, view, "faq_publish")
    await say(slack, bot, ROWS[0][0])
    version = await bot.db.read(lambda tx: version_of(tx, TEAM))

    form = await form_over(slack, bot, view, "faq_edit")
    await send(slack, bot, form, ROWS[0][0], "Of paper, since May.")

    event = await say(slack, bot, ROWS[0][0])
    assert "Of paper, since May." in last(slack, event)
    assert await bot.db.read(lambda tx: version_of(tx, TEAM)) == version + 1


async def test_an_entry_is_added_to_a_published_set_and_removed_again(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS[:1])
    view = await opened_set(slack, bot)
    await press(slack, bot, view, "faq_publish")

    form = await form_over(slack, bot, view, "faq_add")
    await send(slack, bot, form, "Is there a cantina?", "Yes, from noon\nto two.")
    added = await say(slack, bot, "Is there a cantina?")
    await press(slack, bot, view, "faq_remove", "1:2")
    removed = await say(slack, bot, "Is there a cantina?")

    assert "Yes, from noon\nto two." in last(slack, added)
    assert "cantina" not in last(slack, removed)
    assert "(removed)" in shown(view)


async def test_what_is_added_to_a_set_that_is_not_published_waits_for_that(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS[:1])
    view = await opened_set(slack, bot)

    await send(slack, bot, await form_over(slack, bot, view, "faq_add"), "Is there a cantina?", "Yes.")

    assert "Entry 2 is saved and is published with its set." in shown(view)
    assert [entry.published for entry in (await set_of(bot))[1]] == [False, False]


async def test_of_two_staff_who_edit_at_once_the_second_is_told_at_the_field(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS)
    view = await opened_set(slack, bot)
    form = await form_over(slack, bot, view, "faq_edit", "1:2:0")
    await press(slack, bot, view, "faq_approve", "1:2:0")

    ack = await send(slack, bot, form, LAMPS, OURS)

    assert "Somebody has changed or decided this entry meanwhile" in ack.json["errors"]["answer"]
    assert (await set_of(bot))[1][1].answer == ROWS[1][1]


@pytest.mark.parametrize(
    ("question", "answer", "field"),
    [("   ", "Yes.", "question"), ("Is it?", " \n ", "answer")],
)
async def test_what_is_wrong_stands_at_its_field(
    bot: Bot, slack: FakeSlack, question: str, answer: str, field: str
) -> None:
    await stored_set(bot, ROWS[:1])
    view = await opened_set(slack, bot)

    ack = await send(slack, bot, await form_over(slack, bot, view, "faq_add"), question, answer)

    assert list(ack.json["errors"]) == [field]
    assert len((await set_of(bot))[1]) == 1


async def test_a_card_number_that_staff_paste_is_masked(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS[:1])
    view = await opened_set(slack, bot)

    await send(slack, bot, await form_over(slack, bot, view, "faq_add"), "Pay by card?", "Like 4111 1111 1111 1111.")

    assert "4111" not in (await set_of(bot))[1][1].answer


async def test_who_is_no_staff_gets_no_form_and_saves_nothing(bot: Bot, slack: FakeSlack) -> None:
    await stored_set(bot, ROWS, owner=CUSTOMER)
    theirs = await opened_set(slack, bot, user=CUSTOMER)
    form = await form_over(slack, bot, await opened_set(slack, bot), "faq_edit", "1:2:0")

    for name, value in (("faq_edit", "1:2:0"), ("faq_add", "1")):
        action: Json = {"type": "button", "action_id": name, "block_id": "x", "value": value}
        await forge(slack, theirs, action)
    ack = await slack.submit(form, {"question": LAMPS, "answer": OURS}, user=CUSTOMER)
    await bot.idle()

    assert [view for view in slack.views_of(CUSTOMER) if view.view.get("callback_id")] == []
    assert "not yours" in ack.json["errors"]["answer"]
    assert (await set_of(bot))[1][1].answer == ROWS[1][1]
