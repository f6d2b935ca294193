"""A row or label is asked for its price only where its column, heading or label says that the sum is one."""

import pytest

from bot.formats.documents import read_document
from workflows.faq.section_questions import survey_of
from workflows.faq.what_sums_are import is_sum, is_thing


def asked(text: str) -> list[str]:
    """Return the questions of a text."""
    name = "guide.html" if text.startswith("<") else "guide.md"
    return [one.question for one in survey_of(read_document(name, text.encode())).extracts]


def pairs(title: str, heading: str, *told: str) -> str:
    """Return a page with labels and their values."""
    listed = "".join("<dt>{}</dt><dd>{}</dd>".format(*one.split(": ")) for one in told)
    return f"<html><title>{title}</title><body><h1>{title}</h1><h2>{heading}</h2><dl>{listed}</dl></body></html>"


def table(heading: str, *rows: str, lead: str = "", title: str = "Harbour") -> str:
    """Return a page with one table of two columns."""
    return f"# {title}\n\n## {heading}\n\n{lead}\n\n| {rows[0]} |\n|---|---|\n" + "".join(
        f"| {row} |\n" for row in rows[1:]
    )


@pytest.mark.parametrize(
    ("page", "question"),
    [
        (table("Prices", "Job | Adults", "Hull wash | £40"), "How much does a hull wash cost?"),
        (table("Hulls", "Job | Fee", "Hull wash | £40"), "How much does a hull wash cost?"),
        (table("Prices", "Meal | Adults", "Evening meal | £9"), "How much does an evening meal cost?"),
        (table("Fees", "Item | Adults", "Use of the crane | £9"), "How much does the use of the crane cost?"),
        (table("Boxes and prices", "Box | Weekly", "Orchard | £9"), "How much does the Orchard box cost?"),
        (
            table("Meals", "Item | North", "Packed lunch, if you travel | £9", lead="These are the most we refund."),
            "How much do you refund at most for packed lunch?",
        ),
        (pairs("Moorings", "Deposit", "Dinghies: £50 a year", "Yachts: £90"), "How much is the deposit for dinghies?"),
        (pairs("Mooring permits", "Costs", "Yachts: £50", "Canoes: £9 a year"), "How much is a permit for canoes?"),
        (pairs("Harbour", "Guests", "Day tickets: £5 a day", "Week tickets: £9"), "How much are day tickets?"),
        (pairs("Harbour", "Crew", "Number of guests: Two per boat.", "Age: 18"), "How many guests are there per boat?"),
    ],
)  # fmt: skip
def test_a_sum_is_asked_for_as_what_it_is(page: str, question: str) -> None:
    assert question.casefold() in [one.casefold() for one in asked(page)]


@pytest.mark.parametrize(
    "page",
    [
        table("Hotels and meals", "Item | North", "Hotel room | £95"),
        table("Prices", "Vehicle | Adults", "Up to 120 g/km | £64"),
        table("Prices", "Boat | Adults", "Over 8 m, or not known | £64"),
        table("Prices", "Work | Adults", "Curtains (lined) | £64"),
        pairs("Harbour", "Prices", "Fishermen: Whoever lives by it has one berth free.", "Age: 18"),
        pairs("Harbour", "Prices", "Builders: Permits are issued by the day for £12.", "Age: 18"),
        pairs("Harbour", "Crew", "Sailors: £12 a day", "Cooks: £14"),
    ],
)
def test_a_sum_that_is_no_price_of_a_thing_is_not_asked_for(page: str) -> None:
    assert not any(one.startswith("How much") for one in asked(page))


@pytest.mark.parametrize(
    ("value", "bare"),
    [("£4", True), ("from 4 euros", True), ("Three fish, about 2 kg. £9 a week.", True), ("it costs £4", False)],
)
def test_a_bare_sum_is_told_from_a_sentence(value: str, bare: bool) -> None:
    assert is_sum(value) is bare


def test_no_thing_is_longer_than_a_label() -> None:
    assert is_thing("Hull wash")
    assert not is_thing("wash " * 40)


GERMAN = """# Hafen

## Gebühren

| Leistung | Einheit | Gebühr |
|---|---|---|
| Liegeplatz am Steg | je Tag | 12,00 € |

## Anmeldung

Bitte melden Sie sich nach der Ankunft im Büro an, das von Montag bis Freitag geöffnet ist. Wir zeigen Ihnen den Platz.
"""


def test_rows_are_asked_in_the_language_of_their_document() -> None:
    assert "Wie hoch ist die Gebühr für Liegeplatz am Steg?" in asked(GERMAN)
    assert not any(one.startswith(("How", "What", "Is ")) for one in asked(GERMAN))


def test_a_german_section_of_an_english_document_is_asked_in_german() -> None:
    english = "# Harbour\n\n## Opening hours\n\nThe office is open from 9 a.m. to 5 p.m. on all days of the week.\n\n"
    german = GERMAN.replace(
        "# Hafen\n\n## Gebühren\n", "## Gebühren\n\nDas sind die Gebühren, die wir für den Platz nehmen.\n"
    )

    found = asked(english * 3 + german)

    assert "Wie hoch ist die Gebühr für Liegeplatz am Steg?" in found
    assert not any("Steg" in one for one in found if one.startswith("How"))
