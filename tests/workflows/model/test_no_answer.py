"""A refusal, thinking aloud and one word over and over are no answers, in whatever field they stand."""

import json

import pytest

from tests.paths import DATA
from workflows.model.no_answer import REFUSES, REPEATS, THINKS, why_no_answer
from workflows.model.reading import BadAnswerError, read_answer
from workflows.steps.drafts import DraftRequest
from workflows.steps.technical_reply import TECHNICAL_REPLY

SETS = ("blind", "second_blind", "third_blind", "fourth_blind", "fifth_blind")


@pytest.mark.parametrize(
    "words",
    [
        "I'm sorry, but I can't assist with that request.",
        "I cannot help you with this.",
        "Sorry, we are not able to answer your question.",
        "As an AI language model, I have no access to routers.",
        "Es tut mir leid, dabei kann ich Ihnen leider nicht helfen.",
        "Je suis désolé, je ne peux pas vous aider avec cette demande.",
        "Lo siento, no puedo ayudarte con eso.",
        "Mi dispiace, non posso aiutarla con questa richiesta.",
    ],
)
def test_a_refusal_is_no_answer(words: str) -> None:
    assert why_no_answer(words) == REFUSES


@pytest.mark.parametrize(
    "words",
    [
        "Okay, the user wants help with a kettle. Please check the plug.",
        "The customer seems frustrated. Is the cable in?",
        "I should keep it short. Try another socket.",
        "Let me draft a reply: which model do you have?",
        "Final answer: please restart it.",
        "Der Kunde möchte seinen Router zurückgeben. Welches Modell ist es?",
        "El cliente quiere saber el estado. ¿Qué modelo es?",
        "Le client demande un remboursement. Quel est le modèle ?",
        "L'utente chiede aiuto. Che modello è?",
        "The user is angry about the kettle. Which model is it?",
        "So the customer has a broken lamp, and the customer needs a return.",
        "I will respond politely. Which model is it?",
        "Let me think about what to say. Which model is it?",
    ],
)
def test_thinking_about_the_customer_is_no_answer_to_them(words: str) -> None:
    assert why_no_answer(words) == THINKS


@pytest.mark.parametrize(
    "words",
    [
        "kettle kettle kettle kettle",
        "Please check the socket \N{GRINNING FACE}" + "\N{GRINNING FACE}" * 5,
        "Is it plugged in? Try again. Try again. Try again. Try again.",
        "Restart it. Check the plug. Restart it. Check the plug. Restart it.",
    ],
)
def test_a_model_in_a_circle_gives_no_answer(words: str) -> None:
    assert why_no_answer(words) == REPEATS


@pytest.mark.parametrize(
    "words",
    [
        "I can't change an address myself; a person has to look at it.",
        "I can't help with that from here, but a person can. What is the order number? I will look it up.",
        "That is very, very annoying. Does the light come on?",
        "Let me know which model it is.",
        "Ask the customer service of the maker for a manual.",
        "Is the lamp on the left ------ or on the right?",
        "Make sure the user has permission to install software on the laptop.",
        "Check whether the user is signed in on another device.",
        "Please check that the user is an administrator.",
        "It works only if the user has a profile.",
        "I will respond here as soon as you tell me the version.",
        "Let me think about this with you: does it fail on mobile data as well?",
        "Click Next. Accept. Click Next. Choose the folder. Click Next. Click Next.",
        "Try 8.8.8.8 as the DNS server.",
        "Set the mask to 255.255.255.0 and the clock to 11:11:11.",
        "Prüfen Sie, ob der Benutzer angemeldet ist.",
        "Vérifiez que l'utilisateur a un compte.",
        "Compruebe que el usuario tiene permiso.",
        "Verifichi che l'utente abbia un profilo.",
    ],
)
def test_what_is_said_to_a_customer_is_an_answer(words: str) -> None:
    assert why_no_answer(words) is None


def test_no_honest_draft_of_other_hands_is_taken_for_none() -> None:
    texts = ((DATA / "drafts" / f"{name}.jsonl").read_text("utf-8") for name in SETS)
    honest = [row["draft"] for text in texts for row in map(json.loads, text.splitlines()) if not row["lie"]]

    assert len(honest) == 750
    assert [draft for draft in honest if why_no_answer(draft)] == []


def test_a_refusal_in_a_field_is_asked_for_once_more() -> None:
    said = json.dumps({"reply": "I'm sorry, but I can't assist with that request."})

    with pytest.raises(BadAnswerError, match="refuse to answer"):
        read_answer(TECHNICAL_REPLY, DraftRequest("My router drops its connection."), said)
