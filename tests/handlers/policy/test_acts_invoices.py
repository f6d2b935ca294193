"""No investigation where nothing is wrong: an invoice that is fine, paid, due or wanted again."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.rows import each_row
from tests.stored import case_of, customer_of, investigations_of, last, say, tasks_of
from workflows.rules.planning.plan import make_plan

CALM = [
    "INV-4711 is fine, no complaints, just wanted to say thanks!",
    "When is INV-4711 due?",
    "I paid INV-4711 yesterday",
    "send me INV-4711 again",
    "Please resend invoice INV-4711",
    "Can I get a copy of INV-4711?",
    "INV-4711 looks good",
    "thanks for INV-4711",
    "where can I download INV-4711?",
    "How can I pay INV-4711?",
    "INV-4711 has been paid",
    "I will pay INV-4711 on Friday",
    "INV-4711 was settled last week",
    "I can't find INV-4711, could you mail it?",
    "all good with INV-4711 now",
    "INV-4711 is all right, I misread it",
    "Everything is ok with invoice 4711.",
    "What is the due date of invoice INV-4711?",
    "Could you email me INV-4711 as a PDF?",
    "I have just transferred the money for INV-4711",
    "no questions about INV-4711, all clear now",
    "I lost INV-4711, send it again please",
    "By when do I have to pay INV-4711?",
    "we already paid invoice 4711, fyi",
    "got INV-4711, thank you",
    "INV-4711 arrived in this morning's post",
    "INV-4711 agrees with our books",
    "Leave INV-4711 as it stands, our bookkeeper has approved it.",
    "To whom do I make out the cheque for INV-4711?",
    "Has my payment for INV-4711 come in?",
    "On which day was INV-4711 drawn up?",
    "What day was INV-4711 issued on?",
    "Could INV-4711 be paid in two parts?",
    "I have filed INV-4711 with the others",
    "We keep INV-4711 for our records",
    "Which name goes on the cheque when we pay INV-4711 by cheque?",
    "When I questioned INV-4711 last year your colleague was a great help.",
    "Our accountant has the original of INV-4711",
    "had the bill INV-4711 looked at last month, all sorted",
    "does INV-4711 already include shipping?",
    "what is the VAT on INV-4711?",
    "which card was INV-4711 charged to?",
    "is VAT included in INV-4711?",
    "How much is INV-4711?",
    "What was the total of INV-4711?",
    "You already checked INV-4711 for me, thanks, it's settled",
    "INV-4711 was investigated last year and is closed",
    "we cleared up INV-4711 with your colleague yesterday",
    "What period does INV-4711 cover?",
    "Which order does INV-4711 belong to?",
    "what address is on INV-4711?",
    "When was INV-4711 issued?",
    "which items are on INV-4711?",
    "what currency is INV-4711 in?",
    "whose name is on INV-4711?",
    "Does invoice INV-4711 list the discount separately?",
    "the issue with INV-4711 has been resolved, thank you",
    "INV-4711 got corrected, everything is fine now",
    "how was INV-4711 paid?",
    "Was INV-4711 paid by card or by transfer?",
    "I had a question about INV-4711 but Anna explained it, all clear",
    "what does the code on INV-4711 mean?",
    "does INV-4711 come with a warranty?",
    "is delivery part of INV-4711?",
    "what is the net amount of INV-4711?",
    "You looked into INV-4711 in May and refunded me, great service",
    "the wrong charge on INV-4711 was refunded, thanks",
    "dispute about INV-4711 is over, I am happy",
    "what tax rate applies to INV-4711?",
    "What date is on INV-4711?",
    "had my bill INV-4711 checked in spring, it's all settled now",
    "INV-4711 has been cleared up by Tom, no action needed",
    "Your team looked into INV-4711 already, everything is fine",
    "In which country was INV-4711 issued?",
    "Does INV-4711 cover the whole year?",
    "how many items are on INV-4711?",
]
WRONG = [
    "INV-4711 is too high",
    "INV-4711 please",
    "Question about INV-4711",
    "INV-4711: why is VAT 21 %?",
    "I paid INV-4711 yesterday but it still shows as open",
    "I paid INV-4711 twice",
    "Please check INV-4711, thanks",
    "INV-4711 is not fine",
    "Invoice INV-4711 lists an item I never ordered",
    "Is INV-4711 paid?",
    "wanna know about inv 4711, thx",
    "INV-4711 has the wrong address, please send a corrected one",
    "I was charged twice on INV-4711",
    "I do not recognise INV-4711",
    "I dispute INV-4711",
    "We object to INV-4711",
    "INV-4711 puzzles me",
    "INV-4711 is 20 euros more than you quoted",
    "there is a discrepancy in INV-4711",
    "also INV-4711, please",
    "I'd like to ask about INV-4711",
    "INV-4711 was fine until you added a fee",
    "My bill INV-4711 is double what it should be, thank you",
    "I already paid INV-4711, why do I get a reminder?",
    "why is VAT on INV-4711 so high?",
    "does INV-4711 already include shipping? I was charged extra",
    "You checked INV-4711 last month but it is still wrong",
    "what is this fee on INV-4711?",
    "INV-4711 was resolved but now it shows an extra charge",
    "which card was INV-4711 charged to? I do not recognise it",
    "INV-4711 was charged twice",
    "INV-4711 does not include my discount",
    "why does INV-4711 include shipping?",
    "the VAT on INV-4711 is wrong",
    "please check INV-4711, what is the VAT?",
    "INV-4711: why was I charged for shipping?",
    "I had INV-4711 looked at, it is still too high",
    "Could you look into INV-4711?",
    "What is going on with INV-4711?",
    "INV-4711 was sorted but the amount is wrong again",
    "Can you explain INV-4711?",
    "what does the extra charge on INV-4711 mean?",
    "INV-4711 should be resolved by now, is it?",
    "I want INV-4711 corrected",
    "INV-4711 has not been resolved",
    "INV-4711 was fixed, yet the total is wrong",
    "Is the VAT on INV-4711 right?",
    "does INV-4711 still include shipping?",
    "INV-4711 needs to be looked into",
]


@each_row("text", CALM)
def test_an_invoice_with_which_nothing_is_wrong_makes_no_task(text: str) -> None:
    assert make_plan(text).tasks == []


@each_row("text", WRONG)
def test_an_invoice_with_which_something_may_be_wrong_is_looked_into(text: str) -> None:
    assert [task.query_type for task in make_plan(text).tasks] == ["BillingInquiry"]


@pytest.mark.parametrize(
    "text",
    [
        "INV-4711 is fine, no complaints, just wanted to say thanks!",
        "I paid INV-4711 yesterday",
        "INV-4711 looks good",
        "had the bill INV-4711 looked at last month, all sorted",
    ],
)
async def test_an_invoice_told_to_be_fine_is_acknowledged_and_nothing_is_opened(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    event = await say(slack, bot, text)

    case = await case_of(bot)
    assert (case.route, case.status) == ("billing_inquiry", "answered")
    assert "I have opened nothing" in last(slack, event)
    assert await investigations_of(bot) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hope you're having a great week! My boss asked if we could get an extension on paying INV-4711, we're short.",
        "INV-4711 is fine but we can't pay it before May. Is it possible to wait?",
        "Just paid half of INV-4711, may we pay the rest in March?",
        "Thanks for INV-4711. Please give us 30 days more.",
        "We'd need until January to pay INV-4711, would that be alright?",
    ],
)
async def test_who_asks_to_pay_an_invoice_later_is_not_thanked_for_telling(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    event = await say(slack, bot, text)

    assert (await case_of(bot)).route == "billing_inquiry"
    assert "what is your account number?" in last(slack, event)
    assert await investigations_of(bot) == []


@pytest.mark.parametrize(
    "text",
    [
        "When is INV-4711 due?",
        "send me INV-4711 again",
        "How can I pay INV-4711?",
        "which card was INV-4711 charged to?",
    ],
)
async def test_what_billing_only_has_to_tell_goes_its_way_without_an_investigation(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    event = await say(slack, bot, text)

    assert (await case_of(bot)).route == "billing_inquiry"
    assert "account number" in last(slack, event)
    assert await investigations_of(bot) == []
    assert await tasks_of(bot) == []


async def test_a_copy_that_is_wanted_beside_an_order_is_not_forgotten(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "Where is order A-12345? And send me INV-4711 again.")

    assert "Tracking number" in last(slack, event)
    assert "account number" in last(slack, event)
    assert await investigations_of(bot) == []


async def test_an_invoice_that_is_too_high_is_still_investigated(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "INV-4711 is too high, and send me INV-4712 again")

    assert [one.invoice_number for one in await investigations_of(bot)] == ["INV-4711"]


@pytest.mark.parametrize(
    "text",
    [
        "There is a mistake on my invoice, please investigate it",
        "My last invoice is too high. Can you look into it?",
        "One of your invoices is too high, please look into it.",
        "I want you to investigate a charge on my invoice, it is wrong",
        "Please open an investigation, my bill shows the wrong amount",
    ],
)
async def test_a_wish_for_an_investigation_without_a_number_asks_for_the_invoice(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    event = await say(slack, bot, text)

    assert "invoice number" in last(slack, event)
    assert "account number" not in last(slack, event)
    assert await investigations_of(bot) == []


async def test_the_number_given_then_opens_the_investigation_that_was_asked_for(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "There is a mistake on my invoice, please investigate it")

    await say(slack, bot, "INV-4711", under=root)

    assert [one.invoice_number for one in await investigations_of(bot)] == ["INV-4711"]


@pytest.mark.parametrize(
    "text",
    [
        "question about my invoice",
        "You need not investigate my invoice, the mistake was mine",
        "How long does it take to investigate a mistake on an invoice?",
        "My invoice was wrong last year, somebody had to investigate it",
        "What happens if I ask you to look into a wrong invoice?",
    ],
)
def test_what_is_not_a_wish_for_an_investigation_asks_for_no_number(text: str) -> None:
    assert make_plan(text).tasks == []


@each_row(
    "text",
    [
        "invoice is wrong, your rep promised us 15% off",
        "Invoice is incorrect, please fix",
        "hi, invoice looks off, we agreed on 200",
        "bill is too high",
        "mistake in invoice, you billed us for six and we got five",
        "invoice has the wrong VAT rate",
        "invoice came to twice the quote",
        "wrong amount on invoice",
        "invoice doesn't match the quote",
        "invoice not right, discount missing",
        "got a wrong invoice from you",
    ],
)
def test_an_invoice_that_is_said_to_be_wrong_without_its_number_lacks_just_that(text: str) -> None:
    assert [(one.query_type, one.invoice_number) for one in make_plan(text).tasks] == [("BillingInquiry", None)]


@each_row(
    "text",
    [
        "Please check my bill",
        "invoice is fine, thanks",
        "invoice is not here yet",
        "is the invoice wrong?",
        "what if an invoice is wrong?",
        "if the invoice is wrong, who do I call?",
        "invoice was wrong last year but you fixed it",
        "invoice address is wrong",
        "invoice is due on friday",
        "invoice came today, all good",
        "the invoice was right after all",
    ],
)
def test_an_invoice_of_which_nothing_is_wrong_now_asks_for_no_number(text: str) -> None:
    assert make_plan(text).tasks == []


async def test_the_number_given_with_the_account_opens_the_investigation_of_what_was_said_before(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "invoice is wrong, your rep at the trade fair promised us 15% off")
    asked = last(slack, root)
    await say(slack, bot, "INV-2750, account number 30118", under=root)

    found = await investigations_of(bot)
    assert "invoice number" in asked
    assert "account number" not in asked
    assert [one.invoice_number for one in found] == ["INV-2750"]
    assert "promised us 15% off" in found[0].concern
    assert (await customer_of(bot)).account_number == "30118"
    assert (await case_of(bot)).status == "answered"
