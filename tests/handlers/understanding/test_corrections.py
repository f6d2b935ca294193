"""Promises about corrections, in a message and after one: only what is meant is done, and nothing is undone unasked."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel
from tests.fakes.slack import BOT_USER, OTHER_CUSTOMER, FakeSlack
from tests.stored import Clock, case_of, investigations_of, last, message_of, rmas_of, say, tasks_of

RETURN = "I want to return the toaster, it burns everything"
ORDER = "Where is my order A-11111?"


@pytest.fixture(params=["rules", "model"])
async def either(
    request: pytest.FixtureRequest, slack: FakeSlack, settings_for: SettingsFor, model: FakeModel, clock: Clock
) -> AsyncIterator[Bot]:
    """The bot without a model, and with one."""
    with_model = {"openai_api_key": KEY, "openai_base_url": model.base_url} if request.param == "model" else {}
    async with open_bot(settings_for(**with_model), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


async def returned(bot: Bot) -> list[tuple[str, str]]:
    return [(one.product_name, one.state) for one in await rmas_of(bot)]


async def test_a_thing_that_is_corrected_at_once_is_not_asked_for(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "Please issue a return for the ski goggles, I mean the ski gloves, they're torn.")

    assert await returned(bot) == [("ski gloves", "issued")]


@pytest.mark.parametrize(
    "text",
    [
        "I want to return the toaster, no wait, the blender, it leaks",
        "I want to return the toaster, it hums. Sorry, I meant the blender, it leaks",
        "I want to return the toaster and the blender. Actually no, keep the toaster.",
        "I want to return the toaster and the blender. Scratch that, only the blender, the toaster is fine.",
        "I want to return the blender and the toaster. Actually not the toaster, my mother keeps that.",
    ],
)
async def test_only_what_is_meant_in_the_end_is_returned(either: Bot, slack: FakeSlack, text: str) -> None:
    await say(slack, either, text)

    assert await returned(either) == [("blender", "issued")]


async def test_of_a_number_and_its_correction_only_the_right_one_is_investigated(either: Bot, slack: FakeSlack) -> None:
    root = await say(slack, either, "Invoice INV-4410 is too high. Oh, a typo, INV-4401 is the one I mean.")

    assert [one.invoice_number for one in await investigations_of(either)] == ["INV-4401"]
    assert "INV-4410" not in last(slack, root)


async def test_what_was_written_is_kept_as_it_was_written(bot: Bot, slack: FakeSlack) -> None:
    text = "I want to return the toaster, no wait, the blender"
    root = await say(slack, bot, text)
    kept = await message_of(bot, root)

    assert kept is not None
    assert kept.text == text


async def test_a_thing_that_is_kept_for_another_that_leaks_is_not_returned_and_the_other_is_asked_about(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "I want to return the lamp. Actually no, keep the lamp, it is the kettle that leaks")

    assert "Would you like to return the kettle?" in last(slack, root)
    assert await returned(bot) == []


async def test_a_danger_that_is_taken_back_still_brings_a_person(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "The toaster is on fire, no wait, the blender")

    assert ((await case_of(bot)).status, (await case_of(bot)).priority) == ("escalated", "urgent")


async def test_an_order_named_by_mistake_is_followed_by_the_right_one_and_no_person(
    either: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, either, ORDER)
    await say(slack, either, "sorry, I mean A-22222, not A-11111", under=root)

    assert "A-22222" in last(slack, root)
    assert "A-11111" not in last(slack, root)
    assert (await case_of(either)).status == "answered"


@pytest.mark.parametrize(
    "text",
    [
        "Where is order A-11111? Sorry, wrong line, order A-22222.",
        "Where is A-11111? No wait, A-22222",
        "Where is A-11111 - oh, I read the wrong row, A-22222",
    ],
)
async def test_of_an_order_and_its_correction_only_the_right_one_is_looked_up_and_no_person_called(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    await say(slack, bot, text)

    assert [task.order_id for task in await tasks_of(bot)] == ["A-22222"]
    assert (await case_of(bot)).status == "answered"


@pytest.mark.parametrize("text", ["Sorry, wrong line, order A-22222.", "Wait, wrong line. A-22222 is the one I need."])
async def test_an_order_from_the_wrong_line_is_followed_by_the_right_one_and_no_person(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, text, under=root)

    assert "A-22222" in last(slack, root)
    assert (await case_of(bot)).status == "answered"


async def test_a_number_that_corrects_an_order_is_an_order_too(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Where is my order 12345?")
    await say(slack, bot, "oops, typo: 12354", under=root)

    assert [task.order_id for task in await tasks_of(bot)] == ["12345", "12354"]


async def test_an_invoice_named_by_mistake_is_followed_by_the_right_one(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Invoice INV-4410 is too high")
    await say(slack, bot, "sorry, typo, I meant INV-4401", under=root)

    assert [one.invoice_number for one in await investigations_of(bot)] == ["INV-4410", "INV-4401"]


@pytest.mark.parametrize(
    "words",
    [
        "no wait, the blender",
        "sorry, wrong one, I meant the blender, not the toaster",
        "oh dear, I mixed them up, I meant the blender, not the toaster",
    ],
)
async def test_the_right_thing_is_returned_and_the_wrong_return_is_asked_about(
    either: Bot, slack: FakeSlack, words: str
) -> None:
    root = await say(slack, either, RETURN)
    await say(slack, either, words, under=root)
    wrong, right = await rmas_of(either)

    assert await returned(either) == [("toaster", "issued"), ("blender", "issued")]
    assert right.number in last(slack, root)
    assert f"Shall I cancel {wrong.number}, your return of toaster?" in last(slack, root)
    assert last(slack, root).index(right.number) < last(slack, root).index("Shall I cancel")


async def test_a_yes_then_cancels_the_wrong_return_alone(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, RETURN)
    await say(slack, bot, "no wait, the blender", under=root)
    await say(slack, bot, "yes please", under=root)

    assert await returned(bot) == [("toaster", "cancelled"), ("blender", "issued")]


async def test_a_no_and_another_thing_is_asked_about_before_it_is_returned(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, RETURN)
    await say(slack, bot, "no, the blender", under=root)

    assert "Would you like to return the blender?" in last(slack, root)
    assert await returned(bot) == [("toaster", "issued")]


async def test_nobody_else_corrects_the_customers_return(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, RETURN)
    await say(slack, bot, f"<@{BOT_USER}> no wait, the blender", user=OTHER_CUSTOMER, under=root)

    assert await returned(bot) == [("toaster", "issued")]


@pytest.mark.parametrize("words", ["actually sorry it's INV-4401", "sorry, typo, I meant INV-4401"])
async def test_the_right_invoice_takes_over_what_was_said_of_the_wrong_one_and_a_person_closes_that(
    bot: Bot, slack: FakeSlack, words: str
) -> None:
    root = await say(slack, bot, "I was charged twice for invoice INV-4410, once on Nov 3 and once on Nov 4")
    await say(slack, bot, words, under=root)

    wrong, right = await investigations_of(bot)
    assert right.invoice_number == "INV-4401"
    assert right.concern == wrong.concern.replace("INV-4410", "INV-4401")
    assert "charged twice" in right.concern
    assert "I cannot stop an investigation myself" in last(slack, root)
    assert (await case_of(bot)).status == "escalated"
