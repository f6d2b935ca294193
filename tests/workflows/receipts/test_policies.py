"""Where something was asked, how it usually goes with us is a rule of ours."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.policies import answers_with_a_rule


@each_row(
    ("sentence", "customer"),
    [
        ("A photo is enough.", "Do I need the receipt?"),
        ("Worn once indoors is fine with us.", "can I return worn shoes"),
        ("Opened boxes are normally no obstacle.", "The box is open, can it go back?"),
        ("Ein stabiler Karton reicht.", "Kann ich ohne Originalverpackung zurückschicken?"),
        ("Une carte vaut pour deux, en temps normal.", "On peut venir à quatre ?"),
        ("Lo habitual son tres cuotas.", "¿Puedo pagar a plazos?"),
        ("Basta un documento.", "Posso portare un ospite?"),
        ("They usually pass within the day.", "How long does the technician take?"),
    ],
)
def test_an_answer_that_tells_a_rule_needs_a_record(sentence: str, customer: str) -> None:
    assert answers_with_a_rule(sentence, customer)
    assert unsupported_claims(sentence, AllowedFacts(customer))


@each_row(
    ("sentence", "customer"),
    [
        ("Routers usually have a small button on the back.", "how do I reset it?"),
        ("Die Nummer steht normalerweise oben rechts.", "Wo steht die Nummer?"),
        ("El número suele estar arriba.", "¿Dónde está el número?"),
        ("I don't know whether it's allowed.", "May I bring my dog?"),
        ("Is a photo enough for you?", "Do I need the receipt?"),
        ("A slow blink usually means nothing.", "My lamp blinks."),
    ],
)
def test_what_is_of_the_customers_own_side_is_none(sentence: str, customer: str) -> None:
    assert not answers_with_a_rule(sentence, customer)


def test_a_rule_on_record_may_be_told() -> None:
    record = 'FAQ "Receipts": "A photo of the receipt is enough."'

    assert unsupported_claims("A photo of the receipt is enough.", AllowedFacts("Is a photo enough?", (record,))) == []
