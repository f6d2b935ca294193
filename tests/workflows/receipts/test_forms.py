"""Transitions, courtesy and what I cannot do state nothing about us, as long as they bring nothing new."""

import pytest

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.forms import could_claim, says_what_i_can, states_nothing_new

CUSTOMER = "First the refund, then the parcel. My courier never came. Die Rückerstattung fehlt. Et le remboursement ?"


@pytest.mark.parametrize(
    "sentence",
    [
        "Let's begin with the refund.",
        "Sure, we can leave the parcel aside and talk about the refund.",
        "Kommen wir zur Rückerstattung.",
        "Passons au remboursement.",
        "Thanks for bearing with me about the parcel.",
        "Es tut mir leid, dass die Rückerstattung fehlt.",
        "I have no line to the courier.",
        "Zur Rückerstattung kann ich leider nichts sagen, ich habe keine Angaben.",
        "Je ne peux rien dire du remboursement.",
    ],
)
def test_what_leads_on_is_kind_or_tells_my_limits_may_stand(sentence: str) -> None:
    assert states_nothing_new(sentence, AllowedFacts(CUSTOMER))
    assert unsupported_claims(sentence, AllowedFacts(CUSTOMER)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Let's begin with the refund, we have sent it.",
        "Thanks for waiting, a voucher is on its way.",
        "I'm sorry about the outage.",
        "I can't pay it out until the parcel is back.",
        "Passons au remboursement, nous avons viré la somme.",
        "Es tut mir leid, wir haben die Lieferung storniert.",
        "Schön, dass Ihr Konto wieder aktiv ist.",
        "I'm sorry that our app has a bug.",
        "Espero que le guste la pieza nueva.",
        "Thanks for your patience, et le remboursement est en route.",
    ],
)
def test_a_kind_word_brings_no_news(sentence: str) -> None:
    assert not states_nothing_new(sentence, AllowedFacts(CUSTOMER))


@each_row(
    ("sentence", "could"),
    [
        ("A garden swing in the snow has a certain charm.", False),
        ("¡Misterio resuelto, y el culpable tiene bigotes!", False),
        ("The bug you describe has been patched.", True),
        ("A person looks into it.", True),
        ("The refund is there.", True),
    ],
)
def test_what_no_word_of_it_could_claim_needs_more_doubt(sentence: str, could: bool) -> None:
    assert could_claim(sentence) is could


@pytest.mark.parametrize(
    ("sentence", "may"),
    [
        ("I can set up a return for it; getting another one to you is beyond me.", True),
        ("Exchanges are beyond what this desk can set up.", True),
        ("No tengo manera de cambiar la fecha.", True),
        ("Je ne peux ni annuler ni remplacer cette commande.", True),
        ("I can't refund more than half.", False),
        ("No puedo devolver más de la mitad.", False),
        ("I can refund you.", False),
    ],
)
def test_what_i_can_and_can_not_do_may_be_told_unless_some_of_it_is_done(sentence: str, may: bool) -> None:
    assert (unsupported_claims(sentence, AllowedFacts("Please help.")) == []) is may


def test_a_clause_tells_what_the_desk_can_do() -> None:
    assert says_what_i_can("I can look into an invoice")
    assert not says_what_i_can("I can look into it by tomorrow and refund you")
