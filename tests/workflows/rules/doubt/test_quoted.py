"""What is asked for in words that the writer types and says to be somebody else's is asked about, not done."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import last, rmas_of, say
from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan

PASSED_ON = (
    'Forwarded from Tom: "please return the projector, it is too loud"',
    "Forwarded from Tom: please return the projector, it is too loud",
    "FW: Please return the projector, it hums",
    'Tom wrote: "please return the projector, it is too loud".',
    "Tom from sales wrote yesterday: “please return the projector, it's too loud”. What now?",
    'Here is a note from Ann: "I want to return the projector, it flickers."',
    'Forwarding an email from my boss: "Please return the projector, the lens is loose."',
)
OWN = (
    'As I wrote: "I want to return the projector, it is too loud".',
    "I already wrote: please return the projector, it flickers",
    "As Sam asked: I want to return the projector because it flickers",
    "You asked why: I want to return the projector because it flickers",
    'Tom wrote: "return the projector, it is too loud". I agree, please return the projector.',
    'My friend said "they are great", but I want to return the projector, it hums',
    'I am writing for my father. He says: "please return the projector, it is too big"',
)


@pytest.mark.parametrize("text", PASSED_ON)
def test_what_another_asks_for_in_typed_words_is_asked_about(text: str) -> None:
    [found] = candidates(text)

    assert (found.certainty, found.task.product_name) == ("likely", "projector")


@pytest.mark.parametrize("text", OWN)
def test_what_the_writer_asks_for_beside_or_in_a_quotation_is_done(text: str) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == ["projector"]


def test_an_invoice_that_another_disputes_is_asked_about() -> None:
    [found] = candidates('Tom says: "INV-4410 is wrong, we were charged twice, please investigate"')

    assert (found.certainty, found.task.invoice_number) == ("likely", "INV-4410")


async def test_a_typed_forward_issues_nothing_before_a_yes(bot: Bot, slack: FakeSlack) -> None:
    event = await say(
        slack,
        bot,
        'Forwarded from Tom: "please return the projector, it is too loud". Can you handle that for him?',
    )

    assert await rmas_of(bot) == []
    assert "Would you like to return the projector?" in last(slack, event)
    assert "not sure" not in last(slack, event)

    await say(slack, bot, "yes", under=event)

    assert [one.product_name for one in await rmas_of(bot)] == ["projector"]
