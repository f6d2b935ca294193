"""That something is cancelled or granted is decided, in whatever echo of a wish it stands."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.decided import decides

WISH = AllowedFacts(
    "Order A-12345 is late, cancel it if it does not come by Friday. Storniert sie bitte.",
    ("Order A-12345: in transit",),
)


@each_row(
    "decision",
    [
        "It is cancelled if it does not come by Friday, as you asked.",
        "As you asked, it is cancelled if it is late.",
        "Give me the order number, then it is cancelled.",
        "Tell me the number, and consider it cancelled.",
        "If it does not come by Friday, it is refunded.",
        "As you wish, the order is cancelled.",
        "Just write here on Friday, and it will be replaced.",
        "Your wish first: the fee is waived.",
        "Late on Friday, so it is called off, as you say.",
        "Consider that done.",
        "Wie gewünscht, ist sie erstattet.",
        "Kommt sie nicht bis Freitag, wird sie gekündigt.",
        "Comme demandé, elle est annulée.",
        "Considérez-la comme annulée.",
        "Como pidió, queda cancelado.",
        "Delo por cancelado.",
        "Come chiesto, è annullato.",
        "Lo consideri annullato.",
    ],
)
def test_a_decision_in_the_form_of_a_wish_needs_a_record(decision: str) -> None:
    assert unsupported_claims(decision, WISH)


@each_row(
    ("honest", "customer", "record"),
    [
        ("You asked to cancel it if it does not come by Friday.", WISH.customer, ""),
        ("I can't say whether it is cancelled.", WISH.customer, ""),
        ("It is cancelled.", "Is it cancelled?", "Order A-7: cancelled"),
        ("You write that it was cancelled.", "My order was cancelled.", ""),
        ("It is cancelled, as you say, so a person needs to look at it.", "My order is cancelled without a word.", ""),
        ("If it is replaced, write here.", WISH.customer, ""),
        ("Sie möchten, dass sie storniert wird.", WISH.customer, ""),
        ("Je ne vois pas si elle est annulée.", WISH.customer, ""),
        ("No puedo ver si está cancelado.", WISH.customer, ""),
        ("Non vedo se è annullato.", WISH.customer, ""),
    ],
)
def test_a_wish_a_doubt_and_a_decision_on_record_are_none(honest: str, customer: str, record: str) -> None:
    assert not decides(honest, AllowedFacts(customer, (record,)))
