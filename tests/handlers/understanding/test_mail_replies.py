"""A reply from a mail client is read for what its writer says now, and an invoice beside an amount is found."""

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, investigations_of, last, say, tasks_of

HISTORY = (
    "\n\n-----Original Message-----\nFrom: Frontdesk\nSent: Monday, November 23, 2026 10:00 AM\n"
    "Subject: RE: order 41234\n\nHere is how order 41234 stands. I want to return something."
)


async def test_a_complaint_above_the_mails_before_is_about_the_order_in_them(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, f"Still nothing arrived!!{HISTORY}")

    assert [task.order_id for task in await tasks_of(bot)] == ["41234"]
    assert "Would you like to return" not in last(slack, root)
    assert "I am not sure" not in last(slack, root)
    assert (await case_of(bot)).status == "escalated"


async def test_thanks_above_the_mails_before_are_thanks(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Where is order 41234?")
    await say(slack, bot, f"Thanks, that helped!{HISTORY}", under=root)

    assert "You're welcome" in last(slack, root)
    assert len(await tasks_of(bot)) == 1


async def test_where_the_number_stands_is_no_lack_of_it_once_its_order_was_told(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, f"Still nothing arrived!!{HISTORY}")
    await say(slack, bot, "the order number is in the mail i forwarded", under=root)

    assert "usually stands" not in last(slack, root)


async def test_an_invoice_that_is_higher_than_the_quote_is_investigated(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "why is my invoice INV-2290 350 dollars when the quote said 290?")

    assert [one.invoice_number for one in await investigations_of(bot)] == ["INV-2290"]
