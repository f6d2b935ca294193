"""What may answer "which product?": only what can be a thing; small talk, names and places leave the question open."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack, Json
from tests.rows import each_row
from tests.stored import case_of, last, rmas_of, say, tasks_of
from tests.workflows.rules.hostile import grows_too_fast
from workflows.answers import Plan
from workflows.rules.frame.smalltalk import is_bitter, is_small_talk
from workflows.rules.planning import plan
from workflows.rules.planning.plan import Waiting, make_plan
from workflows.rules.syntax import clauses

PRODUCT = Waiting("ProductReturn", "product_name")
ASKED = "Which product would you like to return?"
SMALL_TALK = [
    "heyo",
    "hullo!",
    "ahoy there",
    "one sec",
    "thanks a ton",
    "please hurry",
    "Sorry wrong chat",
    "ok, let me check",
    "will do",
    "brb",
    "👍",
    "🎉",
    ":tada:",
    ":+1: :+1:",
    "+1",
    "hang on, let me look it up",
    "Thanks, Peter!",
    "give me 5 mins",
    "lol ok",
    "in a meeting, back soon",
    "Hi team!",
    "got it, will do!",
]
NO_PRODUCT = [
    "my name is Bob",
    "ask Peter",
    "Berlin",
    "black, size M",
    "Bob Miller",
    "this is Bob from sales",
    "my wife knows",
    "the office in Paris",
    "two weeks ago",
    "size 42",
    "the red one",
    "a gift for my son",
    "customer service",
    "gimme a sec please Bob",
    "large",
    "it's broken",
    "my full name is Ann Lamp",
    "I'm Bob",
    "the wrong chat",
    "running a bit late today",
]
SIZES = [
    "EU 43, wide",
    "XL",
    "500 ml",
    "2 m",
    "43",
    "US 9.5",
    "6ft",
    "2m",
    "500ml",
    "1.5 kg",
    "UK size 8",
    "32 inch",
    "W32 L34",
    "A4",
    "XXL, black",
    "10 x 15 cm",
    "12V",
    "256 GB",
    "M/L",
    "IP67",
    "size L",
]
POINTERS = [
    "the usual",
    "the same",
    "the first one",
    "the other one",
    "the second",
    "the same as before",
    "the latest",
    "the former",
    "that one",
    "the above",
    "the most expensive",
    "the cheapest",
    "the one I bought",
    "the previous",
    "the blue",
    "my usual",
    "the whole lot",
    "the ones from May",
    "a pair",
]
PRODUCTS = [
    ("the blue lamp", "blue lamp"),
    ("blue lamp", "blue lamp"),
    ("kettle", "kettle"),
    ("Knives", "Knives"),
    ("X200", "X200"),
    ("SuperWidget 5000", "SuperWidget 5000"),
    ("it's the SuperWidget 5000, the small one", "SuperWidget 5000"),
    ("the lamp, the one from last week", "lamp"),
    ('"Dream Machine"', "Dream Machine"),
    ("my Zorblatt", "Zorblatt"),
    ("oh sorry, the Zorblatt", "Zorblatt"),
    ("for the toaster", "toaster"),
    ("headphones, they broke", "headphones"),
    ("the kettle leaks", "kettle"),
    ("my broken Zorblatt", "Zorblatt"),
    ("hi, it is a pair of running shoes", "running shoes"),
    ("the 500 ml bottle", "500 ml bottle"),
    ("PS5", "PS5"),
    ("WH-1000XM4", "WH-1000XM4"),
    ("the XL hoodie", "XL hoodie"),
    ("the other lamp", "lamp"),
    ("the usual coffee", "usual coffee"),
    ("EU 43 boots", "EU 43 boots"),
    ("G502", "G502"),
    ("A4 paper", "A4 paper"),
    ("the office chair", "office chair"),
]


async def _asked(slack: FakeSlack, bot: Bot) -> Json:
    return await say(slack, bot, "I want to return something")


@each_row("text", [*SMALL_TALK, *NO_PRODUCT, *SIZES, *POINTERS])
def test_what_names_no_thing_fills_no_product(text: str) -> None:
    assert make_plan(text, PRODUCT).tasks == []


@each_row(("text", "product"), PRODUCTS)
def test_what_can_only_be_a_thing_fills_the_product(text: str, product: str) -> None:
    assert [task.product_name for task in make_plan(text, PRODUCT).tasks] == [product]


def test_which_one_it_is_is_no_second_product_and_no_reason() -> None:
    [task] = make_plan("I want to return the SuperWidget 5000, the small one").tasks

    assert (task.product_name, task.reason_for_return) == ("SuperWidget 5000", None)


@each_row("text", SMALL_TALK)
def test_small_talk_is_known(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "???",
        "the lamp",
        "ok, the lamp",
        "A-12345",
        "where is my order?",
        "thanks, but it still does not work",
        "I want a human",
        "ok I want to return the lamp",
        "thanks. Also my invoice is wrong",
        "Berlin",
        "help",
    ],
)
def test_what_says_something_is_no_small_talk(text: str) -> None:
    assert not is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    ["Thanks for nothing!", "thank you for nothing", "Thanks but that did not help", "thanks for wasting my day"],
)
def test_thanks_that_are_none_are_known(text: str) -> None:
    assert is_bitter(text)


@pytest.mark.parametrize("text", ["one sec", "please hurry", "Sorry wrong chat", "👍", "ok, let me check"])
async def test_small_talk_leaves_the_question_open_and_the_product_that_follows_is_taken(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    root = await _asked(slack, bot)
    await say(slack, bot, text, under=root)
    between, issued = await case_of(bot), await rmas_of(bot)
    asked = last(slack, root)
    await say(slack, bot, "the blue lamp, it flickers", under=root)

    assert (issued, between.status) == ([], "waiting")
    assert "I still need what I asked for" in asked
    [rma] = await rmas_of(bot)
    assert (rma.product_name, rma.number in last(slack, root)) == ("blue lamp", True)


@pytest.mark.parametrize("text", ["my name is Bob", "ask Peter", "Berlin", "black, size M", "EU 43, wide", "the usual"])
async def test_a_name_or_a_place_is_no_product_and_the_product_that_follows_is_taken(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    root = await _asked(slack, bot)
    await say(slack, bot, text, under=root)
    between, issued, asked = await case_of(bot), await rmas_of(bot), last(slack, root)
    await say(slack, bot, "kettle", under=root)

    assert (issued, between.status) == ([], "waiting")
    assert ASKED in asked
    assert [rma.product_name for rma in await rmas_of(bot)] == ["kettle"]


@pytest.mark.parametrize("piece", ["my a ", "return the ", "the strap, "])
def test_a_long_answer_costs_no_more_than_its_length(piece: str) -> None:
    def read(text: str) -> Plan:
        for remembered in (clauses.read, plan.seen_in, plan.found_in):
            remembered.cache_clear()
        return make_plan(text, PRODUCT)

    assert not grows_too_fast(read, lambda size: (piece * size)[:size])


async def test_the_product_is_asked_for_once_more_and_then_a_person_goes_on(bot: Bot, slack: FakeSlack) -> None:
    root = await _asked(slack, bot)
    await say(slack, bot, "Berlin", under=root)
    once = await case_of(bot)
    await say(slack, bot, "black, size M", under=root)

    assert once.status == "waiting"
    assert (await case_of(bot)).status == "escalated"
    assert await rmas_of(bot) == []


async def test_one_product_said_in_two_ways_is_one_return(bot: Bot, slack: FakeSlack) -> None:
    root = await _asked(slack, bot)
    await say(slack, bot, "it's the SuperWidget 5000, the small one", under=root)

    assert [rma.product_name for rma in await rmas_of(bot)] == ["SuperWidget 5000"]


@pytest.mark.parametrize("text", ["👍", "🎉", ":tada:", "will do", "ok, let me check", "thanks", "brb"])
async def test_small_talk_after_an_answer_never_goes_to_a_person(bot: Bot, slack: FakeSlack, text: str) -> None:
    root = await say(slack, bot, "Where is my order A-12345?")
    await say(slack, bot, text, under=root)
    await say(slack, bot, text, under=root)

    assert (await case_of(bot)).status == "answered"
    assert "not sure" not in last(slack, root)
    assert len(await tasks_of(bot)) == 1


@pytest.mark.parametrize("text", ["👍", "will do"])
async def test_small_talk_leaves_an_awaited_order_and_account_number_open(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    order = await say(slack, bot, "Where is my order?")
    await say(slack, bot, text, under=order)
    account = await say(slack, bot, "I was charged twice this month, please check my bill")
    await say(slack, bot, text, under=account)

    assert (await case_of(bot)).awaiting == f"task:{(await tasks_of(bot))[0].id}"
    assert (await case_of(bot, "CASE-1002")).awaiting == "account_number"


@pytest.mark.parametrize("text", ["Thanks for nothing!", "thank you for nothing"])
async def test_thanks_for_nothing_is_an_unhappy_customer(bot: Bot, slack: FakeSlack, text: str) -> None:
    root = await say(slack, bot, "Where is my order A-12345?")
    await say(slack, bot, text, under=root)

    assert (await case_of(bot)).status == "escalated"
    assert "welcome" not in last(slack, root)
