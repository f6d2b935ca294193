"""Promises of the one splitter of sentences and clauses."""

from itertools import pairwise

import pytest

from workflows.language.sentences import clause_starts, sentence_texts, sentences


def _clauses(text: str) -> list[str]:
    (one,) = sentences(text)
    starts = [*clause_starts(text, one.start, one.end), one.end]
    return [text[a:b].strip(" ,:-(\u2013\u2014") for a, b in pairwise(starts)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It hums. I want it gone!", ["It hums.", "I want it gone!"]),
        ("Really?! Yes… no.", ["Really?!", "Yes…", "no."]),
        ("One line\nanother line\n\na third", ["One line", "another line", "a third"]),
        ("these:\n- the lamp\n- the chair", ["these:", "the lamp", "the chair"]),
        ("Two things: 1) the lamp 2) the chair", ["Two things:", "the lamp", "the chair"]),
        ("Write to Dr. Smith, e.g. today. Thanks.", ["Write to Dr. Smith, e.g. today.", "Thanks."]),
        ("Sie kam am 9. September an. Danke.", ["Sie kam am 9. September an.", "Danke."]),
        ("It cost 3.50 at shop.example.com today", ["It cost 3.50 at shop.example.com today"]),
        ("It is broken.Please help", ["It is broken.", "Please help"]),
        ("Do you ship abroad?, and where is my order?", ["Do you ship abroad?", "and where is my order?"]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("  \n \n ", []),
        ("", []),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, found: list[str]) -> None:
    assert sentence_texts(text) == found


def test_a_semicolon_ends_a_sentence_of_a_chat_and_none_of_a_reply() -> None:
    text = "The lamp hums; the chair is fine."

    assert len(list(sentences(text))) == 2
    assert sentence_texts(text) == [text]


def test_a_sentence_knows_where_it_stands_and_whether_it_asks() -> None:
    text = "It hums. Can I return it?"

    first, second = sentences(text)

    assert text[first.start : first.end] == "It hums"
    assert text[second.start : second.upto].strip() == "Can I return it?"
    assert (first.question, second.question) == (False, True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I want the lamp, the chair and the table", ["I want the lamp, the chair and the table"]),
        ("I don't want the lamp, I want the chair", ["I don't want the lamp", "I want the chair"]),
        ("the lamp hums so please take it back", ["the lamp hums", "so please take it back"]),
        ("it broke and then we sent it back", ["it broke", "and then we sent it back"]),
        ("my order is late, can you check", ["my order is late", "can you check"]),
        ("the lamp - it hums - must go", ["the lamp", "it hums - must go"]),
        ("I returned it because it hums", ["I returned it", "because it hums"]),
        ("not that one too, or this one", ["not that one too, or this one"]),
        ("the shop (they were kind) took it", ["the shop", "they were kind) took it"]),
        ("where is it and when will it come", ["where is it", "and when will it come"]),
    ],
)
def test_a_sentence_falls_into_its_clauses(text: str, found: list[str]) -> None:
    assert _clauses(text) == found
