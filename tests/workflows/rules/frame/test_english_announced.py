"""Promise: the words that only say that it is in English now belong to no request; all others stay."""

from tests.rows import each_row
from workflows.rules.frame.english_announced import without_announcement

ASKS = "Where is my order A-84410?"


@each_row(
    "before",
    [
        "Ok, then in English. ",
        "ok in english then: ",
        "Sorry, English then. ",
        "Fine, I can do English. ",
        "Let me try in English: ",
        "Alright, English it is. ",
        "I'll try in my bad English: ",
        "In English please, ",
        "Once more in English: ",
        "I will write in English.\n",
    ],
)
def test_what_only_announces_english_is_left_out(before: str) -> None:
    assert without_announcement(f"{before}{ASKS}") == ASKS


@each_row(
    "text",
    [
        ASKS,
        "ok english.",
        "English breakfast tea: I want to return it",
        "My English book arrived torn. Where is the other?",
        "Do you have the manual in English? It came in French.",
        "I ordered it in English. It came in French.",
    ],
)
def test_all_else_stays(text: str) -> None:
    assert without_announcement(text) == text
