"""Promise: what is told beside a question about what the desk has told keeps it from no answer."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, last, say

RETURN = "I want to return the lamp, it flickers"
ORDER = "Where is my order A-12345?"
INVOICE = "Invoice INV-7890 is too high"


@pytest.mark.parametrize(
    ("first", "then", "shown"),
    [
        (ORDER, "Sorry, boss is asking. Remind me what the status of that one was?", ["A-12345", "Status"]),
        (ORDER, "boss is asking. what was the status again?", ["A-12345", "Status"]),
        (ORDER, "my husband wants to know. when was it coming again?", ["A-12345", "Estimated delivery"]),
        (ORDER, "I'm at the dentist. who is the carrier again?", ["A-12345", "Carrier"]),
        (ORDER, "It rains here. Which carrier was it?", ["A-12345", "Carrier"]),
        (RETURN, "Dog ate my notes. Which number do I put on the parcel?", ["RMA-100016"]),
        (
            RETURN,
            "My colleague takes it to the post and he asks for the return number. Which one was it?",
            ["RMA-100016"],
        ),
        (RETURN, "the lady at the counter wants the number. which was it?", ["RMA-100016"]),
        (RETURN, "They need an RMA number at the depot. What was it again?", ["RMA-100016"]),
        (INVOICE, "the auditor just walked in. what was the investigation number?", ["INV-CASE-1001-1"]),
        (INVOICE, "Our accountant is asking. When do we hear back?", ["INV-CASE-1001-1", "Answer expected by"]),
    ],
)
async def test_a_question_beside_a_statement_is_answered_from_the_records(
    bot: Bot, slack: FakeSlack, first: str, then: str, shown: list[str]
) -> None:
    root = await say(slack, bot, first)
    await say(slack, bot, then, under=root)

    assert [piece for piece in shown if piece not in last(slack, root)] == []
    assert (await case_of(bot)).status == "answered"


@pytest.mark.parametrize(
    ("then", "is_escalated"),
    [
        ("boss is asking. can you cancel it?", True),
        ("boss is unhappy. he wants to talk to a manager. where is it?", True),
        ("It arrived broken. when was it delivered?", True),
        ("My boss is asking for a discount. When is it coming?", False),
        ("The address is wrong. When is it coming?", False),
        ("We would like a bigger one instead. When is it coming?", False),
        ("Nobody at your shop picks up. I want a human. where is it?", True),
        ("I need it changed. which carrier was it?", False),
    ],
)
async def test_what_is_wanted_or_wrong_beside_a_question_is_not_left_out(
    bot: Bot, slack: FakeSlack, then: str, is_escalated: bool
) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, then, under=root)

    assert ((await case_of(bot)).status == "escalated") is is_escalated
    assert "Carrier" not in last(slack, root)
