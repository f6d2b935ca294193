"""What we say that we did, will be back with or allow is a statement, whatever the sentence around it is."""

import pytest

from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.deeds import deed_of_ours


@pytest.mark.parametrize(
    "sentence",
    [
        "I have rebooted your server, so please try again.",
        "Thanks, and I went through the call log.",
        "Den Filter habe ich für Sie zurückgesetzt, geht es nun?",
        "Entre-temps, j'ai relancé la synchronisation.",
        "He desbloqueado la cuenta, ¿puede entrar?",
        "Nel frattempo ho sbloccato il profilo: riesce a entrare?",
        "Understood, you're unsubscribed.",
        "Let me ask the shop and get back to you.",
        "Sobald es Neues gibt, schreibe ich Ihnen.",
        "Appena so di più le faccio sapere.",
    ],
)
def test_a_deed_or_a_promise_needs_a_record(sentence: str) -> None:
    assert deed_of_ours(sentence)
    assert unsupported_claims(sentence, AllowedFacts("It does not work."))


@pytest.mark.parametrize(
    "sentence",
    [
        "Orders may be cancelled until they are packed.",
        "Guests are allowed on the terrace until ten.",
        "Orders can be split between two addresses.",
        "Hunde sind in allen Zimmern erlaubt.",
        "Se aceptan tarjetas extranjeras.",
        "Una prenotazione può essere spostata.",
        "That's within our usual processing time.",
    ],
)
def test_a_rule_is_ours_whoever_is_its_subject(sentence: str) -> None:
    assert deed_of_ours(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "I have read your message twice.",
        "I've looked for it and have no record.",
        "Das habe ich verstanden.",
        "J'ai bien lu votre message.",
        "He entendido la pregunta.",
        "Ho capito bene?",
        "I don't know whether dogs are allowed in the rooms.",
        "Are guests allowed on your terrace?",
        "You have restarted it already, as you say.",
        "So far I have changed nothing.",
        "No he reservado nada.",
        "Ich habe nichts gebucht.",
        "Keep an eye on the red light.",
        "I've gathered the answers below.",
    ],
)
def test_understanding_asking_and_not_knowing_is_no_deed(sentence: str) -> None:
    assert not deed_of_ours(sentence)


def test_a_deed_on_record_may_be_told() -> None:
    record = ("Investigation INV-CASE-7 opened for invoice INV-30",)

    assert unsupported_claims("I have opened INV-CASE-7 for INV-30.", AllowedFacts("Check INV-30", record)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "With the twenty places that we open behind the hall it should get better.",
        "Con i venti posti in più che apriamo dovrebbe andare meglio.",
        "Press Trust; that is us connecting.",
        "There's a voucher for you.",
        "I can't refund more than half of it.",
    ],
)
def test_what_a_clause_only_names_is_a_deed_too(sentence: str) -> None:
    assert deed_of_ours(sentence)


@pytest.mark.parametrize("sentence", ["That's all that we see here.", "È tutto quello che sappiamo qui."])
def test_what_we_see_and_know_is_none(sentence: str) -> None:
    assert not deed_of_ours(sentence)
