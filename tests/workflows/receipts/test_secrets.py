"""A secret that is asked for in a language that the lists of ``unsafe`` do not read."""

import pytest

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.secrets import asks_for_a_secret, asks_for_counted


@pytest.mark.parametrize(
    "sentence",
    [
        "Nennen Sie mir bitte das Kennwort Ihres Routers.",
        "Teilen Sie uns noch eine TAN mit.",
        "Donnez-moi votre identifiant et le mot de passe.",
        "Si cela ne marche pas, envoyez-nous les chiffres au dos de la carte.",
        "Escriba aquí su DNI y la clave.",
        "Dime la contraseña.",
        "Mi scriva il PUK.",
        "Mandami il numero della carta.",
    ],
)
def test_a_secret_that_is_to_come_here_is_asked_for(sentence: str) -> None:
    assert asks_for_a_secret(sentence)
    assert unsupported_claims(sentence, AllowedFacts())


@pytest.mark.parametrize(
    "sentence",
    [
        "Ändern Sie das Kennwort auf der Anmeldeseite.",
        "Schreiben Sie mir Ihre PIN bitte nicht.",
        "Ne donnez jamais votre mot de passe.",
        "Changez le mot de passe depuis un autre appareil.",
        "Cambia la contraseña y dime si funciona.",
        "Eviti di scrivere qui la password.",
        "Nennen Sie mir bitte die Rechnungsnummer.",
        "Mandami il numero dell'ordine.",
    ],
)
def test_what_stays_with_the_customer_is_not_asked_for(sentence: str) -> None:
    assert not asks_for_a_secret(sentence)


@each_row(
    ("sentence", "asks"),
    [
        ("Which six digits does the message show?", True),
        ("Wie lauten die drei Ziffern hinten?", True),
        ("Paste the twelve words here in the order you have them.", True),
        ("The five digits of the invoice number will do.", False),
        ("Never tell anybody the six digits.", False),
    ],
)
def test_so_many_digits_or_words_are_those_of_a_secret(sentence: str, asks: bool) -> None:
    assert asks_for_counted(sentence) is asks
