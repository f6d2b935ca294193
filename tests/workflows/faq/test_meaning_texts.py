"""Which texts and words the meaning of words is learnt from: those of the pairs first, and messages with seldom words.

The fit itself needs the teacher, and libraries that no checkout has: ``workflows.faq.meaning.learn`` says which.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from workflows.faq.meaning.learn import LEAST_PAIR, LONGEST, MOST_MESSAGES, texts_of, vocabulary
from workflows.faq.meaning.table import words_of
from workflows.language.detection import detect

PASSAGE = "Refunds are paid within 14 days. Call us; we answer.\n\nA gift card cannot be paid out."
QUESTIONS = ["How long does a refund take?", "Can I be paid for a gift card?"]


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pairs")
    row = {"questions": QUESTIONS, "passage": PASSAGE}
    (folder / "shop.jsonl").write_text(f"{json.dumps(row)}\n\n", encoding="utf-8")
    (folder / "unrelated.txt").write_text("What is the capital of Peru?\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def texts(pairs: Path) -> tuple[list[str], list[str]]:
    return texts_of(pairs)


def test_questions_and_passages_come_first_then_the_sentences_of_passages_and_what_is_unrelated(
    texts: tuple[list[str], list[str]],
) -> None:
    first, more = texts

    assert first == [*QUESTIONS, PASSAGE]
    assert more[:5] == [
        "Refunds are paid within 14 days.",
        "Call us;",
        "we answer.",
        "A gift card cannot be paid out.",
        "What is the capital of Peru?",
    ]


def test_the_same_texts_are_chosen_each_time_and_none_twice(texts: tuple[list[str], list[str]], pairs: Path) -> None:
    messages = texts[1][5:]

    assert texts_of(pairs) == texts
    assert 0 < len(messages) <= MOST_MESSAGES
    assert len(set(messages)) == len(messages)


def test_messages_are_plain_english_of_which_most_words_are_known(texts: tuple[list[str], list[str]]) -> None:
    known = {word for one in texts[0] for word in words_of(one)}

    for message in texts[1][5:]:
        words = words_of(message)
        assert len(words) <= LONGEST
        assert detect(message) == "en"
        assert "{" not in message
        assert sum(word in known for word in words) >= 0.75 * len(words)


def test_a_message_of_words_that_are_seldom_comes_before_one_of_usual_ones(tmp_path: Path) -> None:
    usual = " ".join(["and what of an order, is it too late for me to say that i want you to send it to my home"] * 300)
    rows = [{"questions": [usual], "passage": "A parcel or a lamp that was damaged: who pays for the return of it?"}]
    (tmp_path / "shop.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "unrelated.txt").write_text("", encoding="utf-8")

    first, more = texts_of(tmp_path)
    counts = Counter(word for one in first for word in words_of(one))
    messages = more[1:]
    share = [sum(counts[word] < 100 for word in words_of(one)) / len(words_of(one)) for one in messages]
    half = len(share) // 2

    assert half > 0
    assert sum(share[:half]) / half > sum(share[half:]) / (len(share) - half)


def test_words_of_the_texts_and_of_the_teacher_are_known_and_two_words_that_often_go_together() -> None:
    first = ["A gift card", *["the gift card"] * LEAST_PAIR, "card the gift"]

    words, counts = vocabulary(first, ["penguin", "card"])

    assert words == ["a", "gift", "card", "the", "penguin", "gift card", "the gift"]
    assert counts["gift card"] == LEAST_PAIR + 1
    assert counts["gift"] == LEAST_PAIR + 2
    assert counts["penguin"] == 0
