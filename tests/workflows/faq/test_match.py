"""The measure that says whether a published entry answers a question: labelled questions, and what it must never do."""

import pytest

from tests.handlers.faq.published import ENTRIES, ROWS, UNRELATED, asked_of
from tests.rows import each_row
from workflows.faq.groups import grouped
from workflows.faq.match import Entry, FaqIndex
from workflows.faq.questions_in_messages import questions_in

INDEX = FaqIndex(ENTRIES)
# What was there when the measure was made (docs/decisions/0010-published-answers.md), less one question.
LEAST_RECALL = {"tuned": 0.8, "held": 0.87, "fresh": 0.75, "last": 0.48}

SHORT = "Members of the film club pay nothing."
LONG = (
    "Print the label from your account. Put the parcel in a box. Hand it in at a shop of the carrier within ten days. "
    f"{SHORT}"
)


def found(text: str, index: FaqIndex = INDEX) -> list[int]:
    """Return the places of the entries that a message is answered from."""
    return [place for question in questions_in(text) if (place := index.answers(question)) is not None]


@pytest.mark.parametrize("part", LEAST_RECALL)
def test_most_questions_in_other_words_find_their_entry(part: str) -> None:
    asked = asked_of(part)

    right = [question for question, place in asked if found(question) == [place]]

    assert len(right) / len(asked) >= LEAST_RECALL[part]


@pytest.mark.parametrize("part", LEAST_RECALL)
def test_no_question_finds_an_entry_that_does_not_answer_it(part: str) -> None:
    wrong = [question for question, place in asked_of(part) if set(found(question)) - {place}]
    wrong += [question for question in ROWS["none"][part] if found(question)]

    assert wrong == []


def test_nothing_unrelated_finds_an_entry() -> None:
    assert [question for question in UNRELATED if found(question)] == []


@each_row("entry", ENTRIES, ids=lambda entry: entry.question)
def test_an_entry_s_own_question_finds_it(entry: Entry) -> None:
    assert found(entry.question) == [ENTRIES.index(entry)]


@pytest.mark.parametrize(
    "text",
    [
        "Hi team, quick question: how long do inverters last? Thanks!",
        "HOW LONG DO INVERTERS LAST???",
        "Could you please tell me how long inverters last",
        "how long do inverters last",
        "I'd like to know how long inverters last.",
    ],
)
def test_the_way_of_asking_does_not_matter(text: str) -> None:
    assert [ENTRIES[place].question for place in found(text)] == ["How long do inverters last?"]


@pytest.mark.parametrize(
    "text",
    [
        "How long do inverters last that came with my order?",
        "How long do inverters last? My invoice is INV-7890.",
        "When can I return item RMA-100016?",
        "My inverter stopped working, how long do inverters last?",
        "why is my inverter not working?",
        "Inverters last long.",
        "",
        "???",
        "how long do they last?",
    ],
)
def test_what_is_the_writer_s_own_or_no_question_finds_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(("said", "answers"), [(LONG, []), (SHORT, [0])])
def test_what_a_long_answer_says_in_passing_answers_nothing_else(said: str, answers: list[int]) -> None:
    index = FaqIndex([Entry("How do I send something back?", said, "Returns"), *ENTRIES])

    assert found("Do members of the film club pay?", index) == answers


def test_check_in_is_not_check_out() -> None:
    index = FaqIndex([Entry("When is check-in?", "Check-in is from 2 pm to 9 pm.", "Campsite")])

    assert found("from when can we check in?", index)
    assert not found("when is check-out?", index)


def test_what_something_is_answers_no_other_question_about_it() -> None:
    index = FaqIndex(
        [Entry("What is a wind turbine?", "A wind turbine is a machine that turns moving air into electricity.", "")]
    )

    assert found("tell me what wind turbines are", index)
    assert not found("Does a wind turbine need electricity?", index)
    assert not found("where are the wind turbines?", index)


def test_another_number_is_another_question() -> None:
    assert found("What does a home system of 6 kilowatts need?")
    assert not found("What does a home system of 8 kilowatts need?")


def test_what_is_denied_must_be_denied_by_the_entry_too() -> None:
    index = FaqIndex(
        [Entry("When are turbines stopped?", "Turbines are stopped in strong wind, so that they are not damaged.", "")]
    )

    assert found("when do turbines get stopped?", index)
    assert not found("what do turbines do when there is no wind?", index)


def test_an_entry_in_another_language_is_found_by_its_own_words_only() -> None:
    german = Entry(
        "Wie lange hat der Laden am Samstag geöffnet?", "Der Laden ist am Samstag von 9 bis 13 Uhr geöffnet.", "Laden"
    )
    index = FaqIndex([german, *ENTRIES])

    assert found("Am Samstag: wie lange hat der Laden geöffnet?", index) == [0]
    assert not found("Wie lange hat der Laden am Sonntag geöffnet?", index)
    assert not found("Wie lange hält ein Wechselrichter?", index)


def test_of_two_entries_that_one_word_fits_alike_neither_is_chosen() -> None:
    index = FaqIndex(
        [
            Entry("How long do red lamps last?", "Red lamps last 2 years.", ""),
            Entry("How long do blue lamps last?", "Blue lamps last 5 years.", ""),
        ]
    )

    assert not found("how long do lamps last?", index)
    assert found("how long do blue lamps last?", index) == [1]


def test_a_question_whose_words_are_the_document_s_title_does_not_choose_among_its_entries() -> None:
    back = Entry("How do I change my mind?", "An unused one goes back within 30 days.", "Gift vouchers")
    lasts = Entry("When must it be redeemed?", "It must be redeemed within 24 months.", "Gift vouchers")

    assert found("How long is a gift voucher good for?", FaqIndex([back, lasts])) == []
    assert found("How long is a gift voucher good for?", FaqIndex([lasts])) == [0]


def test_questions_that_ask_the_same_are_grouped_most_first() -> None:
    asked = [
        "Is there parking?",
        "Do turbines kill birds?",
        "do wind turbines kill birds",
        "DO TURBINES KILL BIRDS",
        "¿Hay wifi?",
    ]

    assert grouped(asked) == [[1, 2, 3], [0], [4]]
