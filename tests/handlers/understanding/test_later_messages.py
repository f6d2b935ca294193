"""What a later message of a thread does, in the words people use, through the bot: the case goes on as it should."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import BOT_USER, STAFF, FakeSlack
from tests.stored import case_of, customer_of, last, rmas_of, say, tasks_of, timeline_of

RETURN = "I want to return the lamp, it flickers"
ORDER = "Where is my order A-12345?"
INVOICE = "Invoice INV-7890 is too high"
PERSON = "I want to talk to a human"
BOOTS = "These hiking boots don't fit me, what can we do about that?"
UNSURE = "I am not sure"


async def _states(bot: Bot) -> list[str]:
    return [rma.state for rma in await rmas_of(bot)]


@pytest.mark.parametrize("first", [RETURN, ORDER, PERSON])
@pytest.mark.parametrize(
    "thanks",
    [
        "okay got it, had overlooked it",
        "super, dank je, have a nice day",
        "got them. bye!",
        "perfect, I'll put it in the post on Monday then",
        "oops wrong thread, sorry",
    ],
)
async def test_thanks_in_any_form_end_in_a_short_word_and_call_nobody(
    bot: Bot, slack: FakeSlack, first: str, thanks: str
) -> None:
    root = await say(slack, bot, first)
    before = (await case_of(bot)).status
    await say(slack, bot, thanks, under=root)

    assert UNSURE not in last(slack, root)
    assert "added this to your case" not in last(slack, root)
    assert (await case_of(bot)).status == before


@pytest.mark.parametrize(
    ("first", "then", "shown"),
    [
        (ORDER, "and by whom", ["Carrier"]),
        (ORDER, "same carrier as always?", ["Carrier"]),
        (ORDER, "did it ship? and what day does it come", ["Status", "Estimated delivery"]),
        (RETURN, "which number goes on the box", ["RMA-100016"]),
        (RETURN, "how do I get it to you", ["12 Harbour Road"]),
        (INVOICE, "your reference for this?", ["INV-CASE-1001-1"]),
        (INVOICE, "has the VAT thing got a number as well?", ["INV-CASE-1001-1"]),
        (INVOICE, "how long do you guys need for that", ["Answer expected by"]),
    ],
)
@pytest.mark.parametrize("handed_over", ["", PERSON])
async def test_what_was_told_is_told_again_in_any_words_also_after_a_hand_over(
    bot: Bot, slack: FakeSlack, first: str, then: str, shown: list[str], handed_over: str
) -> None:
    root = await say(slack, bot, first)
    await say(slack, bot, handed_over or "thanks", under=root)
    await say(slack, bot, f"ok thank you. {then}", under=root)

    assert [piece for piece in shown if piece not in last(slack, root)] == []


@pytest.mark.parametrize("word", ["one sec", "need to ask my wife", "will look at the box"])
async def test_who_needs_time_gets_it_and_the_question_stays_open(bot: Bot, slack: FakeSlack, word: str) -> None:
    root = await say(slack, bot, BOOTS)
    await say(slack, bot, word, under=root)
    await say(slack, bot, "yes please", under=root)

    assert await _states(bot) == ["issued"]


@pytest.mark.parametrize("yes", ["sure, go ahead", "yep she agrees, send it back", "please do, it's useless to us"])
async def test_a_yes_with_an_aside_is_a_yes(bot: Bot, slack: FakeSlack, yes: str) -> None:
    root = await say(slack, bot, BOOTS)
    await say(slack, bot, yes, under=root)

    assert await _states(bot) == ["issued"]


@pytest.mark.parametrize(
    "no", ["no thanks, I'll get an adapter", "no, leave it as it is", "patched it. so no.", "never mind, it fits now"]
)
async def test_a_no_with_a_reason_closes_the_question(bot: Bot, slack: FakeSlack, no: str) -> None:
    root = await say(slack, bot, BOOTS)
    await say(slack, bot, no, under=root)

    assert UNSURE not in last(slack, root)
    assert [task.state for task in await tasks_of(bot)] == ["cancelled"]
    assert (await case_of(bot)).awaiting is None


@pytest.mark.parametrize("words", ["where do I find that number?", "no idea what it is", "is it on my bill"])
async def test_who_does_not_know_the_number_is_told_where_it_stands_after_a_misunderstanding_too(
    bot: Bot, slack: FakeSlack, words: str
) -> None:
    root = await say(slack, bot, "I was charged too much this month.")
    await say(slack, bot, words, under=root)

    assert "usually stands" in last(slack, root)
    assert (await case_of(bot)).unsure_count == 0
    assert (await case_of(bot)).status == "waiting"


async def test_a_customer_number_in_other_words_is_noted(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I was charged too much this month.")
    await say(slack, bot, "my customer account is 40-77812", under=root)

    assert (await customer_of(bot)).account_number == "40-77812"


@pytest.mark.parametrize(
    "words", ["please cancel the return", "wait, wrong shop, cancel it", "never mind, it works now", "we keep it"]
)
@pytest.mark.parametrize(
    ("answer", "state"),
    [("yes, cancel", "cancelled"), ("yes, the lamp's return", "cancelled"), ("no, leave it", "issued")],
)
async def test_a_return_is_cancelled_after_one_question_in_any_words(
    bot: Bot, slack: FakeSlack, words: str, answer: str, state: str
) -> None:
    root = await say(slack, bot, RETURN)
    await say(slack, bot, words, under=root)
    assert "Shall I cancel RMA-100016" in last(slack, root)
    await say(slack, bot, answer, under=root)

    assert await _states(bot) == [state]


async def test_of_two_returns_the_one_that_is_named_is_cancelled(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, f"{RETURN}. I also want to return the kettle, it leaks.")
    await say(slack, bot, "please cancel the return", under=root)
    await say(slack, bot, "yes, the kettle's", under=root)

    assert sorted((rma.product_name, rma.state) for rma in await rmas_of(bot)) == [
        ("kettle", "cancelled"),
        ("lamp", "issued"),
    ]


@pytest.mark.parametrize("text", ["Could you look up SH-10293 for me", "any news on SH-10293?"])
async def test_a_bare_number_that_is_to_be_looked_up_is_an_order(bot: Bot, slack: FakeSlack, text: str) -> None:
    root = await say(slack, bot, text)

    assert "how order SH-10293 stands" in last(slack, root)


@pytest.mark.parametrize("words", ["that can't be right, nothing has been delivered here", "but I never got anything"])
async def test_who_says_that_the_status_is_not_so_gets_a_person(bot: Bot, slack: FakeSlack, words: str) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, words, under=root)

    assert ("escalated", "a complaint about an order") in await timeline_of(bot)


@pytest.mark.parametrize(
    ("first", "fact"),
    [
        (INVOICE, "what I find too high is the installation, 3 hours, they were here for one"),
        (RETURN, "forgot to mention, the charger is missing as well"),
    ],
)
async def test_a_later_fact_is_added_to_what_is_under_way(bot: Bot, slack: FakeSlack, first: str, fact: str) -> None:
    root = await say(slack, bot, first)
    await say(slack, bot, fact, under=root)

    assert "added this to your case CASE-1001" in last(slack, root)
    assert len(await tasks_of(bot)) == 1


@pytest.mark.parametrize(
    ("first", "answer", "product"),
    [
        ("I'd like something taken back", "the sander", "sander"),
        ("need an rma", "Makita style planer, model 1806", "Makita style planer"),
        ("I want to return one of the two jackets", "the red one", "red jacket"),
    ],
)
async def test_a_return_of_something_asks_which_and_takes_a_bare_name(
    bot: Bot, slack: FakeSlack, first: str, answer: str, product: str
) -> None:
    root = await say(slack, bot, first)
    assert "Which product would you like to return?" in last(slack, root)
    assert await rmas_of(bot) == []
    await say(slack, bot, answer, under=root)

    assert [rma.product_name for rma in await rmas_of(bot)] == [product]


@pytest.mark.parametrize("words", ["when do you open?", "which carrier do you use in general?", "do you sell lamps?"])
async def test_a_new_question_in_the_same_words_is_none_about_the_order(bot: Bot, slack: FakeSlack, words: str) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, words, under=root)

    assert "A-12345" not in last(slack, root)


@pytest.mark.parametrize(
    "text",
    [
        "get me a real person",
        "Can a member of staff contact me? It's about my contract.",
        "please connect me with your colleagues, I prefer a person",
        "agent pls",
    ],
)
async def test_who_asks_for_a_person_in_any_words_gets_one_and_no_word_about_the_desk(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    event = await say(slack, bot, text)

    assert (await case_of(bot)).status == "escalated"
    assert "not a person" not in last(slack, event)


async def test_what_is_struck_out_is_not_returned(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "Please issue a return for ~the ice bucket~ the cocktail shaker, its lid is stuck.")

    assert "ice bucket" not in last(slack, event)
    assert "cocktail shaker" in last(slack, event)


async def test_who_needs_nobody_any_more_is_off_the_list_of_those_who_wait_for_a_person(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, PERSON)
    await say(slack, bot, "never mind, it works now, thanks", under=root)

    case = await case_of(bot)
    assert (case.status, case.waits_since, case.remind_at) == ("answered", None, None)
    assert "no longer waits for a person" in last(slack, root)


async def test_who_comes_back_after_that_gets_a_person_as_before(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, PERSON)
    await say(slack, bot, "never mind, it works now, thanks", under=root)
    await say(slack, bot, "no, I want to talk to a human after all", under=root)

    case = await case_of(bot)
    assert case.status == "escalated"
    assert case.waits_since is not None


async def test_a_danger_stays_with_a_person_whatever_is_said_later(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Smoke is coming out of the charger!")
    await say(slack, bot, "never mind, it works now", under=root)

    assert (await case_of(bot)).status == "escalated"


async def test_nobody_but_its_requester_takes_a_case_off_that_list(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, PERSON)
    await say(slack, bot, f"<@{BOT_USER}> never mind, it works now", user=STAFF, under=root)

    assert (await case_of(bot)).status == "escalated"


async def test_who_does_not_know_a_number_nobody_asked_for_is_told_where_it_stands_and_then_gets_a_person(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "I have no idea what my account number is")
    first = last(slack, root)
    await say(slack, bot, "I can't find it", under=root)

    assert "usually stands at the top of an invoice" in first
    assert UNSURE not in first
    assert (await case_of(bot)).status == "escalated"


async def test_a_message_is_thanked_for_once_a_case(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, BOOTS)
    asked = last(slack, root)
    await say(slack, bot, "yes please", under=root)
    await say(slack, bot, "Where is my order A-12345? And my invoice INV-7890 is too high.", under=root)

    thanked = [reply.shown.count("Thanks for your message!") for reply in slack.replies_to(root)]
    assert "Thanks for your message!" in asked
    assert sum(thanked) == 1
    assert last(slack, root).startswith("Here is what I have for you.")
