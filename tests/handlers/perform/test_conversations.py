"""Follow-ups: what was asked for is filled in later, what was done is not done again."""

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import OTHER_CUSTOMER, FakeSlack
from tests.stored import (
    Clock,
    case_of,
    customer_of,
    investigations_of,
    last,
    rmas_of,
    say,
    sql,
    tasks_of,
)

BILLING = "I was charged twice this month, please check my bill"
RETURN = "I want to return the 'SuperWidget 5000' because it hums"


# --- a field that was missing ----------------------------------------------------------------------------------------


async def test_a_missing_product_is_asked_for_and_filled_by_the_next_message(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return something")
    question = last(slack, root)
    await say(slack, bot, "the SuperWidget 5000, it hums", under=root)

    [rma] = await rmas_of(bot)
    assert "Which product would you like to return?" in question
    assert rma.number in last(slack, root)
    assert "SuperWidget 5000" in rma.product_name
    assert (await case_of(bot)).status == "answered"


async def test_what_can_be_done_is_answered_now_and_the_missing_field_days_later(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    root = await say(slack, bot, "Where is my order A-12345? I also want to return something.")
    first = last(slack, root)
    clock.forward(days=5)
    await say(slack, bot, "it's the SuperWidget 5000", under=root)

    assert "A-12345" in first
    assert "Which product" in first
    assert "RMA-" in last(slack, root)


async def test_a_missing_field_is_filled_after_a_restart(slack: FakeSlack, settings_for: SettingsFor) -> None:
    async with open_bot(settings_for()) as first:
        slack.delivery.bot_url = first.url
        root = await say(slack, first, "I want to return something")

    async with open_bot(settings_for()) as second:
        slack.delivery.bot_url = second.url
        await say(slack, second, "the SuperWidget 5000", under=root)
        issued = await rmas_of(second)

    assert len(issued) == 1
    assert issued[0].number in last(slack, root)


async def test_two_missing_fields_are_filled_one_after_the_other(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return something, and where is my order?")
    await say(slack, bot, "the SuperWidget 5000", under=root)
    after_first = await case_of(bot)
    await say(slack, bot, "A-12345", under=root)

    assert after_first.status == "waiting"
    assert "A-12345" in last(slack, root)
    assert [task.state for task in await tasks_of(bot)] == ["done", "done"]
    assert (await case_of(bot)).status == "answered"


async def test_two_missing_fields_are_filled_by_one_message(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return something, and where is my order?")
    await say(slack, bot, "the SuperWidget 5000. And where is order A-12345?", under=root)

    assert "RMA-" in last(slack, root)
    assert "A-12345" in last(slack, root)
    assert [task.state for task in await tasks_of(bot)] == ["done", "done"]


async def test_another_question_while_a_field_is_missing_is_answered_and_the_field_is_not_forgotten(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "I want to return something")
    await say(slack, bot, "By the way, where is order A-12345?", under=root)
    between = last(slack, root)
    await say(slack, bot, "the SuperWidget 5000", under=root)

    assert "A-12345" in between
    assert "RMA-" in last(slack, root)


async def test_never_mind_drops_what_the_case_waits_for(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return something")
    await say(slack, bot, "never mind", under=root)

    [task] = await tasks_of(bot)
    assert (task.state, (await case_of(bot)).awaiting) == ("cancelled", None)
    assert "dropped" in last(slack, root)


# --- asked again -----------------------------------------------------------------------------------------------------


async def test_a_return_asked_for_again_reports_the_live_rma(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, RETURN)
    [issued] = await rmas_of(bot)
    await say(slack, bot, "I want to return the superwidget-5000 please", under=root)

    assert await rmas_of(bot) == [issued]
    assert f"{issued.number} (issued before)" in last(slack, root)


async def test_a_cancelled_rma_does_not_count(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, RETURN)
    await sql(bot, "UPDATE rmas SET state = 'cancelled'")
    await say(slack, bot, RETURN, under=root)

    [old, new] = await rmas_of(bot)
    assert (old.state, new.state) == ("cancelled", "issued")
    assert new.number in last(slack, root)


async def test_a_question_about_the_same_invoice_reports_the_open_investigation(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Invoice INV-7890 is too high")
    await say(slack, bot, "What about invoice #7890? It is still too high", under=root)

    assert len(await investigations_of(bot)) == 1
    assert "INV-CASE-1001-1 (already open)" in last(slack, root)


async def test_an_order_is_looked_up_afresh(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Where is my order A-12345?")
    await say(slack, bot, "Any news of order A-12345?", under=root)

    assert len(await tasks_of(bot)) == 2
    assert "Tracking number" in last(slack, root)


async def test_the_same_return_in_another_thread_is_another_case(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, RETURN)
    second = await say(slack, bot, RETURN, user=OTHER_CUSTOMER)

    [rma] = await rmas_of(bot, "CASE-1002")
    assert rma.number in last(slack, second)
    assert rma.number != (await rmas_of(bot))[0].number


# --- the account number ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["it's AC-11223, thanks", "AC-11223 is what stands there as our account number"])
async def test_the_account_number_is_asked_for_and_kept(bot: Bot, slack: FakeSlack, given: str) -> None:
    root = await say(slack, bot, BILLING)
    question = last(slack, root)
    await say(slack, bot, given, under=root)

    assert "account number?" in question
    assert (await customer_of(bot)).account_number == "AC-11223"
    assert "AC-11223" in last(slack, root)


async def test_the_account_number_is_asked_for_once_per_customer(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, BILLING)
    second = await say(slack, bot, BILLING)
    other = await say(slack, bot, BILLING, user=OTHER_CUSTOMER)

    assert "account number?" not in last(slack, second)
    assert "account number?" in last(slack, other)


async def test_an_account_number_known_from_one_case_is_used_in_the_next(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, BILLING)
    await say(slack, bot, "AC-11223", under=root)
    second = await say(slack, bot, BILLING)

    assert "I have your account number AC-11223 on file" in last(slack, second)


@pytest.mark.parametrize("told", ["Account 55-1290.", "My account number is 55-1290."])
async def test_an_account_number_that_was_only_just_written_is_not_said_to_be_on_file(
    bot: Bot, slack: FakeSlack, told: str
) -> None:
    root = await say(
        slack, bot, f"Morning! The invoices for October and November are both missing, can you resend? {told}"
    )

    assert "on file" not in last(slack, root)
    assert "I have noted your account number 55-1290" in last(slack, root)


async def test_a_message_with_the_account_number_and_more_is_answered_in_full(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, BILLING)
    await say(slack, bot, "My account number is AC-11223. And where is my order A-12345?", under=root)

    assert (await customer_of(bot)).account_number == "AC-11223"
    assert "Tracking number" in last(slack, root)


# --- many at once ----------------------------------------------------------------------------------------------------


async def test_how_many_orders_stand_is_told_in_a_line_each(bot: Bot, slack: FakeSlack) -> None:
    numbers = [f"A-{number}" for number in range(10_001, 10_013)]
    root = await say(slack, bot, f"I want to return the lamp, it hums. Where are {', '.join(numbers)}?")

    lines = [line for line in last(slack, root).splitlines() if "TRK" in line]
    assert [number for number in numbers if not any(number in line for line in lines)] == []
    assert [line for line in lines if not ("estimated" in line or "delivered on" in line)] == []
    assert "Tracking number" not in last(slack, root)
    assert "RMA-" in last(slack, root)
    assert len(await tasks_of(bot)) == len(numbers) + 1


async def test_of_a_few_orders_each_is_told_at_length(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Where are A-10001, A-10002 and A-10003?")

    assert last(slack, root).count("Tracking number") == 3


@pytest.mark.parametrize(
    "text",
    [
        "1) lamp broken 2) where is A-12345 3) invoice INV-7890 wrong",
        "1 - lamp broken 2 - where is A-12345 3 - invoice INV-7890 wrong",
        "#1 lamp broken #2 where is A-12345 #3 invoice INV-7890 wrong",
        "1.lamp broken\n2.where is A-12345\n3.invoice INV-7890 wrong",
    ],
)
async def test_a_numbered_list_is_as_many_requests_and_its_numbers_are_in_none(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    root = await say(slack, bot, text)

    [found] = await investigations_of(bot)
    assert found.concern == "invoice INV-7890 wrong"
    assert "\N{LEFT DOUBLE QUOTATION MARK}lamp broken\N{RIGHT DOUBLE QUOTATION MARK}" in last(slack, root)
    assert [task.order_id or task.invoice_number for task in await tasks_of(bot)] == ["A-12345", "INV-7890"]


async def test_a_question_without_its_mark_is_a_point_of_a_list(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "1) where is A-12345 2) invoice INV-7890 wrong 3) when are you open")

    assert "when are you open" in last(slack, root)
