"""What may be kept, thrown away, not sent back or not paid, and how goods go back, needs a record."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims

FEE = AllowedFacts("I was charged a fee of 20 euros on invoice INV-1, the kettle is broken, and my parcel came twice.")
RMA = AllowedFacts(
    "I want to return the SuperWidget 5000, it is not compatible.",
    ("Your return of SuperWidget 5000 is authorised.", "RMA-100016", "Frontdesk Returns, 12 Dock Road, Hamburg"),
)


@each_row(
    "grants",
    [
        "Please keep the duplicate, there is no need to send it back.",
        "Simply keep the second one as well.",
        "Throw the broken kettle away and keep the box.",
        "You may dispose of the faulty unit.",
        "Feel free to give it to a friend.",
        "You do not have to return it.",
        "No worries about the fee, just ignore it.",
        "Please deduct the fee from your next payment.",
        "Feel free to leave INV-1 unpaid.",
        "You can ignore the invoice for now.",
        "Sie können das Gerät behalten.",
        "Werfen Sie das Produkt einfach weg.",
        "Ignorieren Sie die Gebühr einfach.",
        "Gardez simplement le doublon.",
        "Inutile de le renvoyer.",
        "Quédese con el segundo paquete.",
        "No hace falta devolverlo.",
        "Tenga pure il secondo pacco.",
        "Non paghi la fattura.",
    ],
)
def test_nothing_is_let_go_by_advice(grants: str) -> None:
    assert unsupported_claims(grants, FEE)


@each_row(
    "otherwise",
    [
        "Simply dispose of the product.",
        "Keep it if you like.",
        "Send it whenever you like.",
        "Please send it within a year.",
        "Please send it with the original receipt.",
        "Use the old label again.",
        "Take it to any shop nearby.",
        "Schicken Sie es jederzeit.",
        "Renvoyez-le quand vous voulez.",
        "Envíelo con el recibo.",
        "Lo porti in un negozio vicino.",
    ],
)
def test_beside_an_rma_nothing_else_is_said_of_the_return(otherwise: str) -> None:
    assert unsupported_claims(otherwise, RMA)


@each_row(
    "honest",
    [
        "Keep the receipt from the post office.",
        "Please write RMA-100016 on the parcel and send it to Frontdesk Returns, 12 Dock Road, Hamburg.",
        "Please do not throw it away.",
        "Put soft paper around it and keep the box closed.",
        "You write that you want to keep it.",
        "Hang on to the posting receipt.",
        "Bewahren Sie den Einlieferungsbeleg gut auf.",
        "Gardez le reçu de la poste.",
        "Guarde el resguardo que le den en la oficina.",
        "Conservi lo scontrino della posta.",
    ],
)
def test_what_is_the_customers_may_be_kept(honest: str) -> None:
    assert unsupported_claims(honest, RMA) == []
