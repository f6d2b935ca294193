"""A question of a sentence names what it is about and does not hold its answer; an answer keeps its exceptions."""

import pytest

from bot.formats.documents import read_text
from workflows.faq.asked_well import says_nothing, several
from workflows.faq.section_questions import UNCLEAR, survey_of


def asked(text: str, name: str = "guide.md") -> dict[str, str]:
    """Return each question of a text with its answer on one line."""
    document = read_text(name, text)
    found = survey_of(document).extracts
    return {one.question: " ".join(document.text[one.start : one.end].split()) for one in found}


@pytest.mark.parametrize(
    ("heading", "sentence", "question"),
    [
        (
            "Claims you did not make",
            "We pay the money back by noon.",
            "When do you pay the money back for claims I did not make?",
        ),
        ("Renting a boat", "You need a photo ID and proof of your address.", "What do I need to rent a boat?"),
        ("Before you start", "You need an account and the authenticator app.", "What do I need before I start?"),
        ("Guests", "Cards are available at the office, five a month.", "Are cards available for guests?"),
        ("Deposit", "You need a bank card.", "What do I need for the deposit?"),
        ("Cancelling a trip", "You can cancel free of charge until noon.", "Until when can I cancel free of charge?"),
        ("Boats", "You need a boat licence.", "Do I need a boat licence?"),
    ],
)
def test_a_question_without_its_subject_gets_it_from_the_heading(heading: str, sentence: str, question: str) -> None:
    assert question in asked(f"# Harbour\n\n## {heading}\n\n{sentence}")


@pytest.mark.parametrize("heading", ["Late returns of a boat", "If it rains"])
def test_what_cannot_be_asked_alone_is_not_asked_and_that_is_said(heading: str) -> None:
    document = read_text("guide.md", f"# Harbour\n\n## {heading}\n\nIf you tell us before 6 p.m., it costs less.")

    assert not any(one.question.startswith("What happens if I tell") for one in survey_of(document).extracts)
    assert set(survey_of(document).left_out.values()) <= {UNCLEAR}


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Dogs are welcome in rooms on the ground floor.", "Are dogs welcome?"),
        ("The delivery charge is refunded if you return the whole order.", "Is the delivery charge refunded?"),
        ("You may take photos without flash.", "Can I take photos?"),
        ("Notice must be given in writing and signed.", "How does notice have to be given?"),
        ("You can leave the newsletter with the link in each e-mail.", "How can I leave the newsletter?"),
        ("Sale items cannot be returned.", "Can sale items be returned?"),
        ("Tell us about allergies by 1 June.", "By when do I have to tell you about allergies?"),
        ("Report damage within 48 hours through the form.", "By when do I have to report damage?"),
        ("Your card is charged when the door closes.", "When is my card charged?"),
        ("The door stays open for 30 seconds.", "How long does the door stay open?"),
        ("The camp runs from 12 to 26 July.", "When does the camp run?"),
        ("Parents can visit on Sundays from 2 to 5 p.m.", "When can parents visit?"),
        ("Notice must be given in text form.", "How does notice have to be given?"),
        ("Urgent faults can be reported at any time by phone.", "How can urgent faults be reported?"),
        ("Planned maintenance is announced five days ahead.", "How far ahead is planned maintenance announced?"),
        ("Additional storage is charged at 3 euros a month.", "How much does additional storage cost?"),
        ("Adults should have a check-up every six months.", "How often should adults have a check-up?"),
        ("We guarantee an availability of 99.5 percent a month.", "What availability do you guarantee?"),
        ("Fillings are guaranteed for two years.", "How long are fillings guaranteed?"),
        ("Parcels are insured up to 500 euros.", "Up to what amount are parcels insured?"),
        ("You can book a camera online, up to six months ahead.", "How far ahead can I book a camera?"),
        ("Accessories need no deposit.", "Do accessories need any deposit?"),
    ],
)
def test_a_question_does_not_hold_its_answer(sentence: str, question: str) -> None:
    assert question in asked(f"Some words first.\n\n{sentence}")


@pytest.mark.parametrize(
    "text",
    [
        "Missed appointments cost 35 euros. The charge is waived in case of illness.",
        "The excess is 150 euros for each claim. There is no excess for glass.",
        "If a bike is not returned in time, we charge a fee of $600. Report a theft at once; then the fee is waived.",
        "The estimate costs $20. We deduct the estimate from the bill if you have the job done.",
        "Yearly plans can be refunded within 30 days of payment. Monthly plans are not refunded.",
        "If you have an accident, call the emergency number first. Do not repair the bike yourself.",
        "You can return most items within 45 days. Except for gifts, the day of delivery counts.",
        "You can return most items within 45 days. This does not apply to boats.",
        "You can return most items within 45 days. That is from delivery. Opened items cannot be returned.",
        "You can return most items within 45 days.\n\nThis does not apply to:\n\n- boats\n- oars",
        "You can return most items within 45 days.\n\nExceptions: boats and oars.",
    ],
)
def test_an_answer_keeps_the_exception_that_stands_behind_it(text: str) -> None:
    plain = " ".join(text.replace("- ", "• ").split())

    assert plain in asked(f"Words.\n\n{text}").values()


def test_what_follows_and_is_about_something_else_is_no_part_of_an_answer() -> None:
    found = asked("Words.\n\nMembership is free for residents. Printing costs 10 cents a page.")

    assert found["How much does printing cost?"] == "Printing costs 10 cents a page."
    assert found["Is membership free for residents?"] == "Membership is free for residents."


@pytest.mark.parametrize(
    ("table", "question"),
    [
        (
            "| Light | Meaning |\n|---|---|\n| Red, steady | The tank is empty. |",
            "What does the light “Red, steady” mean?",
        ),
        (
            "| Message | What to do |\n|---|---|\n| No route | Leave the guest network. |",
            "What should I do if I see the message “No route”?",
        ),
        ("| Size | Price |\n|---|---|\n| S | $2 |\n| L | $4 |", "How much does the S size cost?"),
        ("## Error E2\n\nThe sensor is not connected. Call your installer.", "What does error E2 mean?"),
        ("| Code | Meaning |\n|---|---|\n| E4 | The tank is empty. |\n| E5 | It is hot. |", "What does code E4 mean?"),
    ],
)
def test_a_label_is_asked_with_what_it_is(table: str, question: str) -> None:
    assert question in asked(f"# Kettle\n\n{table}")


@pytest.mark.parametrize(
    ("label", "question"),
    [
        ("Weight?", "What is the weight?"),
        ("Dimensions?", "What are the dimensions?"),
        ("Parking?", "Is there parking?"),
    ],
)
def test_a_bare_label_with_a_question_mark_is_asked_as_a_sentence(label: str, question: str) -> None:
    assert question in asked(f"Q: {label}\nA: There are several answers to that one.")


@pytest.mark.parametrize("heading", ["Scope", "Your duties", "Terms and notice"])
def test_a_heading_that_says_little_is_put_into_no_question(heading: str) -> None:
    found = asked(
        f"# Agreement\n\n## {heading}\n\nYou must keep the card. Up to 500 GB of storage cost 3 euros a month."
    )

    assert not any(heading.lower().split()[0] in one.lower() and " for " in one for one in found)
    assert not any(one.startswith("How much does scope") for one in found)


def test_rows_about_one_thing_are_one_answer() -> None:
    found = asked("# Yards\n\n| Area | Hours |\n|---|---|\n| North yard | 8 to 18 |\n| North yard | 20 to 22 |")

    assert (
        found["What are the hours for the north yard?"]
        == "Area: North yard; Hours: 8 to 18 Area: North yard; Hours: 20 to 22"
    )


@pytest.mark.parametrize(
    ("heading", "text", "question"),
    [
        ("Refunds", "Yearly plans can be refunded. Monthly plans are not refunded.", "Can I get a refund?"),
        ("Reporting a loss", "Report a loss within 48 hours. Theft is a crime.", "By when do I have to report a loss?"),
        ("Getting a new card", "We send a new card within four working days.", "When do I get a new card?"),
    ],
)
def test_a_section_that_tells_no_way_is_not_asked_for_one(heading: str, text: str, question: str) -> None:
    assert question in asked(f"# Help\n\n## {heading}\n\n{text}")


@pytest.mark.parametrize("title", ["Help", "Guide", "Dev", "Terms 2024", "Frequently asked questions"])
def test_a_title_that_names_no_thing_is_put_behind_no_question(title: str) -> None:
    found = asked(
        "## How do I clean it?\n\nUse vinegar.\nNever use soap.\n\n## How do I dry it?\n\nUse a soft towel.", title
    )

    assert "How do I clean it?" in found
    assert says_nothing(title)
    assert not says_nothing("Kettle")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "## Minimum order\n\nFirms have to order at least 20 pieces. Less than 20 pieces cost 2 euros more each.",
            "How much",
        ),
        (
            "## Vouchers\n\nVouchers are valid for three years. One voucher may be used per order.",
            "Can a voucher be used per",
        ),
        (
            "## Besuch\n\nBesucher dürfen höchstens drei Nächte bleiben. Das gilt auch für Kinder von Gästen.",
            "Dürfen Besucher höchstens",
        ),
    ],
)
def test_odd_questions_are_not_asked(text: str, wrong: str) -> None:
    asked = [one.question for one in survey_of(read_text("x.md", f"# Help\n\n{text}")).extracts]

    assert not [one for one in asked if one.startswith(wrong)]


def test_of_what_is_one_each_is_asked_how_many() -> None:
    assert several("Can a voucher be used per order?") == "How many vouchers can be used per order?"
    assert several("Can a voucher be used twice?") == "Can a voucher be used twice?"
