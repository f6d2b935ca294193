"""Notes of Markdown's dialects as parts of a document: a title that asks is a question, another names what follows."""

import pytest

from bot.formats.documents import read_document
from tests.formats.test_pages import parts
from workflows.faq.blocks import AFTER_ANSWER

ANSWERED = [
    "question: Can I return a lamp?",
    "paragraph: Yes, within 30 days.",
    "question: Do you repair lamps?",
    "paragraph: Yes, for 20 EUR.",
    "paragraph: That is all.",
]


@pytest.mark.parametrize(
    "note",
    [
        '??? question "{}"\n    {}\n',
        '???+ faq "{}"\n\n    {}\n',
        '!!! question inline end "{}"\n    {}\n',
        '!!! question "**{}**"\n\t{}\n',
        "> [!question]- {}\n> {}\n",
        "> [!FAQ] {}\n> {}\n",
        ":::tip[{}]\n{}\n:::\n",
        "::: details {}\n{}\n:::\n",
        ":::{{note}} {}\n{}\n:::\n",
    ],
)
def test_a_note_whose_title_asks_is_a_question_with_its_answer(note: str) -> None:
    text = "\n".join(
        [
            note.format("Can I return a lamp?", "Yes, **within** 30 days."),
            note.format("Do you repair lamps?", "Yes, for 20 EUR."),
            "That is all.",
        ]
    )

    assert parts(read_document("a.md", text.encode())) == ANSWERED


@pytest.mark.parametrize(
    "note",
    [
        '!!! note "Sale items"\n    They stay.\n',
        "> [!warning] Sale items\n> They stay.\n",
        "::: danger Sale items\nThey stay.\n:::\n",
        '=== "Sale items"\n\n    They stay.\n',
    ],
)
def test_another_title_stands_over_the_note_and_not_over_what_follows(note: str) -> None:
    found = read_document("a.md", f"## Returns\n\nSend it.\n\n{note}\nWithin a month.".encode())

    assert parts(found) == [
        "heading: Returns",
        *("paragraph: Send it.", "paragraph: Sale items:", "paragraph: They stay.", "paragraph: Within a month."),
    ]


@pytest.mark.parametrize(
    "note",
    [
        "!!! note\n    They stay.\n",
        '??? note ""\n    They stay.\n',
        "> [!NOTE]\n> They stay.\n",
        ":::note\nThey stay.\n:::",
    ],
)
def test_the_kind_of_a_note_is_no_text(note: str) -> None:
    assert parts(read_document("a.md", note.encode())) == ["paragraph: They stay."]


def test_notes_in_one_another_and_in_lists_are_read() -> None:
    inside = '??? faq "A?"\n    Yes.\n\n    ??? faq "B `b` <i>?"\n        No.\n\nAfter.\n'
    text = f'{inside}\n1. One\n\n    !!! tip "Mind"\n        It.\n'

    assert parts(read_document("a.md", text.encode())) == [
        *("question: A?", "paragraph: Yes.", "question: B b <i>?", "paragraph: No.", "paragraph: After."),
        *("step: 1. One", "paragraph: Mind:", "paragraph: It."),
    ]


def test_a_note_with_code_in_it_ends_where_it_ends() -> None:
    text = ":::tip How?\nYes.\n```sh\n::: no note\n```\n:::\n\nAfter."

    found = read_document("a.md", text.encode())

    assert parts(found) == ["question: How?", "paragraph: Yes.", "paragraph: ::: no note", "paragraph: After."]
    assert found.blocks is not None
    assert found.blocks[-1].level == AFTER_ANSWER


@pytest.mark.parametrize("text", ["!!! IMPORTANT: no returns on sale", "??? what", "!!! Attention !!!"])
def test_who_shouts_writes_no_note(text: str) -> None:
    assert parts(read_document("a.md", f"{text}\n\nSend it.".encode())) == [f"paragraph: {text}", "paragraph: Send it."]
