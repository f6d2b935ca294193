"""What may be offered for a question: what is near, nothing for unrelated ones; sections as a reader sees them."""

import pytest

from tests.handlers.faq.offered import ALL, ASKED, DELIVERY, GUIDE, UNRELATED
from tests.handlers.faq.published import ENTRIES, ROWS, asked_of
from tests.handlers.faq.published import UNRELATED as FAR
from workflows.faq import documents
from workflows.faq.documents import Document, Passage
from workflows.faq.near import NearIndex, Text
from workflows.faq.offers import MOST_OFFERED, MOST_PASSAGES, PASSAGE_CHARS, EntryText, Offers
from workflows.faq.questions_in_messages import asks_for_rule, is_own, questions_in
from workflows.faq.sections import BETWEEN, passages_of

OFFERS = Offers((), ALL)
PUBLISHED = NearIndex([Text(one.question, one.answer, one.about) for one in ENTRIES])


def texts_of(found: list[Passage]) -> str:
    return " ".join(" ".join(one.text.split()) for one in found)


def test_most_questions_are_offered_the_section_that_answers_them() -> None:
    right = [
        question
        for question, answer in ASKED
        if answer in texts_of([one.section for one in OFFERS.near(question) if one.section])
    ]

    assert len(right) / len(ASKED) >= 0.78


def test_the_passages_for_a_model_mostly_hold_the_answer_and_are_bounded() -> None:
    given = {question: OFFERS.passages(question) for question, _ in ASKED}

    right = [question for question, answer in ASKED if answer in texts_of(given[question])]

    assert len(right) / len(ASKED) >= 0.93
    assert max(map(len, given.values())) <= MOST_PASSAGES
    assert max(len(texts_of(one)) for one in given.values()) <= PASSAGE_CHARS + MOST_PASSAGES


def test_hardly_anything_is_offered_for_unrelated_questions() -> None:
    offered = [question for question in UNRELATED if OFFERS.near(question)]

    assert len(offered) / len(UNRELATED) <= 0.06


@pytest.mark.parametrize("part", ["tuned", "held", "fresh", "last"])
def test_a_question_that_an_entry_answers_is_offered_it(part: str) -> None:
    asked = asked_of(part)

    right = [question for question, place in asked if place in PUBLISHED.near(question)[:MOST_OFFERED]]

    assert len(right) / len(asked) >= 0.8


def test_unrelated_questions_of_the_other_rows_are_mostly_offered_nothing() -> None:
    assert len([question for question in FAR if PUBLISHED.near(question)]) <= 3
    assert ROWS["none"]


def test_never_more_than_three_are_offered_and_an_entry_or_its_section_but_not_both() -> None:
    answer = "Standard delivery takes two to four working days within the country."
    start = DELIVERY.text.index(answer)
    entry = EntryText(
        "How long does standard delivery take?", answer, DELIVERY.title, (), ((0, start, start + len(answer)),)
    )
    offers = Offers([entry], [DELIVERY, GUIDE])

    found = offers.near("how long does standard delivery take to the islands?")

    assert len(found) <= MOST_OFFERED
    assert len([one for one in found if one.entry == 0 or one.label == "Delivery times"]) == 1


TWICE = """## Do you deliver pianos?\n\nOnly to the ground floor.\n\n## Do you deliver pianos?\n\nPianos go on Mondays.

## Pianos\n\nWe tune pianos.\n\n## Pianos\n\nWe sell pianos, too.\n"""


def test_the_same_question_is_offered_once_and_what_is_called_alike_is_told_apart() -> None:
    document = Document("Pianos and more", TWICE)
    at = TWICE.index("Pianos go")
    entry = EntryText("Do you deliver pianos?", "Pianos go on Mondays.", "", (), ((0, at, at + 21),))

    labels = [one.label for one in Offers([entry], [document]).near("can you deliver pianos?")]

    assert [one for one in labels if one.startswith("Do you deliver")] == ["Do you deliver pianos?"]
    assert labels[1:] == ["Pianos", "Pianos: We tune pianos."]


def test_a_chosen_entry_goes_first_if_it_is_near_at_all() -> None:
    entries = [EntryText(f"How are {kind} lamps cleaned?", "With a cloth.", "", (), ()) for kind in ("red", "blue")]
    offers = Offers(entries, ())

    assert offers.near("how do I clean lamps", first=[1])[0].entry == 1
    assert offers.near("what is the capital of Australia", first=[1]) == []


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("my appliance broke, what now?", "Malfunctions"),
        ("I want my money back", "Reimbursement"),
        ("what if nobody is home?", "Absence of the recipient"),
        ("can I bring my cat back a week later?", "Animals"),
    ],
)
def test_everyday_words_find_the_section_that_says_it_in_other_ones(question: str, section: str) -> None:
    texts = {
        "Malfunctions": "A defective appliance is inspected in the workshop.",
        "Reimbursement": "The amount is credited within ten days.",
        "Absence of the recipient": "The consignment is deposited at the depot.",
        "Animals": "They may be returned to the shelter within a month.",
    }
    offers = Offers((), [Document(heading, f"# {heading}\n\n{text}") for heading, text in texts.items()])

    assert [one.label for one in offers.near(question)][:1] == [section]


def test_words_of_another_language_are_compared_in_that_language_only() -> None:
    index = NearIndex(
        [
            Text("Rückgabe", "Sie können die gekaufte Ware innerhalb von 30 Tagen an uns zurücksenden.", "Regeln"),
            Text("Returns", "You may return what you bought within 30 days.", "Rules"),
        ]
    )

    assert index.near("Innerhalb von wie vielen Tagen kann ich die Ware zurücksenden?") == [0]
    assert index.near("within how many days can I return what I bought?") == [1]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# Fees\n\nA pass costs 3 euros.\n\n## Hours\nWe open at nine.", ["Fees", "Hours"]),
        ("1. Fees\nA pass costs 3 euros.\n\n2.1 Hours\nWe open at nine.", ["Fees", "Hours"]),
        ("Fees\n----\nA pass costs 3 euros.\n\nHours\n=====\nWe open at nine.", ["Fees", "Hours"]),
        ("**Fees.** A pass costs 3 euros.\n\n**Hours**\nWe open at nine.", ["Fees", "Hours"]),
        ("Q: What does it cost?\nA: A pass costs 3 euros.\n\nQ2. When do you open?\nAt nine.", None),
        ("A pass costs 3 euros. We open at nine.", [""]),
    ],
)
def test_a_section_has_the_heading_that_stands_over_it(text: str, headings: list[str] | None) -> None:
    found = passages_of([Document("Guide", text)])

    assert [one.heading.rpartition(BETWEEN)[2] for one in found] == (
        headings or ["What does it cost?", "When do you open?"]
    )
    assert all(text[one.start : one.end] == one.text for one in found)
    assert "A pass costs 3 euros." in found[0].text


def test_a_long_section_is_cut_between_sentences_and_the_first_is_named_by_its_heading() -> None:
    text = "# Fees\n\n" + " ".join(f"Pass number {at} costs {at} euros." for at in range(100))

    found = passages_of([Document("Guide", text)])

    assert {one.heading for one in found} == {"Fees"}
    assert all(len(one.text) <= documents.PASSAGE_CHARS and one.text.endswith(".") for one in found)


@pytest.mark.parametrize("text", ["", "**" * 500, "1. " * 500, "Q: " * 500, "x" * 2000, "a\n" * 500, "__a" * 500, "="])
def test_any_text_is_cut_into_spans_of_itself(text: str) -> None:
    assert all(text[one.start : one.end] == one.text != "" for one in passages_of([Document("Guide", text)]))


RULES = (
    "how long does my parcel take?",
    "Hi, how long does it take for my refund?",
    "When do I get my refund?",
    "What happens if my parcel gets lost?",
    "Do I have to pay for my return?",
    "can my neighbour take my parcel?",
    "How much does my delivery cost?",
)
RECORDS = (
    "where is my parcel?",
    "When will my parcel arrive?",
    "has my order shipped?",
    "How long has my parcel been on the way?",
    "How long does my parcel still take?",
    "why is my refund late?",
    "how long until you fix my order?",
    "what is my account balance?",
    "how much is left on my account?",
    "How much do I owe on my account?",
    "How much did I pay for my order?",
    "how long does my order A-12345 take?",
    "How long do inverters last that came with my order?",
    "can you check my order?",
)


@pytest.mark.parametrize("question", RULES)
def test_who_asks_for_a_rule_about_their_own_thing_may_be_told_it(question: str) -> None:
    assert asks_for_rule(question)
    assert questions_in(question) == [question]


@pytest.mark.parametrize("question", RECORDS)
def test_who_asks_how_their_own_thing_stands_is_told_no_rule(question: str) -> None:
    assert not asks_for_rule(question)
    assert is_own(question)
    assert questions_in(question) == []
