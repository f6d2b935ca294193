"""What the customer said may be summed up, in other words and in another order; what they asked is no fact."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.summaries import echoes, sums_up


@each_row(
    ("sentence", "customer"),
    [
        (
            "So you ordered six plates, four arrived, and one of those is chipped.",
            "Ordered 6 plates, 4 arrived, one is chipped!",
        ),
        (
            "You cancelled by email on 6 October and were charged 49 on the 8th.",
            "cancelled 6 Oct by email, charged 49 on the 8th",
        ),
        ("Also: Login seit Montag kaputt, am Handy geht es.", "Seit Montag ist der Login kaputt. Am Handy geht er."),
        ("O sea: pidió la talla 38 y le llegó dos veces la 40.", "Pedí la talla 38, me llegó la 40, dos veces la 40"),
        (
            "Ricapitolando: pile nuove, telecomando resettato, la tenda non scende.",
            "pile nuove, telecomando resettato, la tenda non scende",
        ),
    ],
)
def test_nearly_all_that_is_the_customers_may_be_said_back(sentence: str, customer: str) -> None:
    assert sums_up(sentence, customer)
    assert unsupported_claims(sentence, AllowedFacts(customer)) == []


@each_row(
    ("sentence", "customer"),
    [
        ("Your refund was approved on Monday.", "Was my refund approved on Monday?"),
        ("You ordered six plates, four arrived, and two more are sent.", "Ordered 6 plates, 4 arrived"),
        ("You were charged 59 on the 8th of October.", "charged 49 on 8 October, cancelled by email"),
        ("We cancelled your order of six plates.", "I cancelled the order of six plates"),
        ("Six plates.", "Ordered six plates, four arrived"),
    ],
)
def test_what_was_asked_added_or_is_ours_is_no_summary(sentence: str, customer: str) -> None:
    assert not sums_up(sentence, customer)


@each_row(
    ("sentence", "customer", "echo"),
    [
        ("Parfait, demain donc.", "je le dépose demain", True),
        ("Tomorrow, then.", "I'll send it tomorrow", True),
        ("Approved, then.", "They said it was approved", False),
        ("Okay, Friday then.", "I'll send it tomorrow", False),
    ],
)
def test_agreeing_with_what_was_said_is_an_echo(sentence: str, customer: str, echo: bool) -> None:
    assert echoes(sentence, customer) is echo
