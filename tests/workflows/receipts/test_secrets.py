"""A secret that is asked for in a language that the lists of ``unsafe`` do not read."""

import pytest

from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.secrets import asks_for_a_secret


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
