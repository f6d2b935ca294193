"""A short message whose small words are of two languages is in the one that it was taken for."""

import pytest

from workflows.language.detection import in_another_language


@pytest.mark.parametrize(
    ("message", "reply", "language"),
    [
        ("La bomba de la piscina hace un ruido raro", "¿Es un ruido constante o va y viene, y desde cuándo?", "es"),
        ("caldaia in blocco da ieri, pressione a 0,8, bimbo in casa", "Quindi è in blocco da ieri con il bimbo.", "it"),
    ],
)
def test_a_reply_in_the_language_that_the_classifier_took_it_for_may_stand(
    message: str, reply: str, language: str
) -> None:
    assert in_another_language(reply, message, language) is None


def test_a_reply_in_a_language_that_the_message_is_surely_not_in_may_not() -> None:
    message = "Wo ist meine Bestellung, ich warte seit einer Woche und habe nichts gehört?"

    assert in_another_language("Je ne sais pas où est votre commande, et vous ?", message, "fr") == "fr"
