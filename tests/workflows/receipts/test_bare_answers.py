"""A yes or a no says what the question says: it needs a record that speaks of the same."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.steps.general_reply import ABOUT


@each_row(
    ("asked", "answer"),
    [
        ("Do you ship to Norway?", "Of course."),
        ("Do you ship to Norway?", "Yes, without exception."),
        ("Will I be charged again next month?", "No, never again."),
        ("Will I be charged again next month?", "Rest easy, no."),
        ("Do I get my money back for invoice INV-7890?", "Certainly."),
        ("Do I get my money back for invoice INV-7890?", "You do."),
        ("Do I get my money back for invoice INV-7890?", "All of it, yes."),
        ("May I pay INV-7890 in two parts?", "Sure, two parts it is."),
        ("May I pay INV-7890 in two parts?", "No problem at all."),
        ("Is the SuperWidget waterproof?", "Indeed it is."),
        ("Is the SuperWidget waterproof?", "No, sadly not."),
        ("Can you cancel my order or change my address?", "Yes, I can do both."),
        ("Can you cancel my order or change my address?", "Sure, tell me the new address."),
        ("Can you cancel my order or change my address?", "Of course, which order is it?"),
        ("hi, do i have to pay for the return", "Nope."),
        ("Bekomme ich mein Geld zurück?", "Ja, natürlich."),
        ("Kann ich die Bestellung noch ändern?", "Klar, nennen Sie mir die neue Adresse."),
        ("Est-ce que je serai remboursé ?", "Oui, bien sûr."),
        ("¿Me devuelven el dinero?", "Claro que sí."),
        ("Posso pagare in due rate?", "Va bene, due rate."),
    ],
)
def test_a_bare_answer_states_what_was_asked(asked: str, answer: str) -> None:
    assert unsupported_claims(answer, AllowedFacts(asked, (ABOUT,)))


@each_row(
    ("asked", "answer", "record"),
    [
        ("Can you help me with my printer? It is broken.", "Sure, which model is it?", ""),
        ("Can I talk to a person?", "Of course.", ""),
        ("My printer is broken.", "Sure, let us start with the printer.", ""),
        ("Can I return the SuperWidget 5000?", "Yes, of course.", "Your return of SuperWidget 5000 is authorised."),
        ("Is order A-7 in transit?", "Yes.", "Order A-7: in transit"),
        ("did you open a case for INV-6234 or not", "Yes.", "INV-CASE-452 opened for INV-6234"),
        ("Where is my order?", "Certainly.", ""),
        ("Do you need my password?", "No, not here.", ""),
        ("Could it be the cable?", "Yes, it may well be: please try another one.", ""),
        ("Will I be charged again?", "No, I can't see that from here.", ""),
        ("Können Sie mir helfen?", "Gern, um welches Gerät geht es?", ""),
        ("Pouvez-vous m'aider ?", "Oui, bien sûr.", ""),
        ("¿Podéis adelantar la entrega?", "No tengo manera de cambiar la fecha.", ""),
        ("Me lo confermate?", "Non posso confermare quello che le ha detto il corriere.", ""),
    ],
)
def test_an_answer_on_record_help_and_what_says_more_may_be_said(asked: str, answer: str, record: str) -> None:
    assert unsupported_claims(answer, AllowedFacts(asked, (record, ABOUT))) == []
