"""What the writer has cancelled or changed already, or what has not changed, is told: it is no wish for a change."""

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.rows import each_row
from tests.stored import case_of, investigations_of, last, say
from workflows.rules.escalation.beyond import CHANGE, DAMAGED, beyond_us

TOLD = [
    "INV-8807 lists a hedge trimmer I cancelled before it ever shipped, so would you look into that one",
    "INV-8807 still has the chairs on it that we had cancelled, that can't be",
    "we had cancelled that order already",
    "I cancelled the order last week and got an email about it",
    "For the record my address hasn't changed, it's still 4 Tanner's Row.",
    "my address has not changed",
    "the delivery address is the same as before, nothing changed",
    "nothing about the order has changed",
    "I changed my address in the account already",
    "I've already changed the delivery address online",
    "the address on the order didn't change",
    "I had the size exchanged for another",
    "we exchanged it for a larger one last year",
    "I swapped it for another one",
    "no need to change the address",
]
WISHED = [
    "Please cancel my order",
    "I'd like my order cancelled",
    "please have the order cancelled",
    "can you get my order cancelled",
    "my address has changed, please update it",
    "my address changed, it's now 5 Hill Road",
    "I haven't cancelled yet but please cancel the order now",
    "I cancelled one order, now please cancel the other order too",
    "I changed my address in the account, please change the address on the order too",
    "I asked you to cancel my order",
    "has the order been cancelled yet? if not cancel it",
    "I have changed my mind, cancel the order",
    "had I cancelled my order in time?",
    "you cancelled my order without asking",
]
IN_VAIN = [
    "I cancelled the order in March, and you still billed me",
    "I cancelled my order last week but it is still on its way",
    "we cancelled that order and it was sent all the same",
    "I've cancelled my subscription, yet you took the money again",
]


@each_row("text", TOLD)
def test_what_is_done_already_or_has_not_changed_is_no_wish(text: str) -> None:
    assert beyond_us(text) is None


@each_row("text", WISHED)
def test_what_is_still_to_be_done_is_a_wish_for_a_person(text: str) -> None:
    found = beyond_us(text)

    assert found is not None
    assert found.name == CHANGE


@each_row("text", IN_VAIN)
def test_what_was_cancelled_in_vain_goes_to_a_person_as_something_wrong(text: str) -> None:
    found = beyond_us(text)

    assert found is not None
    assert found.name == DAMAGED


async def test_an_invoice_for_what_was_cancelled_is_looked_into_and_waits_for_nobody(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(
        slack, bot, "INV-8807 lists a hedge trimmer I cancelled before it ever shipped, so please check it"
    )

    assert [one.invoice_number for one in await investigations_of(bot)] == ["INV-8807"]
    assert "cannot cancel" not in last(slack, root)
    assert (await case_of(bot)).status == "answered"


async def test_an_address_that_has_not_changed_is_added_to_the_case(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "A-77351 never came and the month is nearly over.")
    await say(slack, bot, "For the record my address hasn't changed, it's still 4 Tanner's Row.", under=root)

    assert "I have added this to your case" in last(slack, root)
    assert "cannot cancel" not in last(slack, root)
