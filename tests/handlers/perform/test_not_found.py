"""Promises about numbers that the (simulated) back office does not know: said, asked for once more, nothing opened."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.slack.handoff.people import cards
from tests.stored import case_of, investigations_of, last, say, tasks_of
from workflows.workers.backoffice import not_known


@pytest.mark.parametrize(
    ("what", "number"),
    [
        ("order", "A-12345"),
        ("order", "a-1007"),
        ("order", "98765"),
        ("order", "W1151377"),
        ("order", "SO-2024-001"),
        ("order", "113-2233445-6677889"),
        ("invoice", "INV-7890"),
        ("invoice", "7890"),
        ("invoice", "INV-2024/001"),
    ],
)
def test_a_number_of_the_departments_shape_is_known(what: str, number: str) -> None:
    assert not_known(what, number) is None


@pytest.mark.parametrize(
    ("what", "number"),
    [
        ("order", "A-4"),
        ("order", "A-100"),
        ("order", "A-12345-B"),
        ("order", "A-12345/A-12346"),
        ("order", "my lamp"),
        ("order", "1" * 50),
        ("order", ""),
        ("invoice", "INV-1"),
        ("invoice", "7890-X"),
    ],
)
def test_any_other_string_is_no_order_and_no_invoice(what: str, number: str) -> None:
    found = not_known(what, number)

    assert found is not None
    assert found.what == f"{what} {number}"


async def test_an_unknown_order_is_said_to_be_unknown_and_the_corrected_number_is_looked_up(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "Where is my order A-4?")
    first, waiting = last(slack, root), await case_of(bot)
    await say(slack, bot, "oh sorry, it's A-12345", under=root)

    [task] = await tasks_of(bot)
    assert "I find no order A-4." in first
    assert "TRK" not in first
    assert waiting.status == "waiting"
    assert "Here is how order A-12345 stands." in last(slack, root)
    assert (task.state, task.order_id) == ("done", "A-12345")
    assert (await case_of(bot)).status == "answered"


async def test_the_number_is_asked_for_once_more_and_then_a_person_is_offered(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Where is my order A-4?")
    await say(slack, bot, "A-55", under=root)

    assert "I find no order A-55 either." in last(slack, root)
    assert "ask for a person" in last(slack, root)
    assert (await case_of(bot)).status == "answered"


async def test_no_investigation_is_opened_for_an_unknown_invoice(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Invoice INV-1 is too high, please check it")

    assert "I find no invoice INV-1; no investigation was opened." in last(slack, root)
    assert await investigations_of(bot) == []


async def test_an_unknown_order_beside_a_known_one_holds_nothing_up(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Where are my orders A-4 and A-12345?")

    assert "I find no order A-4." in last(slack, root)
    assert "Here is how order A-12345 stands." in last(slack, root)


async def test_the_staff_card_says_what_was_not_found(desk: Bot, slack: FakeSlack) -> None:
    root = await say(slack, desk, "Where is my order A-4?")
    await say(slack, desk, "I want to speak to a human agent please", under=root)

    [card] = cards(slack)
    assert "Order A-4: not found" in card.shown


async def test_never_mind_drops_the_question_for_the_number(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Where is my order A-4?")
    await say(slack, bot, "never mind", under=root)

    [task] = await tasks_of(bot)
    assert task.state == "cancelled"


async def test_an_id_with_an_invisible_character_is_looked_up_and_kept_as_it_was_written(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "Where is order A-12\u200d345?")

    [task] = await tasks_of(bot)
    assert task.order_id == "A-12345"
    assert "Here is how order A-12345 stands." in last(slack, root)
    assert (await case_of(bot)).subject == "Where is order A-12\u200d345?"
