"""What is read of a message that is served in English: not the foreign words around it, and never nothing."""

import pytest

from workflows.ids.grammar import find_ids
from workflows.language.english import english_of


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Hola! Where is my order?", "Where is my order?"),
        ("Hola where is my order?", "where is my order?"),
        ("Guten Tag, I want to return the lamp. Vielen Dank!", "I want to return the lamp."),
        ("Ich habe eine Frage zu meiner Bestellung. Where is it?", "Where is it?"),
        ("> Ich habe meine Bestellung nicht erhalten\nWhere is it?", "Where is it?"),
        ("Ich habe eine Frage zu A-12345 und zur Lampe. Where is it?", None),
        ("Where is my order?", None),
        ("> Where is my order?\nIt is late", None),
        ("I want to return the Süße Träume blanket", None),
        ("Hola", None),
        ("Ich habe meine Bestellung nicht erhalten", None),
        ("", None),
    ],
)
def test_foreign_courtesies_sentences_and_quotes_are_left_out(text: str, read: str | None) -> None:
    assert english_of(text, lambda one: bool(find_ids(one))) == (text if read is None else read)
