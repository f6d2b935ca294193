"""Follow-ups through the bot: answered from the case's own records, to whom they belong; ends and hand-overs once."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import BOT_USER, OTHER_CUSTOMER, FakeSlack
from tests.stored import Clock, case_of, last, rmas_of, say, sql, tasks_of, timeline_of

RETURN = "I want to return the lamp, it flickers"
ORDER = "Where is my order A-12345?"
INVOICE = "Invoice INV-7890 is too high"
NO_REFUND = "Whether, when and how the money for it is paid back does not stand in my records."

NO_CARRIAGE = "Whether it can be picked up, a label and who pays the postage do not stand in my records."


# --- answered from the records ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "then", "shown"),
    [
        (ORDER, "When will it arrive?", ["A-12345", "Estimated delivery"]),
        (ORDER, "thanks! and which carrier is it?", ["A-12345", "Carrier", "Tracking number"]),
        (ORDER, "where is it now?", ["Status", "Carrier"]),
        (RETURN, "Where do I send it?", ["Return of lamp", "Shipping instructions", "12 Harbour Road"]),
        (RETURN, "what was the RMA number again?", ["RMA number", "RMA-100016"]),
        (RETURN, "What was that RMA number? My phone cut it off", ["RMA number", "RMA-100016"]),
        (INVOICE, "Could you repeat the reference of that investigation?", ["INV-CASE-1001-1"]),
        (INVOICE, "what was the reference again?", ["INV-CASE-1001-1"]),
        (RETURN, "when do I get my money back for it?", ["Return of lamp", NO_REFUND, "RMA-100016", "Issued on"]),
        (RETURN, "did you refund me already? I sent it last week", [NO_REFUND, "RMA-100016"]),
        (RETURN, "i sent it back on Monday, when is the money on my account?", [NO_REFUND, "RMA-100016"]),
        (RETURN, "can I get my money back for it?", [NO_REFUND, "If you would like a person to see to it"]),
        (RETURN, "how much will I get back?", [NO_REFUND]),
        (f"{RETURN}. I also want to return the fan.", "refund for the fan?", ["Return of fan", NO_REFUND]),
        (RETURN, "will you pick it up? it is heavy", ["Return of lamp", NO_CARRIAGE, "12 Harbour Road"]),
        (RETURN, "can you send me a label", [NO_CARRIAGE, "RMA-100016", "If you would like a person to see to it"]),
        (RETURN, "who pays the postage?", [NO_CARRIAGE]),
        (RETURN, "thanks! do I have to pay for the shipping?", [NO_CARRIAGE]),
        (RETURN, "How long is the RMA valid?", ["does not stand in my records", "Issued on"]),
        (INVOICE, "do we get a reference for that? our bookkeeper asks for one", ["INV-CASE-1001-1"]),
        (f"{RETURN}. I also want to return the fan.", "which things go back now?", ["RMA-100016", "lamp", "fan"]),
        (INVOICE, "When will I hear back?", ["INV-CASE-1001-1", "Answer expected by"]),
        (f"{RETURN}. {INVOICE}.", "What did you do?", ["RMA-100016", "INV-CASE-1001-1", "Action taken"]),
        (f"{ORDER} And where is order A-22222?", "when will they arrive?", ["Order A-12345", "Order A-22222"]),
    ],
)
async def test_a_question_about_what_was_told_is_answered_from_the_records(
    either: Bot, slack: FakeSlack, first: str, then: str, shown: list[str]
) -> None:
    root = await say(slack, either, first)
    before = [task.id for task in await tasks_of(either)]
    await say(slack, either, then, under=root)

    assert [piece for piece in shown if piece not in last(slack, root)] == []
    assert [task.id for task in await tasks_of(either)] == before
    assert (await case_of(either)).status == "answered"


TWO_ORDERS = f"{ORDER} And where is order A-22222?"
TWO_RETURNS = f"{RETURN}. I also want to return the kettle, it leaks."
TWO_INVOICES = "Invoice INV-7890 is too high and INV-7891 is too high"


@pytest.fixture
def on_a_monday(clock: Clock) -> None:
    """A day on which the order that is named last arrives later."""
    clock.to(weekday=0, hour=9)


@pytest.mark.usefixtures("on_a_monday")
@pytest.mark.parametrize(
    ("first", "then", "meant", "other"),
    [
        (TWO_ORDERS, "the first one", "Order A-12345", "A-22222"),
        (TWO_ORDERS, "the later one", "Order A-22222", "A-12345"),
        (TWO_ORDERS, "I meant the newer of the two", "Order A-22222", "A-12345"),
        (TWO_ORDERS, "when does the first one arrive?", "Order A-12345", "A-22222"),
        (TWO_ORDERS, "which carrier has the second order?", "Order A-22222", "A-12345"),
        (TWO_RETURNS, "where do I send the second one?", "Return of kettle", "RMA-100016"),
        (TWO_RETURNS, "cancel the first one", "Shall I cancel RMA-100016", "RMA-100024"),
        (TWO_INVOICES, "when do I hear about the first one?", "Invoice INV-7890", "INV-7891"),
        (TWO_INVOICES, "the second invoice", "Invoice INV-7891", "INV-7890"),
        (f"{TWO_ORDERS} {RETURN}.", "when will the latter arrive?", "Order A-22222", "A-12345"),
    ],
)
async def test_the_first_or_the_later_one_means_that_one(
    either: Bot, slack: FakeSlack, first: str, then: str, meant: str, other: str
) -> None:
    root = await say(slack, either, first)
    before = [task.id for task in await tasks_of(either)]
    await say(slack, either, then, under=root)

    assert meant in last(slack, root)
    assert other not in last(slack, root)
    assert [task.id for task in await tasks_of(either)] == before


async def test_the_later_of_two_returns_that_were_asked_about_is_cancelled(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, TWO_RETURNS)
    await say(slack, bot, "cancel one of them", under=root)
    await say(slack, bot, "the later one", under=root)

    assert [one.state for one in await rmas_of(bot)] == ["issued", "cancelled"]


async def test_what_only_people_do_is_handed_over_for_the_order_that_is_pointed_at(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, TWO_ORDERS)
    await say(slack, bot, "cancel the second one", under=root)

    assert (await tasks_of(bot))[-1].order_id == "A-22222"
    assert (await case_of(bot)).status == "escalated"


@pytest.mark.parametrize("then", ["the second one", "the third order"])
async def test_the_second_of_one_is_none(bot: Bot, slack: FakeSlack, then: str) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, then, under=root)

    assert "A-12345" not in last(slack, root)


async def test_the_second_one_is_no_yes_to_a_question_about_one(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "The stroller isn't for us, it is too wide.")
    await say(slack, bot, "the second one", under=root)

    assert await rmas_of(bot) == []


async def test_what_was_not_asked_for_is_not_told_again(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, f"{RETURN}. {ORDER}")
    await say(slack, bot, "which carrier?", under=root)

    assert "RMA-" not in last(slack, root)
    assert "Estimated delivery" not in last(slack, root)


async def test_money_back_for_something_else_is_no_question_about_the_return(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, RETURN)
    await say(slack, bot, "can I get my money back for the kettle?", under=root)

    assert NO_REFUND not in last(slack, root)


@pytest.mark.parametrize("before", [[], [ORDER]])
async def test_money_back_without_a_return_is_billings(bot: Bot, slack: FakeSlack, before: list[str]) -> None:
    roots = [await say(slack, bot, text) for text in before]
    root = await say(slack, bot, "when do I get my money back for it?", under=roots[0] if roots else None)

    assert "what is your account number?" in last(slack, roots[0] if roots else root)
    assert "Tracking number" not in last(slack, roots[0] if roots else root)


async def test_without_a_record_a_question_goes_on_as_ever(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, "Where do I send it?", under=root)

    assert "not sure about that" in last(slack, root)


async def test_a_third_person_is_told_nothing_of_the_customers_records(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, f"{RETURN}. {ORDER}")
    await say(slack, bot, f"<@{BOT_USER}> where do I send it?", user=OTHER_CUSTOMER, under=root)

    assert "RMA-100016" not in last(slack, root)
    assert "Harbour" not in last(slack, root)


async def test_a_day_that_is_over_is_not_promised_again(bot: Bot, slack: FakeSlack, clock: Clock) -> None:
    root = await say(slack, bot, INVOICE)
    clock.forward(days=9)
    await say(slack, bot, "When will I hear back?", under=root)

    assert "is over" in last(slack, root)


async def test_a_cancelled_return_is_not_sent_anywhere(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, RETURN)
    await sql(bot, "UPDATE rmas SET state = 'cancelled'")
    await say(slack, bot, "Where do I send it?", under=root)

    assert "RMA-100016 is cancelled. Please send nothing back" in last(slack, root)


async def test_what_a_tasks_result_shows_gets_no_part_of_its_own(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, f"{RETURN}. Where do I send it?")

    assert "Shipping instructions" in last(slack, root)
    assert "not sure" not in last(slack, root)


# --- one more --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "reason"),
    [("And the kettle too, it leaks", "it leaks"), ("also the kettle, that one leaks", "that one leaks")],
)
async def test_the_kettle_too_is_returned_as_well(either: Bot, slack: FakeSlack, words: str, reason: str) -> None:
    root = await say(slack, either, RETURN)
    await say(slack, either, words, under=root)

    assert [(one.product_name, one.reason) for one in await rmas_of(either)] == [
        ("lamp", "it flickers"),
        ("kettle", reason),
    ]
    assert (await rmas_of(either))[1].number in last(slack, root)


@pytest.mark.parametrize("then", ["what about the kettle?", "and the kettle?", "the kettle leaks too"])
async def test_a_thing_that_is_only_brought_up_is_not_returned(either: Bot, slack: FakeSlack, then: str) -> None:
    root = await say(slack, either, RETURN)
    await say(slack, either, then, under=root)

    assert [one.product_name for one in await rmas_of(either)] == ["lamp"]


async def test_the_kettle_too_after_a_return_and_a_lookup_in_one_message_is_returned(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, f"{RETURN}. {ORDER}")
    await say(slack, bot, "and the kettle too", under=root)

    assert [one.product_name for one in await rmas_of(bot)] == ["lamp", "kettle"]


async def test_the_kettle_too_after_something_else_is_no_return(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, RETURN)
    await say(slack, bot, ORDER, under=root)
    await say(slack, bot, "and the kettle too", under=root)

    assert [one.product_name for one in await rmas_of(bot)] == ["lamp"]


async def test_somebody_elses_kettle_is_not_returned_after_the_customers_lamp(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, RETURN)
    await say(slack, bot, f"<@{BOT_USER}> and the kettle too", user=OTHER_CUSTOMER, under=root)

    assert [one.product_name for one in await rmas_of(bot)] == ["lamp"]


# --- cancelling a return ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", ["cancel that return", "never mind, it works now", "I'll keep the lamp after all"])
async def test_a_return_is_cancelled_after_one_question(either: Bot, slack: FakeSlack, wish: str) -> None:
    root = await say(slack, either, RETURN)
    await say(slack, either, wish, under=root)
    asked, standing = slack.replies_to(root)[-1], (await rmas_of(either))[0].state
    question, blocks = asked.shown, str(asked.blocks)
    await say(slack, either, "yes, cancel it", under=root)

    assert "Shall I cancel RMA-100016, your return of lamp? Press the button, or write: yes, cancel it" in question
    assert "reply_cancel_return" in blocks
    assert "Shall I cancel RMA-100016, your return of lamp?" in asked.shown
    assert "button" not in asked.shown
    assert "reply_cancel_return" not in str(asked.blocks)
    assert (standing, (await rmas_of(either))[0].state) == ("issued", "cancelled")
    assert "RMA-100016 is cancelled, as you asked" in last(slack, root)
    assert ("RMA cancelled", "RMA-100016") in await timeline_of(either)


@pytest.mark.parametrize("answer", ["no", "no, leave it", "never mind"])
async def test_a_no_leaves_the_return_as_it_is(bot: Bot, slack: FakeSlack, answer: str) -> None:
    root = await say(slack, bot, RETURN)
    await say(slack, bot, "cancel that return", under=root)
    await say(slack, bot, answer, under=root)

    assert (await rmas_of(bot))[0].state == "issued"
    assert "stays as it is" in last(slack, root)
    assert (await case_of(bot)).awaiting is None


async def test_a_yes_to_something_else_cancels_nothing(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, RETURN)
    await say(slack, bot, "cancel that return", under=root)
    await say(slack, bot, ORDER, under=root)
    await say(slack, bot, "yes", under=root)

    assert (await rmas_of(bot))[0].state == "issued"


async def test_of_two_returns_the_one_that_is_named_is_cancelled(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, RETURN)
    await say(slack, bot, "and the kettle too", under=root)
    await say(slack, bot, "cancel it please", under=root)
    asked = last(slack, root)
    await say(slack, bot, "the kettle", under=root)

    assert "Which return shall I cancel?" in asked
    assert [(one.product_name, one.state) for one in await rmas_of(bot)] == [
        ("lamp", "issued"),
        ("kettle", "cancelled"),
    ]


async def test_a_return_is_cancelled_while_a_number_is_awaited_and_the_number_is_not_forgotten(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, f"{RETURN}. And where is my order?")
    await say(slack, bot, "please cancel that return", under=root)
    await say(slack, bot, "yes", under=root)
    await say(slack, bot, "A-12345", under=root)

    assert (await rmas_of(bot))[0].state == "cancelled"
    assert "Tracking number" in last(slack, root)


async def test_a_return_that_has_arrived_is_not_cancelled(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, RETURN)
    await say(slack, bot, "cancel that return", under=root)
    await sql(bot, "UPDATE rmas SET state = 'received'")
    await say(slack, bot, "yes", under=root)

    assert (await rmas_of(bot))[0].state == "received"
    assert "is cancelled" not in last(slack, root)


async def test_cancel_my_order_is_not_about_the_return(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, RETURN)
    await say(slack, bot, "cancel my order", under=root)

    assert "Shall I cancel" not in last(slack, root)
    assert (await case_of(bot)).status == "escalated"
