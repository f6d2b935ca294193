"""What staff ask their customer, and what only looks like it: who is asked nothing owes no answer."""

import pytest

from handlers.cases.asking import asks


@pytest.mark.parametrize(
    "words",
    [
        "Which invoice is it?",
        "Hi Ana! Which lamp is it? A photo would help.",
        "Which invoice is it? Thanks!",
        "Could you send me a photo? I will look at it today.",
        "Which lamp do you mean? Let me check the others.",
        "I will look into it. Which invoice is it?",
        "Which invoice is it? I will look it up as soon as I know.",
        "Is it still broken? Then I'll send another one.",
        'Does it say "are you sure?"',
        "Welche Rechnung ist es? Ich sehe nach, sobald ich sie habe.",
        "Können Sie mir ein Foto schicken? Ich sehe es mir an.",
        "你的订单号是什么\uff1f",
        "> Why was it charged twice?\nWhich invoice is it?",
    ],
)
def test_a_question_to_the_customer_is_one(words: str) -> None:
    assert asks(words)


@pytest.mark.parametrize(
    "words",
    [
        "It left the house today, Ana.",
        "See https://example.com/?id=7 for more.",
        "I will ask billing. Why was it charged twice? I will find out.",
        "Why were you charged twice? I'll find out and write here.",
        "What went wrong there? We are looking into it.",
        "Was it charged twice? Let me check.",
        "> Why was it charged twice?\nA bug of ours, it is mended.",
        "Wie kam das? Ich kläre das und melde mich hier.",
        "Que s'est-il passé ? Je me renseigne.",
        "",
    ],
)
def test_what_staff_answer_themselves_asks_nothing(words: str) -> None:
    assert not asks(words)
