"""The subject of a case: the beginning of its first words, on one line, as people read it in lists."""

import pytest

from handlers.conversation.subjects import SUBJECT_LENGTH, subject_of


def test_a_long_first_message_is_cut_between_words() -> None:
    text = "My router drops the connection every evening, please let me talk to a human being"

    assert subject_of(text) == "My router drops the connection every evening, please let me talk to a human…"


@pytest.mark.parametrize("text", ["x" * 200, f"Look at {'x' * 200}", "word " * 50, "a" * 79 + " b c"])
def test_whatever_the_words_are_the_subject_is_short_and_not_empty(text: str) -> None:
    subject = subject_of(text)

    assert SUBJECT_LENGTH // 2 < len(subject) <= SUBJECT_LENGTH
    assert subject.endswith("…")


def test_a_short_first_message_is_the_subject_itself() -> None:
    assert subject_of("Where is\nmy order?") == "Where is my order?"
