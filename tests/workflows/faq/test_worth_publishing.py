"""What is published must be worth it: whole lists, answers to what is asked, exceptions with what they except."""

import pytest

from bot.formats.documents import read_text
from tests.workflows.faq.test_asked_well import asked
from workflows.faq.section_questions import PARTLY, Extract, survey_of
from workflows.faq.ways import asked_of_amends, done_by_others, tells_payment

LONG = "It opens the pool, the sauna and the gym, and a friend may come along on the first Sunday of each month. " * 6


def test_a_question_for_all_kinds_is_answered_with_all_of_them_or_not_asked() -> None:
    short = "# Club\n\n## Kinds of pass\n\n- Silver: 20 euros a month.\n\n### Gold\n\nGold costs 30 euros a month."
    long = f"# Club\n\n## Kinds of pass\n\n- Silver: 20 euros a month.\n\n### Gold\n\n{LONG}\n\n### Black\n\n{LONG}"
    document = read_text("guide.md", long)

    assert "Gold costs 30 euros" in asked(short)["Which kinds of pass are there?"]
    assert "Which kinds of pass are there?" not in asked(long)
    assert PARTLY in survey_of(document).left_out.values()


@pytest.mark.parametrize(
    ("heading", "text", "question"),
    [
        (
            "Ending the contract",
            "1. We refund half of the year's fee.\n2. Keys that are missing are charged.",
            "What happens if I end the contract?",
        ),
        ("Ending the contract", "1. Open your account.\n2. Choose Leave.", "How do I end the contract?"),
        ("Paying", "You can pay by card or cash at the desk.", "How can I pay?"),
        ("Paying", "Invoices are settled by bank\ntransfer within ten days.", "How can I pay?"),
        (
            "Leaving it with a neighbour",
            "The courier rings twice. A parcel can go next door if you have named a house.",
            "Can you leave my parcel with a neighbour?",
        ),
        (
            "Giving it up or selling it",
            "The licence ends on that day.",
            "What happens if I give it up or sell it (Harbour)?",
        ),
        ("Changing or cancelling", "Ring us about your booking.", "How do I change or cancel my booking?"),
        ("What we do", "We repair the lamp or send a new one.", "Do you repair or replace?"),
        ("My bill never came", "Tell us within a month.", "What should I do if my bill never came?"),
        ("I can smell gas in the cellar", "Leave the house.", "What should I do if I can smell gas in the cellar?"),
        ("Theft cover", "It does not cover cash.", "What does the theft cover include?"),
        ("Photographs", "Guests may take pictures, never of others.", "What are the rules for photographs?"),
        ("Breakdowns and returns", "Ring the depot at once.", "What should I do if there is a breakdown?"),
        ("Worries and complaints", "Speak to the warden first, then write.", "How do I make a complaint?"),
        (
            "Illness and medicines",
            "Keep your child at home for two days after a fever.",
            "What happens if my child is ill?",
        ),
    ],
)
def test_a_heading_is_asked_what_its_text_tells(heading: str, text: str, question: str) -> None:
    assert question in asked(f"# Harbour\n\n## {heading}\n\n{text}")


@pytest.mark.parametrize(
    ("heading", "text", "wrong"),
    [
        ("Paying", "Fees fall due on the 5th. We look at all fees in autumn.", "pay"),
        ("Leaving it with a neighbour", "The courier rings twice and then drives on to the next street.", "leave it"),
        ("What we do", "We look after the harbour and its lights.", "you do?"),
        ("Equipment and belongings", "Ropes belong on the rack, bags under the bench.", "equipment"),
    ],
)
def test_a_heading_is_not_asked_what_its_text_does_not_tell(heading: str, text: str, wrong: str) -> None:
    assert not [one for one in asked(f"# Harbour\n\n## {heading}\n\n{text}") if wrong in one]


def test_closing_lines_do_not_belong_to_the_last_answer() -> None:
    text = "# Club\n\n## How do I join?\n\nFill in the form at the desk.\n\nHarbour Lane 4, Westport. Founded 1912."
    related = "# Club\n\n## How do I join?\n\nFill in the form at the desk.\n\nThe form is in Welsh too."

    assert asked(text)["How do I join?"] == "Fill in the form at the desk."
    assert asked(related)["How do I join?"].endswith("in Welsh too.")


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Schools may open an account after two paid trips.", "Can schools open an account?"),
        ("Nobody under 14 may steer a boat.", "How old do I have to be to steer a boat?"),
        ("A kayak may be borrowed against a passport.", "Can a kayak be borrowed?"),
        ("You must service the boiler every two years.", "How often do I have to service the boiler?"),
        ("The joining fee of £9 is paid with the first order.", "How much is the joining fee?"),
        ("A long weekend runs from Friday noon to Monday at 8 am.", "What counts as a long weekend?"),
        ("The museum closes on 24 December and 1 May.", "On which days does the museum close?"),
        ("The refund is worked out by the days that are left.", "How is the refund worked out?"),
        ("A certificate is asked for once a year.", "How often is a certificate asked for?"),
        ("We cannot accept a lamp without its shade.", "Can you accept a lamp without its shade?"),
        ("If we cannot agree, you may ask the board to decide.", "What can I do if we cannot agree?"),
        (
            "If the skin is red, sore or dry, or if it burns, see a doctor the same day.",
            "What should I do if the skin is red?",
        ),
    ],
)
def test_the_kind_of_thing_is_asked_and_not_the_sentence_said_again(sentence: str, question: str) -> None:
    assert question in asked(f"# Harbour\n\n{sentence}")


@pytest.mark.parametrize(
    "sentence",
    [
        "A yearly pass is lengthened by the same time.",
        "If you ordered the wrong one yourself, pumping costs 40 euros.",
        "Payments already made are not affected.",
        "Tanks are filled to 90 per cent at most.",
        "The deposit is blocked on a card and not taken.",
        "Knives are handed over only to adults.",
        "The courier needs somebody at home to sign.",
        "When you have finished, ring us for a number.",
        "Do not keep pressing the green button.",
        "You can skip a single box or pause for up to six months.",
    ],
)
def test_what_leans_on_words_before_it_or_gives_its_answer_away_is_not_asked(sentence: str) -> None:
    assert asked(f"# Harbour\n\n{sentence}") == {}


@pytest.mark.parametrize(
    ("text", "question", "ending"),
    [
        (
            "If you lose the key, we cut one, provided that:\n\n- you ask.\n\nThe offer does not cover safes. Ring us.",
            "What happens if I lose the key?",
            "safes. Ring us.",
        ),
        (
            "We do not offer lessons in May. When you are away for a month, we halve the fee.",
            "Do you offer lessons in May?",
            "we halve the fee.",
        ),
        (
            "1. You can return a sail within 14 days. We pay for the post.\n2. After that, sails are only swapped.",
            "How long do I have to return a sail?",
            "only swapped.",
        ),
    ],
)
def test_an_exception_that_stands_beside_a_sentence_belongs_to_its_answer(
    text: str, question: str, ending: str
) -> None:
    assert asked(f"# Harbour\n\n## Lockers and lessons\n\n{text}")[question].endswith(ending)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Ein Tausch der Boote ist so oft wie nötig ohne Aufpreis möglich.", "Ist ein Tausch der Boote möglich?"),
        ("Alte Segel kaufen wir nicht.", "Kaufen Sie alte Segel?"),
        ("Darum vermieten wir Segel-, Ruder- und Motorboote an alle.", None),
    ],
)
def test_german_questions_do_not_turn_the_sense_round(sentence: str, question: str | None) -> None:
    found = asked(f"# Bootsverleih\n\nWir freuen uns auf Sie und Ihre Gäste am See. {sentence}")

    assert list(found) == ([question] if question else [])


def test_goods_of_a_row_do_not_take_time_themselves() -> None:
    table = "| Returned | Usual time |\n|---|---|\n| Broken or wrong goods | 8 days |\n| Repair | 12 days |"
    found = asked(f"# Returns\n\n{table}")

    assert "How long does it take for broken or wrong goods?" in found
    assert not any(one.startswith("How long do broken") for one in found)


def test_ways_are_read_in_a_text() -> None:
    assert tells_payment("You pay in cash.")
    assert not tells_payment("Your card opens the door.")
    assert asked_of_amends("We repair it, or you get your money back.") == "Do you repair or refund?"
    assert asked_of_amends("We repair it.") is None
    assert done_by_others("leave", "it outside", "Our van brings the parcel.") == "Can you leave my parcel outside"
    assert done_by_others("leave", "it outside", "Our van is blue.") == ""
    assert done_by_others("leave", "it outside", "You carry the parcel.") is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.md",
            "# Club\n\n## How do I join?\n\nFill in the form.[^1]\n\n[^1]: Prices are for one year of form and key.\n",
        ),
        (
            "a.txt",
            "Club\n\nHow do I join?\n\nFill in the form at the desk.\n\n* Prices are for one year of form and key.\n",
        ),
    ],
)
def test_a_footnote_belongs_to_no_heading(name: str, text: str) -> None:
    found = {one.question: text_of(name, text, one) for one in survey_of(read_text(name, text)).extracts}

    assert found["How do I join?"].startswith("Fill in the form")
    assert "Prices" not in found["How do I join?"]


def text_of(name: str, text: str, one: Extract) -> str:
    return read_text(name, text).text[one.start : one.end]
