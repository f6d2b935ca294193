"""Promise: what is asked of an investigation by its invoice is told from the records of the case; nothing is opened."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, investigations_of, last, say

INVOICE = "INV-1187 is 60 euro too high. Please check it."
NUMBER = "INV-CASE-1001-1"


@pytest.mark.parametrize(
    "then",
    [
        "have you opened something on INV-1187 now, and under what number?",
        "What reference should my bookkeeper use for INV-1187?",
        "how long will INV-1187 take",
        "Is INV-1187 being looked into, and what's the reference?",
        "What is the investigation number? My bookkeeper wants it.",
    ],
)
async def test_the_investigation_of_the_invoice_named_is_told(bot: Bot, slack: FakeSlack, then: str) -> None:
    root = await say(slack, bot, INVOICE)
    await say(slack, bot, then, under=root)

    assert NUMBER in last(slack, root)
    assert len(await investigations_of(bot)) == 1


@pytest.mark.parametrize(
    "then", ["when is INV-1187 due?", "can you send me a copy of INV-1187?", "have you opened something on INV-1188?"]
)
async def test_the_paper_itself_or_another_invoice_is_not_meant(bot: Bot, slack: FakeSlack, then: str) -> None:
    root = await say(slack, bot, INVOICE)
    await say(slack, bot, then, under=root)

    assert NUMBER not in last(slack, root)


@pytest.mark.parametrize(
    "then",
    [
        "You can stop looking, I'd overlooked the delivery fee.",
        "you can stop the investigation, my husband did order the installation",
        "no need to look any further, the mistake is on our side",
    ],
)
async def test_who_wants_no_investigation_any_more_gets_a_person(bot: Bot, slack: FakeSlack, then: str) -> None:
    root = await say(slack, bot, INVOICE)
    await say(slack, bot, then, under=root)

    assert "I cannot stop an investigation myself" in last(slack, root)
    assert (await case_of(bot)).status == "escalated"
