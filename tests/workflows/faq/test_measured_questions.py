"""The measure of a sentence is asked for, rather than whether it is so."""

import pytest

from workflows.faq.sentence_questions import question_of_sentence
from workflows.faq.ways import asked_of_act

ASKED = [
    ("You can change the order until noon.", "Until when can I change the order?"),
    ("Guests can change the room up to two days before arrival.", "Until when can guests change the room?"),
    ("You can swap the date twice.", "How often can I swap the date?"),
    ("You can bring up to four guests at a time.", "How many guests can I bring at a time?"),
    ("You need at least three photos.", "How many photos do I need?"),
    ("Parcels can be handed in until 30 June.", "Until when can parcels be handed in?"),
    ("Tools can be kept for two weeks.", "How long can tools be kept?"),
    ("Changes must be made at least two days before arrival.", "How far ahead do changes have to be made?"),
    ("The fee is due on the first day of the month.", "When is the fee due?"),
    ("Letters are sent on Mondays.", "When are letters sent?"),
    ("We charge $5 a day for late tools.", "How much do you charge for late tools?"),
    ("We charge a fee of 12 euros for each lost key.", "How much is the fee for each lost key?"),
    ("We collect within 20 km.", "How far do you collect?"),
    ("The waiting period is six weeks.", "How long is the waiting period?"),
    ("The deposit is two months' rent.", "How much is the deposit?"),
    ("We post letters by the end of the day.", "When do you post letters?"),
    ("Thefts must be reported to the police.", "Do thefts have to be reported to the police?"),
    ("Pets are welcome in the garden.", "Are pets welcome in the garden?"),
    ("You must wear a helmet.", "Do I have to wear a helmet?"),
]


@pytest.mark.parametrize(("sentence", "question"), ASKED)
def test_a_sentence_is_asked_for_its_measure(sentence: str, question: str) -> None:
    found = question_of_sentence(sentence)

    assert found is not None
    assert found.question == question


@pytest.mark.parametrize(
    "sentence",
    [
        "We keep your name, your address and your orders.",
        "To stop earlier, press the button again.",
        "We answer within one month.",
    ],
)
def test_half_of_a_list_and_an_act_without_an_object_are_not_asked(sentence: str) -> None:
    assert question_of_sentence(sentence) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("You can work from home on two days a week.", "Can I work from home"),
        ("Working from home is allowed on Fridays.", "Can I work from home"),
        ("You must ask first. Only two days a week count.", "What are the rules for working from home"),
        ("You can work from home. Fill in the form in the portal.", "How do I work from home"),
        ("1. Ask your manager.\n2. Take the laptop home.", "How do I work from home"),
        ("We accept it on Fridays.", "Can I work from home"),
        ("A laptop is given to everybody.", "How do I work from home"),
    ],
)
def test_how_something_is_done_is_asked_where_it_is_told(text: str, question: str) -> None:
    assert asked_of_act("work", "working", "from home", text) == question
