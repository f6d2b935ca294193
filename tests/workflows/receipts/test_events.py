"""What one is glad or sorry about is said to have been: it needs a record, or the customer's own words."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims

MOVING = AllowedFacts(
    "When do I get the refund for the SuperWidget? The printer says E5, and order A-12345 is late.",
    ("Order: A-12345", "Status: in transit", "Carrier: DHL", "Estimate: December 3, 2026", "RMA-100016"),
)


@each_row(
    "event",
    [
        "Happy that it has arrived!",
        "Great that it is out for delivery!",
        "Sorry, DHL has lost it.",
        "Sorry about the storm that delays it.",
        "Sorry for the strike at DHL.",
        "Congratulations on your refund!",
        "Glad the refund came through!",
        "Enjoy your refund!",
        "Sorry for the recall of this printer.",
        "Sorry about the hack.",
        "Sorry that the driver could not find your house.",
        "Sorry that our system added it by mistake.",
        "What a relief that it was cancelled.",
        "Schön, dass die Erstattung angekommen ist!",
        "Viel Freude mit der Erstattung!",
        "Tut mir leid wegen des Streiks bei DHL.",
        "Désolé pour la grève chez DHL.",
        "Félicitations pour votre remboursement !",
        "Me alegro de que haya llegado el reembolso.",
        "Siento la huelga de DHL.",
        "Mi dispiace per lo sciopero di DHL.",
        "Congratulazioni per il rimborso!",
    ],
)
def test_an_event_that_nobody_told_of_is_not_told_kindly(event: str) -> None:
    assert unsupported_claims(event, MOVING)


@each_row(
    ("kind", "customer"),
    [
        ("Glad that it is on its way!", "Where is order A-12345?"),
        ("Sorry about the strike at DHL.", "DHL is on strike, so my parcel is late."),
        ("Great that it has arrived!", "The parcel arrived today, thanks."),
        ("I am sorry that you wait so long for your refund.", "I have waited for my refund for weeks."),
        ("Sorry that it has not arrived yet.", "My order did not come."),
        ("I am sorry to hear that.", "The driver was rude."),
        ("I hope the refund reaches you soon.", "My refund is late."),
        ("Es tut mir leid, dass Ihr Paket verloren ging.", "Mein Paket ging verloren."),
        ("Désolé que le colis ne soit pas encore arrivé.", "Où est mon colis ?"),
        ("Siento que el paquete no haya llegado.", "Mi paquete no llega."),
    ],
)
def test_what_the_customer_or_a_record_told_may_be_felt_for(kind: str, customer: str) -> None:
    assert unsupported_claims(kind, AllowedFacts(customer, MOVING.records)) == []
