"""Reasons, times and what somebody waits for speak of nothing that neither record nor customer has told."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.granted import taken_for_granted


@each_row(
    ("sentence", "customer"),
    [
        ("Could you check the valve before the technician comes?", "The boiler is cold."),
        ("While the outage lasts, work on one device only.", "My notes are gone."),
        ("Now that your card has been activated, can you try once more?", "The door stays shut with my card."),
        ("Da Ihre Kündigung zu spät bearbeitet wurde, möchten Sie bleiben?", "Warum kommt noch eine Rechnung?"),
        ("Puisque le remboursement est en cours, gardez le ticket.", "La lampe est cassée."),
        ("Después de la subida de precios es normal dudar.", "No entiendo la factura."),
        ("Visto che il tecnico passa oggi, lasci libero l'ingresso.", "La caldaia è fredda."),
        ("Would you rather wait for the call?", "Typing is hard for me."),
        ("Heben Sie die Schrauben auf, bis die Beine eintreffen.", "Es fehlen zwei Beine."),
    ],
)
def test_an_event_of_which_nobody_spoke_is_not_taken_for_granted(sentence: str, customer: str) -> None:
    assert taken_for_granted(sentence, AllowedFacts(customer))
    assert unsupported_claims(sentence, AllowedFacts(customer))


@each_row(
    ("sentence", "customer", "record"),
    [
        ("Could you check the valve before the technician comes?", "Your technician comes on Monday, right?", ""),
        ("While the outage lasts, work on one device only.", "Is there an outage?", ""),
        ("Since your badge has been reset twice, does the door react at all?", "They reset my badge twice.", ""),
        ("As no refund is on record, which invoice is it?", "Where is my money?", ""),
        ("Has the router been moved during the works?", "Since we painted the office the signal is weak.", ""),
        ("Once you have replaced the cable, try again.", "It stays dark.", ""),
        ("Look up the terms before you cancel anything.", "My contract is too dear.", ""),
        ("When did you cancel it?", "It is still charged.", ""),
        ("I don't know when the technician comes.", "The boiler is cold.", ""),
        ("En cuanto a la devolución, está más abajo.", "Quiero devolverlo", "Devolución RMA-AB1"),
        ("Was the box open when it arrived?", "Two legs are missing.", "Order C-7: delivered on 3 May 2026"),
    ],
)
def test_what_the_customer_or_a_record_speaks_of_may_be_a_reason(sentence: str, customer: str, record: str) -> None:
    assert not taken_for_granted(sentence, AllowedFacts(customer, (record,) if record else ()))


def test_what_was_delivered_is_not_still_to_arrive() -> None:
    allowed = AllowedFacts("Two legs are missing.", ("Order C-7: delivered on 3 May 2026",))

    assert taken_for_granted("Keep the screws until the legs get to you.", allowed)


@each_row(
    ("sentence", "customer"),
    [
        ("Will you be in when the fitter who is coming rings?", "The sofa is broken."),
        ("Il tecnico che è passato ieri ha lasciato un codice?", "Non va il riscaldamento."),
        ("War der Scheck im Umschlag?", "Ich habe nichts bekommen."),
        ("While the search with the carrier runs, keep the box number.", "Nothing came."),
        ("Given that you've moved up to third on the list, get your tools out.", "Is my form in the pile?"),
        ("Do you prefer to wait for the call you've got booked?", "I hate typing."),
    ],
)
def test_who_comes_and_what_is_sent_must_be_known(sentence: str, customer: str) -> None:
    assert taken_for_granted(sentence, AllowedFacts(customer))


@each_row(
    ("sentence", "customer", "record"),
    [
        ("Did the driver leave a card?", "It isn't here.", "Order A-2: delivered on 2 May 2026 by UPS"),
        ("What did the technician who came leave behind?", "The technician came and left.", ""),
        ("Given that you restarted it twice, the cable is worth a look.", "I restarted it twice.", ""),
        ("Did it begin after any change?", "It hums.", ""),
        ("No sé cuándo ni si habrá un arreglo.", "¿Cuándo lo arregláis?", ""),
    ],
)
def test_what_is_known_may_be_asked_after(sentence: str, customer: str, record: str) -> None:
    assert not taken_for_granted(sentence, AllowedFacts(customer, (record,) if record else ()))
