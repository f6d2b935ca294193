"""What a document says is for nobody outside is offered to nobody, and an entry from it waits for a look."""

import pytest

from bot.formats.documents import read_text
from workflows.faq.documents import Document
from workflows.faq.kept_back import is_kept_back
from workflows.faq.offers import Offers
from workflows.faq.sections import is_kept_back_at, passages_for_customers, passages_of

TEXT = """# Bike shop

## Opening hours

We are open from nine to six on weekdays, and from ten to two on Saturdays.

## Internal notes

Ask Bob about the new lift. The key hangs behind the door of the workshop.

## Deliveries

Parcels go out each morning. TODO: check with Ana. Do not publish.

## Rentals

A helmet is included in the price. Return the bike before six.
"""


def test_sections_for_nobody_outside_are_not_among_what_customers_are_offered() -> None:
    documents = [Document("Bike shop", TEXT)]

    assert [one.heading for one in passages_of(documents)] == [
        "Opening hours",
        "Internal notes",
        "Deliveries",
        "Rentals",
    ]
    assert [one.heading for one in passages_for_customers(documents)] == ["Opening hours", "Rentals"]


@pytest.mark.parametrize(
    "heading",
    [
        "Internal",
        "INTERNAL USE ONLY",
        "Notes for the team",
        "Staff only",
        "Confidential",
        "TODO",
        "Draft",
        "Vertraulich",
        "Interne Hinweise",
        "Nur für Mitarbeiter",
        "Usage interne",
        "Uso interno",
        "Notas internas",
        "Riservato",
        "Prices (internal)",
        "TODO: opening hours",
        "Staff notes",
        "Internal \u2013 do not share",
        "INTERNAL: refunds",
        "[INTERNAL] Refunds",
        "Internal FAQ",
        "Interne FAQ",
        "Nur intern",
        "Agent instructions",
        "Notes for support staff",
        "For support agents only",
        "For employees only",
        "Confidential - partners only",
        "Not public",
        "Draft - refunds",
        "DRAFT: do not use",
        "Team only notes",
        "Entwurf",
    ],
)
def test_a_heading_may_say_so(heading: str) -> None:
    assert is_kept_back(("Handbook", heading), "Ring twice.")


@pytest.mark.parametrize(
    "text",
    [
        "Never share this with customers.",
        "For internal use only: the supplier is in Leeds.",
        "The discount goes to 20 %. Not for publication.",
        "Bitte nicht veröffentlichen.",
        "Ne pas publier.",
        "No compartir con los clientes.",
        "Non condividere con i clienti.",
        "Password for the depot gate is 4711.",
        "Wi-Fi of the office, PIN: 0815-22",
        "Das Passwort lautet Sommer2024",
        "Behind the hall. Door code: A4711",
        "Officially no, but nobody checks; do not mention this to customers.",
        "Customers must not know this.",
        "Only for staff: the limit is 200 euros.",
        "Staff only: give 20 % if they insist.",
        "This section is internal.",
        "Do not tell the customer that we lost it.",
        "Never promise this to customers.",
        "Please do not forward this outside the company.",
        "Our margin is 40 percent; confidential.",
        "Internal: offer 10 % off first.",
        "(internal) Offer 10 % off first.",
        "Das bitte nicht den Kunden sagen.",
        "Dieser Abschnitt ist nur intern.",
        "It is free. Wifi password: sunshine",
        "The door code is HASE.",
        "Das WLAN-Passwort lautet Sommerregen.",
        "The password is \u201cbluebell\u201d.",
        "PIN 0815 opens the safe.",
        "The alarm is switched off with 4711#.",
    ],
)
def test_words_may_say_so(text: str) -> None:
    assert is_kept_back(("Depot",), text)


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Internal combustion engines", "They are serviced each year."),
        ("Internal hard drives", "An internal drive is fitted within a day."),
        ("Data protection", "Your data is kept confidential and never shared with others."),
        ("Passwords", "Your password is at least 12 characters long. The PIN is 4 digits, or 6 digits in France."),
        ("Bay", "The loading bay is for staff only."),
        ("Draft beer", "We have four kinds."),
        ("Reviews", "We do not publish reviews without a name."),
        ("Team", "Ada and Ben."),
        ("Passwords", "It has twelve letters or more. Do not share it with anybody."),
        ("Draft: 1.2 m", "The boat lies deep in the water."),
        ("Draft-proof windows", "They keep the wind out."),
        ("Intern (m/f)", "You help in the workshop for a year."),
        ("Public holidays", "We are closed. Not public holidays: we are open."),
        ("Privacy", "We never give your address to other customers, and we do not tell clients who you are."),
        ("Views", "Customers cannot see the orders of others."),
        ("Storage", "Internal: 32 GB\nExternal: up to 1 TB on a card"),
        ("Guide", "This guide is for employees who travel."),
        ("Wi-Fi", "The wifi password is printed on your room card. The door code is required."),
        ("Sign in", "The password is wrong. Password: required"),
        ("Connector", "Pin 12 opens the valve."),
        ("Todo lists", "In the app you can keep a list of what is to be done."),
    ],
)
def test_what_only_sounds_like_it_is_for_everybody(heading: str, text: str) -> None:
    assert not is_kept_back((heading,), text)


def test_a_document_that_is_called_internal_has_no_section_for_customers() -> None:
    assert passages_for_customers([Document("Handbook (internal)", TEXT)]) == []


def test_a_section_that_was_offered_before_it_was_kept_back_is_shown_no_more() -> None:
    document = Document("Bike shop", TEXT)
    offers = Offers((), (document,))
    places = {one.heading: (one.document, one.start, one.end) for one in passages_of([document])}

    assert offers.shows(*places["Rentals"])
    assert not offers.shows(*places["Internal notes"])


ASKED = "## How do I reset an account?\n\nOpen the admin console and press reset for the account.\n"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Guide", f"# Internal only\n\n{ASKED}"),
        ("Internal notes for staff", ASKED),
        ("Guide", f"# Guide\n\nThis handbook is for internal use only.\n\n{ASKED}"),
        ("Refund handbook", f"# Handbook of refunds\n\nNot for customers.\n\n{ASKED}"),
        ("Guide", f"This handbook is for internal use only.\n\n{ASKED}"),
        ("Guide", f"# Guide\n\n## Accounts\n\nDo not publish this.\n\n#{ASKED}\n## Shop\n\nWe open at nine.\n"),
        ("Internal.md", ASKED),
    ],
)
def test_what_is_said_over_a_question_holds_for_it(title: str, text: str) -> None:
    document = read_text("guide", text, title, kind="md")
    start = document.text.index("Open the admin")

    assert is_kept_back_at(document, start, start + 20)
    assert not any("admin" in one.text for one in passages_for_customers([document]))


@pytest.mark.parametrize(
    "text",
    [
        f"# Guide\n\nTODO: a picture.\n\n{ASKED}",
        f"# Guide\n\nThe PIN is 4711.\n\n{ASKED}",
        f"# Guide\n\n## Prices\n\nDo not publish this.\n\n{ASKED}",
        f"# Guide\n\n## Prices\n\n### For staff\n\nDo not publish this.\n\n### Others\n\n#{ASKED}",
    ],
)
def test_what_is_said_of_another_part_does_not(text: str) -> None:
    document = read_text("guide", text, "Guide", kind="md")
    start = document.text.index("Open the admin")

    assert not is_kept_back_at(document, start, start + 20)
