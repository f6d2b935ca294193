"""The concern that is stored and shown is the customer's: nothing is added to it, and what they deny it denies."""

import json

import pytest

from tests.rows import each_row
from workflows.model.reading import BadAnswerError, read_answer
from workflows.steps.billing_concern import BILLING_CONCERN, ConcernRequest

HIGH = "Hi, invoice INV-7890 is too high, please look into it."


def _read(message: str, concern: str) -> str:
    return read_answer(BILLING_CONCERN, ConcernRequest(message, "INV-7890"), json.dumps({"concern": concern})).concern


@each_row(
    ("message", "concern"),
    [
        (HIGH, "Invoice INV-7890 is too high because the shipping fee was added twice."),
        (HIGH, "The invoice is too high because the discount agreed with sales is missing."),
        (HIGH, "The invoice is not too high."),
        (HIGH, "The invoice is too low."),
        (HIGH, "The customer refuses to pay invoice INV-7890."),
        (HIGH, "The customer withdraws the complaint about invoice INV-7890."),
        (HIGH, "Invoice INV-7890 is too high for a trial plan."),
        ("I was charged twice on INV-7890", "The customer was charged twice on INV-7890 after an upgrade."),
        ("INV-7890: I did not order this", "The customer ordered this."),
        ("INV-7890 is wrong", "The invoice INV-7890 has the wrong address."),
        ("Rechnung INV-7890 ist zu hoch", "Die Rechnung INV-7890 ist zu hoch, weil ein Rabatt fehlt."),
        ("Rechnung INV-7890 ist zu hoch", "Die Rechnung INV-7890 ist nicht zu hoch."),
        ("La facture INV-7890 est trop élevée", "La facture INV-7890 est trop élevée à cause des frais de port."),
        ("La factura INV-7890 es demasiado alta", "La factura INV-7890 es alta por un recargo."),
        ("La fattura INV-7890 è troppo alta", "La fattura INV-7890 è troppo alta per le spese di spedizione."),
    ],
)
def test_a_concern_is_not_made_up(message: str, concern: str) -> None:
    with pytest.raises(BadAnswerError):
        _read(message, concern)


@each_row(
    ("message", "concern"),
    [
        (HIGH, "Invoice INV-7890 is too high."),
        (HIGH, "The customer believes that the amount of invoice INV-7890 is higher than it should be."),
        ("INV-7890 is higher than I expected", "The customer finds the invoice unexpectedly high."),
        ("Why was I charged twice on INV-7890?", "The customer was charged double on invoice INV-7890."),
        ("INV-7890: I did not order this", "The customer did not order this."),
        ("I never got what INV-7890 bills", "The customer never got what was billed."),
        ("INV-7890 has the wrong VAT, the rest is not a problem", "The invoice INV-7890 has the wrong VAT."),
        ("Rechnung INV-7890 ist zu hoch", "Der Kunde findet die Rechnung INV-7890 zu teuer."),
        ("La facture INV-7890 est trop élevée", "Le montant de la facture INV-7890 est trop élevé."),
        ("La factura INV-7890 es demasiado alta", "El cliente cree que la factura INV-7890 es demasiado alta."),
        ("La fattura INV-7890 è troppo alta", "L'importo della fattura INV-7890 è troppo alto."),
    ],
)
def test_a_concern_in_other_words_for_the_same_stands(message: str, concern: str) -> None:
    assert _read(message, concern) == concern
