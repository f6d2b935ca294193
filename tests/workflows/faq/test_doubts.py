"""Answers of documents' own questions are whole, or wait for a look with the reason: what stands around them counts."""

import pytest

from bot.formats.documents import read_text
from handlers.faq.make import rows_of
from handlers.faq.publishing import by_itself, why_by_itself_not
from workflows.faq.answer import FAQ_ANSWER, AnswerRequest, quotes_in
from workflows.faq.doubts import GOES_ON, LIMITED, NOTED, OLD, RIVAL, SCOPE, TALKED, doubt_of
from workflows.faq.entry import Entry
from workflows.faq.proof import find_quote
from workflows.faq.question_form import flaw_of_question
from workflows.faq.reasons import POINTS
from workflows.faq.rules_extract import questions
from workflows.faq.sections import passages_of

FIRST = "## Is parking free?\n\nParking is free for guests.\n\n"


def told(text: str, title: str = "guide.md") -> dict[str, tuple[str, str | None]]:
    """Return what rules make of a document: each question with its answer and why it is not published by itself."""
    documents = (read_text(title, text),)
    passages = tuple(passages_of(documents))
    found = {}
    for question in questions(documents, 25):
        given = AnswerRequest(question, passages, documents)
        answer = FAQ_ANSWER.rule(given)
        proof = rows_of(Entry(question, answer.answer, (), tuple(quotes_in(given, answer)), "rules"), documents)
        assert by_itself(question, answer.answer, proof, "rules") is (
            why_by_itself_not(question, answer.answer, proof, "rules") is None
        )
        found[question] = answer.answer, why_by_itself_not(question, answer.answer, proof, "rules")
    return found


@pytest.mark.parametrize(
    ("heading", "blocks"),
    [
        ("Can I bring my dog?", ["Many visitors want to know this.", "No, animals have to stay outside."]),
        ("How long is the warranty?", ["The warranty is five years.", "Batteries: six months only."]),
        ("How do I get a refund?", ["Send us the form with your receipt.", "This is only possible until 31 December."]),
        ("Can I return lamps by post?", ["Yes, always, my friend said.", "No, only in a shop."]),
        ("¿Cuánto tarda el envío?", ["El envío tarda tres días en llegar a su casa.", "No enviamos a las islas."]),
        ("Can I come with a pram?", ["You can come with a pram.", "Our stairs are steep and narrow."]),
    ],
)
def test_the_last_answer_of_a_document_is_told_to_its_end(heading: str, blocks: list[str]) -> None:
    found = told(f"# Help\n\n{FIRST}## {heading}\n\n" + "\n\n".join(blocks))

    assert found[heading] == ("\n".join(blocks), None)


@pytest.mark.parametrize(
    "closing",
    [
        "© 2026 The Harbour Club",
        "Last updated in March 2026.",
        "All rights reserved.",
        "Thank you for reading!",
        "More questions? Ask at the desk.",
        "Version 3.1",
        "Harbour Lane 4, Westport. Founded 1912.",
        "12 Station Road, Westport",
        "https://www.harbour.example/help",
    ],
)
def test_closing_lines_of_a_page_are_no_part_of_its_last_answer(closing: str) -> None:
    found = told(f"# Help\n\n{FIRST}## Can I bring my dog?\n\nYes, dogs are welcome on a lead.\n\n{closing}")

    assert found["Can I bring my dog?"] == ("Yes, dogs are welcome on a lead.", None)


THINGS = "\n".join(
    f"- {one} that somebody has opened, used or worn before they sent the parcel back to us"
    for one in "abcdefghijklmnop"
)
LONG = "You can cancel your plan at any time in your account. " * 10


@pytest.mark.parametrize(
    "text",
    [
        f"You can return everything except the following things.\n\n{THINGS}",
        f"{LONG}\n\n{LONG}\n\nSale items can never be returned.",
        f"{LONG}{LONG}However, a plan bought in a sale cannot be returned.",
    ],
)
def test_the_beginning_of_an_answer_that_is_too_long_waits_for_a_look(text: str) -> None:
    found = told(f"# Help\n\n## What can I return?\n\n{text}\n\n{FIRST}")

    assert found["What can I return?"][1] == GOES_ON
    assert found["Is parking free?"][1] is None


@pytest.mark.parametrize(
    ("quoted", "why"), [("Yes, within 30 days of delivery.", GOES_ON), ("Yes, we take cards.", None)]
)
def test_what_a_model_leaves_out_of_an_answer_waits_if_it_may_turn_it(quoted: str, why: str | None) -> None:
    text = (
        "## Can I return it?\n\nYes, within 30 days of delivery.\n\nFood cannot be returned.\n\n"
        "## Do you take cards?\n\nYes, we take cards.\n\nThe desk is on the left."
    )
    document = read_text("help.md", text)
    quote = find_quote(quoted, (document,))
    assert quote is not None
    asked = "Can I return it?" if why else "Do you take cards?"

    assert doubt_of(asked, [quote], (document,), "model") == why


@pytest.mark.parametrize("heading", ["Exceptions", "Conditions", "Please note", "For gift cards"])
def test_what_stands_under_a_heading_below_a_question_belongs_to_its_answer(heading: str) -> None:
    below = "Food and underwear cannot be returned at all."
    found = told(f"# Help\n\n## Can I return an item?\n\nYes, within 30 days.\n\n### {heading}\n\n{below}\n\n{FIRST}")

    assert found["Can I return an item?"] == (f"Yes, within 30 days.\n{heading}\n{below}", None)


def test_what_stands_below_a_question_and_is_too_long_makes_it_wait() -> None:
    found = told(
        f"# Help\n\n## Can I return an item?\n\nYes, within 30 days.\n\n### Exceptions\n\n{LONG}\n\n{LONG}\n\n{FIRST}"
    )

    assert found["Can I return an item?"] == ("Yes, within 30 days.", GOES_ON)


def test_a_question_below_a_question_has_its_own_answer() -> None:
    found = told(
        "## Can I return an item?\n\nYes, within 30 days.\n\n### Can I return food?\n\nNo, food stays with you."
    )

    assert found["Can I return an item?"] == ("Yes, within 30 days.", None)
    assert found["Can I return food?"] == ("No, food stays with you.", None)


@pytest.mark.parametrize(
    ("above", "asked", "answer"),
    [
        ("Business customers", "Can I return an item?", "No, business purchases are final."),
        ("For students", "How do I get a card?", "Show your papers at the desk."),
        ("Premium plan", "Can I export my data?", "Yes, in the settings of your account."),
        ("In Winter", "Is the pool open?", "No, the pool is closed."),
    ],
)
def test_a_heading_that_says_for_whom_or_when_stands_in_brackets_behind_the_question(
    above: str, asked: str, answer: str
) -> None:
    found = told(f"# Help\n\n{FIRST}## {above}\n\n### {asked}\n\n{answer}")

    assert found[f"{asked[:-1]} ({above})?"] == (answer, None)


@pytest.mark.parametrize("above", ["Customer service", "Returns", "Payment", "Members and guests"])
def test_a_heading_that_only_says_what_it_is_about_does_not_and_one_that_fits_no_brackets_waits(above: str) -> None:
    found = told(f"# Help\n\n{FIRST}## {above}\n\n### Can I bring a dog?\n\nYes, on a lead.")

    assert found["Can I bring a dog?"] == ("Yes, on a lead.", SCOPE if "guests" in above else None)


@pytest.mark.parametrize(
    "above",
    [
        "Old prices (no longer valid)",
        "Archive 2019",
        "Draft rules",
        "Terms until 2024",
        "Deprecated",
        "Alte Preise",
        "Preise bis 31.12.2024",
    ],
)
def test_what_stands_under_old_rules_or_a_draft_waits(above: str) -> None:
    found = told(f"# Help\n\n{FIRST}## {above}\n\n### How much is a ticket?\n\nA ticket costs 5 euros for one day.")

    assert [why for question, (_, why) in found.items() if question.startswith("How much is a ticket")][:1] == [OLD]
    assert found["Is parking free?"][1] is None


@pytest.mark.parametrize("title", ["Old Mill Camping", "Previous bookings", "Draft beers"])
def test_names_with_such_words_are_no_old_rules(title: str) -> None:
    found = told(f"# Help\n\n## {title}\n\n### How much is a ticket?\n\nA ticket costs 5 euros for one day.")

    assert found["How much is a ticket?"][1] is None


@pytest.mark.parametrize("asked", ["What does it cost?", "Is it free?", "How long does it take?", "Is it possible?"])
def test_it_is_no_empty_word_where_nothing_says_what_is_done(asked: str) -> None:
    assert flaw_of_question(asked) == POINTS


@pytest.mark.parametrize(
    "asked",
    [
        "What does it cost to park?",
        "How long does it take for repairs?",
        "Does it cost extra on Sundays?",
        "Does it rain?",
    ],
)
def test_it_is_empty_where_what_is_done_follows(asked: str) -> None:
    assert flaw_of_question(asked) is None


@pytest.mark.parametrize(
    "before",
    [
        "The following only applies to orders placed before 1 May 2025.",
        "These answers are valid for members of the club.",
        "Die Antworten gelten nur für Mitglieder.",
    ],
)
def test_a_condition_before_a_list_of_questions_makes_all_of_them_wait(before: str) -> None:
    found = told(f"# Help\n\n{before}\n\n{FIRST}## Can I bring a dog?\n\nYes, on a lead.")

    assert [found[asked][1] for asked in ("Is parking free?", "Can I bring a dog?")] == [LIMITED, LIMITED]


def test_a_condition_under_another_heading_and_a_greeting_limit_nothing() -> None:
    text = f"# Help\n\nHere we answer what you ask most.\n\n## Discounts\n\nThey only apply to members.\n\n{FIRST}"

    assert told(text)["Is parking free?"][1] is None


@pytest.mark.parametrize("mark", ["*", "**", "\u2020", "\u00b9"])
@pytest.mark.parametrize("title", ["guide.md", "guide.txt"])
def test_an_answer_with_the_mark_of_a_footnote_waits_and_so_does_what_the_note_hangs_on(mark: str, title: str) -> None:
    week = "## How much is a week ticket?\n\nA week ticket costs 40 euros.\n\n* Only with a valid member card.\n"
    found = told(
        f"# Prices\n\n## How much is a day ticket?\n\nA day ticket costs 10 euros.{mark}\n\n{FIRST}{week}", title
    )

    assert found["How much is a day ticket?"][1] == NOTED
    assert found["How much is a week ticket?"][1] == NOTED
    assert found["Is parking free?"][1] is None


@pytest.mark.parametrize(
    "answer",
    [
        "A hall has 40 m² and *no* stairs.",
        "**Yes**, a hall has *many* seats.",
        "Yes.\n\n* It has stairs.\n* It has doors.",
    ],
)
def test_emphasis_units_and_lists_are_no_footnotes(answer: str) -> None:
    found = told(f"# Halls\n\n## How big is a hall?\n\n{answer}\n\n{FIRST}")

    assert found["How big is a hall?"][1] != NOTED


MAIL = (
    "Hello Anna,\n\nCan I still return the lamp?\nYes, you can return the lamp until Friday, as you are a friend.\n\n"
    "What about the invoice?\nWe cancel the invoice for you.\n\nBest, Tom\n"
)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("mail.txt", MAIL),
        ("mail.txt", MAIL.replace("Best, Tom", "On Monday Anna wrote:\n> Can I?").replace("Hello Anna,\n\n", "")),
        ("mail.txt", f"From: anna@shop.example\nSubject: the lamp\n\n{MAIL.replace('Best, Tom', '')}"),
        ("chat.txt", f"Anna: Is the lamp there?\nTom: Yes it is.\nAnna: Can I come?\nTom: Do so.\n\n{MAIL[13:-11]}"),
        ("Conversation: the lamp", MAIL[13:-11]),
    ],
)
def test_a_mail_or_a_thread_is_no_list_of_rules(title: str, text: str) -> None:
    found = told(text, title)

    assert found["Can I still return the lamp?"][1] == TALKED


@pytest.mark.parametrize(
    "text",
    [
        "Hello and welcome to our help.",
        "Price: 5 euros\nSize: 3 metres\nPrice: 6 euros\nSize: 4 metres",
        "From: Berlin\nTo: Paris",
        "Q: Is it open?\nA: Yes, it is.\nQ: Is it free?\nA: No, it is not.",
    ],
)
def test_a_welcome_labels_and_questions_with_answers_are_no_conversation(text: str) -> None:
    assert told(f"{FIRST}{text}")["Is parking free?"][1] != TALKED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            ("How long can I return an item?", "14 days after delivery."),
            ("How many days do I have to return an item?", "60 days from today."),
        ),
        (
            ("How long is the warranty?", "The warranty is two years."),
            ("How long is your warranty?", "Your warranty is five years."),
        ),
        (
            ("Can I pay by card?", "Yes, we take all cards."),
            ("Is it possible to pay by card?", "No, we do not take cards."),
        ),
    ],
)
def test_of_two_questions_that_ask_the_same_and_are_answered_otherwise_both_wait(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    found = told(f"# Help\n\n## {one[0]}\n\n{one[1]}\n\n## {other[0]}\n\n{other[1]}\n\n{FIRST}")

    assert [found[asked][1] for asked in (one[0], other[0]) if asked in found] in ([RIVAL], [RIVAL, RIVAL])
    assert found["Is parking free?"][1] is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            ("How long is the warranty?", "The warranty is 2 years."),
            ("How long is your warranty?", "It is 2 years, for cells of 3 V."),
        ),
        (
            ("Are children under 6 free?", "Yes, of course they are."),
            ("Are children over 6 free?", "No, they are not free at all."),
        ),
        (
            ("How long is the warranty?", "The warranty is 2 years."),
            ("How long is the warranty for lamps?", "It is 5 years for all lamps."),
        ),
    ],
)
def test_an_answer_that_holds_the_other_and_another_question_are_no_rivals(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    found = told(f"# Help\n\n## {one[0]}\n\n{one[1]}\n\n## {other[0]}\n\n{other[1]}")

    assert found[one[0]][1] is None
