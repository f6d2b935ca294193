"""Sentences and headings that were read wrongly once: they are asked well now, or not at all."""

import pytest

from tests.workflows.faq.test_asked_well import asked

# Turned round to a question for a yes or no that people would not ask so.
STATEMENTS = [
    "Boxes are packed in a room where rope, tar and paint are handled.",
    "The trip is charged to the card of the skipper.",
    "Weight is taken at the first visit and looked at again every spring.",
    "Hulls get one free wash each spring.",
    "You must live in the district.",
    "You need not be present.",
    "Medicines must be handed to the harbour nurse.",
    "We refund the extra minutes.",
    "The wood is cared for by a charitable trust.",
    "Der Pass ist ausgeschlossen.",
    "Die Liste wird vom Hafenamt gepr\u00fcft.",
]

NOT_ASKED = [
    "Seniors only need a ticket if they come by boat.",
    "Fibre hulls need a third less paint.",
    "His ruling is final.",
    "Tax and towels are included.",
    "Damage must be reported to the harbour as well.",
    "The crane also needs a permit of its own.",
    "We book the crane for you only once your skipper considers you ready.",
    "We recommend a hull wash at six months of age.",
    "Passes are issued to skippers who moor at least once a month.",
    "Lighting a stove is forbidden to all.",
    "The harbour toll was abolished in May 2021.",
    "Season passes which expire between 1 May and 3 June will be renewed until 30 July.",
    "A loose belt is the commonest cause: tighten it by two turns.",
]

ASKED = [
    ("Your records are kept for two years after your last visit.", "How long are my records kept?"),
    ("Giving a wrong name is an offence and leads to a ban.", "What happens if I give a wrong name?"),
    ("You must not moor until you have received the code.", "Can I moor before I have received the code?"),
    ("You can put up to four fenders on your list.", "How many fenders can I put on my list?"),
    ("Spare ropes are available for five years.", "How long are spare ropes available?"),
    ("If a gale is forecast we may close the lock, or send boats home.", "What happens if a gale is forecast?"),
    ("Spare ropes are kept for eleven years after a hull is sold.", "How long are spare ropes kept?"),
    ("Yearly berths can be cancelled within 30 days of payment.", "Until when can yearly berths be cancelled?"),
]

HEADINGS = [
    ("Ending the lease and refunds", "Give notice in the office. You can stop at any time.", "How do I end the lease?"),
    ("Something is torn or lost", "Send a photo by post.", "What should I do if something is torn or lost?"),
    ("When you are away", "Ask a neighbour to look after the ropes.", "What should I do when I am away?"),
    ("Who this guide is for", "It is for all who moor here in summer.", "Who is this guide for?"),
    ("Ropes you don't need", "Take them to the yard on Mondays.", "What should I do about ropes I do not need?"),
    ("Prices", "Towels for the shower are included.", "Are towels for the shower included in the price?"),
]  # fmt: skip


@pytest.mark.parametrize("sentence", NOT_ASKED)
def test_what_a_sentence_does_not_tell_by_itself_is_not_asked(sentence: str) -> None:
    assert asked(f"Some words first.\n\n{sentence}") == {}


@pytest.mark.parametrize("sentence", STATEMENTS)
def test_a_statement_is_not_turned_round_to_what_few_would_ask(sentence: str) -> None:
    assert asked(f"Some words first.\n\n{sentence}") == {}


@pytest.mark.parametrize("heading", ["Do I have to register?", "Is the trip charged?", "Muss ich mich anmelden?"])
def test_the_same_question_is_asked_if_the_document_asks_it(heading: str) -> None:
    assert heading in asked(f"# Harbour\n\n## {heading}\n\nYes, at the office of the harbour.")


@pytest.mark.parametrize(("sentence", "question"), ASKED)
def test_a_sentence_is_asked_with_its_own_sense(sentence: str, question: str) -> None:
    assert question in asked(f"Some words first.\n\n{sentence}")


@pytest.mark.parametrize(("heading", "text", "question"), HEADINGS)
def test_a_heading_that_is_no_noun_phrase_is_asked_as_what_it_is(heading: str, text: str, question: str) -> None:
    assert question in asked(f"# Harbour\n\n## {heading}\n\n{text}")


@pytest.mark.parametrize("heading", ["During trips", "Something is torn", "I lost the key", "Guests"])
def test_such_a_heading_is_pasted_into_no_question(heading: str) -> None:
    found = asked(f"# Harbour\n\n## {heading}\n\nWe send the item to your berth.\n\nIt costs £4.\n\nPay £3 for fines.")

    assert not any(f"the {heading.lower()}" in one.lower() or f"{heading.lower()} cost" in one.lower() for one in found)


def test_a_question_on_it_gets_the_act_of_the_title() -> None:
    page = "# {}\n\n## Why do it?\n\nA hull without weed is faster and burns less fuel.\n\n## More\n\nAsk us."

    assert "Why should I clean my hull?" in asked(page.format("Cleaning your hull"))
    assert "Why do it?" not in asked(page.format("Hulls"))


def test_a_bare_question_gets_the_act_of_the_title() -> None:
    page = "# {}\n\n## When is the right time?\n\nWe recommend the month of April for that.\n\n## More\n\nAsk us."

    assert "When is the right time to clean my hull?" in asked(page.format("Cleaning your hull"))
    assert not any(one.startswith("When is the right") for one in asked(page.format("Hulls")))


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("I've changed my berth", "Tell the office before the next tide."),
        ("Mooring and recording", "Each boat is written down with its berth and its length by the watch."),
        ("Signs your hull is soft", "- It gives way under a thumb.\n- It smells of vinegar."),
    ],
)
def test_a_heading_of_which_no_question_can_be_made_is_pasted_into_none(heading: str, text: str) -> None:
    assert asked(f"# Harbour\n\n## {heading}\n\n{text}") == {}


@pytest.mark.parametrize("greeting", ["How can we help?", "Still have questions?", "What are you looking for?"])
def test_what_a_page_asks_its_visitors_is_no_question_of_theirs(greeting: str) -> None:
    assert asked(f"# Harbour\n\n## {greeting}\n\nAll about berths and the yard, and how they are kept.") == {}


def test_when_something_is_not_done_is_not_asked_as_when_it_is() -> None:
    assert not any(
        one.startswith("When is the fee returned") for one in asked("The fee is not returned when a berth is refused.")
    )
