"""A date of a record is what it is there: an estimate is not "since", "at the latest", "not before" or "certain"."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.tied_dates import ties_a_date

MOVING = AllowedFacts(
    "When will order A-12345 come? Cancel it if it does not come by Friday.",
    ("Order: A-12345", "Status: in transit", "Carrier: DHL", "Estimated delivery: December 3, 2026"),
)
OPEN = AllowedFacts(
    "INV-7890 is too high.",
    ("Investigation INV-CASE-7 of invoice INV-7890", "Answer by: 2026-12-02", "Open since: 2026-11-30"),
)


@each_row(
    "tied",
    [
        "It is in transit with DHL since 3 December 2026.",
        "Since 3 December 2026 order A-12345 is with DHL.",
        "In transit with DHL until 3 December 2026.",
        "Order A-12345 is in transit, and 3 December 2026 is certain.",
        "It arrives on December 3, 2026 at the latest.",
        "By December 3, 2026 at the very latest.",
        "Not before December 3, 2026.",
        "December 3, 2026, for sure.",
        "The guaranteed delivery is on December 3, 2026.",
        "No later than December 3, 2026.",
        "From December 3, 2026 on it is with DHL.",
        "Seit dem 3. Dezember 2026 ist sie mit DHL unterwegs.",
        "Der 3. Dezember 2026 ist sicher.",
        "Spätestens am 3. Dezember 2026.",
        "Le 3 décembre 2026 au plus tard.",
        "Depuis le 3 décembre 2026, elle est en transit.",
        "A más tardar el 3 de diciembre de 2026.",
        "Al più tardi il 3 dicembre 2026.",
        "Il 3 dicembre 2026 è sicuro.",
    ],
)
def test_a_date_is_not_tied_to_what_no_record_says_of_it(tied: str) -> None:
    assert unsupported_claims(tied, MOVING)


@each_row(
    ("honest", "allowed"),
    [
        ("Order A-12345 is in transit; estimated delivery is December 3, 2026.", MOVING),
        ("The estimate is December 3, 2026, and it is not certain.", MOVING),
        ("Whether December 3, 2026 is certain I can't say.", MOVING),
        ("The estimate comes from DHL: December 3, 2026.", MOVING),
        ("You get an answer by 2 December 2026 at the latest.", OPEN),
        ("INV-CASE-7 is open since 30 November 2026.", OPEN),
        ("Die Antwort kommt bis zum 2. Dezember 2026.", OPEN),
        ("Die Schätzung ist der 3. Dezember 2026, sicher ist das nicht.", MOVING),
        ("L'estimation est le 3 décembre 2026.", MOVING),
        ("La stima è il 3 dicembre 2026.", MOVING),
    ],
)
def test_a_date_stands_with_what_its_record_says(honest: str, allowed: AllowedFacts) -> None:
    assert not ties_a_date(honest, allowed)
