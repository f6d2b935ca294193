"""A wish about what is under way with the reason for it beside it; and which of two questions is waited for."""

import pytest

from bot.wiring import Bot
from handlers.desk import Response
from handlers.perform.multipart import awaited
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, investigations_of, last, rmas_of, say, tasks_of


@pytest.mark.parametrize(
    "words",
    [
        "Could you cancel the return of the lamp? My cousin would like it.",
        "Please cancel that return. A new bulb was all it took.",
        "The kids love it after all. Cancel the return please.",
    ],
)
async def test_a_return_that_is_to_be_cancelled_is_asked_about_whatever_the_reason(
    bot: Bot, slack: FakeSlack, words: str
) -> None:
    root = await say(slack, bot, "I want to return the lamp, it flickers")
    await say(slack, bot, words, under=root)

    assert "Shall I cancel" in last(slack, root)
    assert [one.state for one in await rmas_of(bot)] == ["issued"]


@pytest.mark.parametrize(
    "words",
    [
        "That can't be right, it never came. I was in all day.",
        "That is not true, nothing is here. My neighbours have nothing either.",
    ],
)
async def test_who_says_that_what_was_told_is_not_so_gets_a_person(bot: Bot, slack: FakeSlack, words: str) -> None:
    root = await say(slack, bot, "Where is my order A-12345?")
    await say(slack, bot, words, under=root)

    assert (await case_of(bot)).status == "escalated"


def test_of_two_parts_the_number_that_is_asked_for_is_waited_for() -> None:
    details, account, nothing = Response((), awaiting="details"), Response((), awaiting="account_number"), Response(())

    assert [awaited(found) for found in ((details, account), (details, nothing), (nothing,))] == [
        "account_number",
        "details",
        None,
    ]


async def test_the_number_of_an_invoice_that_was_overcharged_opens_its_investigation(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "You overcharged me on my last bill.")
    await say(slack, bot, "Ah there: INV-4411", under=root)

    [found] = await investigations_of(bot)
    assert found.invoice_number == "INV-4411"
    assert len(await tasks_of(bot)) == 1
