"""What is left beside tasks is a part only if it is a question or a problem: no introduction, aside or thanks."""

import pytest

from tests.rows import each_row
from workflows.answers import Task
from workflows.rules.escalation.wishes import is_wish
from workflows.rules.planning.leftovers import is_part_of_its_own, only_tells
from workflows.rules.planning.plan import make_plan

RETURN = (Task(query_type="ProductReturn", product_name="lamp"),)
STATUS = (Task(query_type="StatusUpdate", order_id="A-12"),)

JUNK = [
    "I have three things",
    "I'm writing with a couple of requests about my recent purchases",
    "Hi, I need help with a few different things today",
    "I have a quick question",
    "My requests are as follows",
    "Here is what I need from you",
    "I bought the lamp in spring for my daughter's room",
    "We have been customers for ten years",
    "My husband loves it though",
    "It was a birthday present, as it happens",
    "The weather has been awful here",
    "I am on holiday from Monday",
    "I need them before Friday",
    "No wait, I mean the blue one",
    "Sorry, not the chair",
    "I meant the one from March",
    "To be clear, the box was fine",
    "As I said, it is all packed",
    "Thanks for your help yesterday",
    "Thank you so much in advance for looking into this",
    "I hope you can sort this out",
    "I'd really appreciate a quick answer",
    "Please hurry",
    "Please let me know as soon as you can",
    "Could you please help me with these?",
    "Can you take care of this?",
    "Is that ok?",
    "Looking forward to hearing from you",
    "Please do not call me at work",
    "I do not want a replacement",
    "I already got a refund for the vase, all good",
    "If the parcel isn't here tomorrow I'll complain",
    "This is what my colleague wrote",
    "Have a lovely weekend",
    "Best wishes, Ann",
]
PARTS = [
    "How do I reset my password?",
    "My app crashes on start",
    "I can't log in to my account",
    "The website shows an error when I pay",
    "Do you ship to Iceland?",
    "Please cancel my subscription",
    "What are your opening hours on Saturday",
    "I'd like to know whether you sell spare bulbs",
    "Could you change my delivery address?",
    "Please send me a copy of my warranty",
    "My voucher code was rejected at the checkout",
    "The tracking page is stuck",
    "I was charged twice",
    "The parcel came without the charger",
    "Why do I get reminders?",
    "I want to speak to a person",
    "I need an invoice for my tax return",
    "By the way, is there a student discount?",
    "Also, my router fails to connect",
    "My password does not work any more",
]


@each_row("text", JUNK)
def test_what_asks_nothing_and_tells_of_no_problem_is_no_part(text: str) -> None:
    assert not is_part_of_its_own(text, RETURN)


@each_row("text", PARTS)
def test_a_question_or_a_problem_of_its_own_is_a_part(text: str) -> None:
    assert is_part_of_its_own(text, RETURN)


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("please refund me", RETURN),
        ("I want my money back asap", RETURN),
        ("RMA please", RETURN),
        ("where is my order?", STATUS),
        ("I want to know where it is now", STATUS),
        ("I'd prefer a replacement rather than a refund", RETURN),
        ("Could I get another one instead?", RETURN),
    ],
)
def test_a_request_said_once_more_and_a_wish_beside_a_return_are_no_parts(text: str, tasks: tuple[Task, ...]) -> None:
    assert not is_part_of_its_own(text, tasks)


@pytest.mark.parametrize(
    "text",
    [
        "I'd prefer a replacement rather than a refund",
        "Could I get another one instead?",
        "I would like store credit for it",
        "Please send me a replacement",
        "We'd like to exchange it",
        "Exchange it for a larger one",
        "I'd rather have a voucher",
    ],
)
def test_a_replacement_an_exchange_or_a_credit_is_a_wish(text: str) -> None:
    assert is_wish(text)


@pytest.mark.parametrize(
    "text",
    [
        "I do not want a replacement",
        "What is your policy on replacements?",
        "Do you give store credit?",
        "My replacement arrived",
        "I want to return the lamp, it hums",
    ],
)
def test_talk_of_a_replacement_is_no_wish(text: str) -> None:
    assert not is_wish(text)


LONG = [
    (
        """Hello team, I hope you are well. I have a few things. First of all, I bought a desk lamp and a stool in May.
The lamp flickers all evening, so I want to return it. My flatmate thinks it is the bulb, but I tried three.
Secondly, where is order A-90210? It was meant for my mother's birthday. Finally, how do I change my email address?
Thanks a lot for your patience. Kind regards, Tom""",
        ["how do I change my email address?"],
    ),
    (
        """Good morning! I'm a long-time customer and usually very happy. I want to return the trail shoes because the
sole came off. No wait, the hiking boots, sorry, I mix them up. I'd prefer a replacement rather than a refund.
It rained all week, which did not help. Please let me know soon.""",
        [],
    ),
    (
        """Where is A-4455? I need it before Friday because we are moving house. My login fails as well. The old flat
has no lift. Invoice INV-77 is too high. I would really appreciate your help. Have a great day!""",
        ["My login fails as well"],
    ),
    (
        """Please send back the kettle, it leaks. My wife says hi. By the way, do you deliver to Malta? We love the
island. Can you help me with these?""",
        ["do you deliver to Malta?"],
    ),
    (
        """We moved in June, it was a nightmare. Anyway, track order A-31 please. I also want to return the curtains,
too short. If they can't be returned, so be it. That is all from me.""",
        [],
    ),
]


@pytest.mark.parametrize(("text", "left"), LONG)
def test_a_long_message_has_no_part_that_is_none(text: str, left: list[str]) -> None:
    assert [one.text for one in make_plan(text).leftovers] == left


@pytest.mark.parametrize(
    "text",
    [
        "the parasol folded in the wind after three days, what happens now",
        "going to Norway on Friday, will my phone work there",
        "My daughter spent my money in the game",
        "The zip of my coat has gone",
        "The driver was rude to my mother",
        "We are six people, which ticket do we need",
        "I forgot my scarf in the cinema",
        "we deleted our project by mistake, any chance of bringing it back?",
    ],
)
def test_who_asks_or_tells_of_something_wrong_is_not_told_that_this_is_good_to_hear(text: str) -> None:
    assert not only_tells(text)
