"""What a mailbox answers by itself is known by what mail programs write, in the languages we speak."""

import pytest

from workflows.language.automatic import is_automatic


@pytest.mark.parametrize(
    "text",
    [
        "Automatic reply: I am out of the office until 7 December. Order 12345 goes to my colleague.",
        "Auto-Reply: Where is my order\nThank you for your mail. I am back on Monday.",
        "Subject: Out of Office: Your case\nI read no mails this week.",
        "Out of office reply\nBack on Monday",
        "Automatische Antwort: Ich bin bis zum 7. Dezember nicht im Büro.",
        "Betreff: Abwesenheitsnotiz: Ihre Bestellung 12345",
        "Réponse automatique : je suis absent jusqu'au 7 décembre",
        "Respuesta automática: estoy de vacaciones",
        "Risposta automatica: sono fuori ufficio",
        "Resposta automática: estou de férias",
        "From: ana@example.org\nAuto-Submitted: auto-replied\nSubject: Re: order\n\nAway. Any questions?",
    ],
)
def test_an_automatic_reply_is_known(text: str) -> None:
    assert is_automatic(text)


@pytest.mark.parametrize(
    "text",
    [
        "Automatic reply is not working in your app",
        "Out of office: how do I set that in your app?",
        "I am out of the office until Friday, please deliver order A-12345 later",
        "I got an automatic reply: nobody answers me",
        "My automatic feeder stopped",
        "Automatische Antworten kommen nicht an",
        "Ich habe eine Abwesenheitsnotiz bekommen: warum",
        "What does Auto-Submitted: auto-replied mean",
        "",
    ],
)
def test_what_somebody_wrote_about_one_is_none(text: str) -> None:
    assert not is_automatic(text)
