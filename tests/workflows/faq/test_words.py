"""Two questions that ask nearly the same are one; a word that changes the question keeps them apart."""

import tomllib

import pytest

from tests.paths import DATA
from tests.rows import each_row
from workflows.faq.words import content_words, same_question, stem

PAIRS = tomllib.loads((DATA / "faq_pairs.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("one", "other"), PAIRS["same"])
def test_near_duplicates_are_found(one: str, other: str) -> None:
    assert same_question(one, other)
    assert same_question(other, one)


@each_row(("one", "other"), PAIRS["different"])
def test_different_questions_stay_apart(one: str, other: str) -> None:
    assert not same_question(one, other)
    assert not same_question(other, one)


@pytest.mark.parametrize(
    "forms",
    [
        ("battery", "batteries"),
        ("generate", "generates", "generated", "generating", "generation"),
        ("panel", "panels"),
        ("stop", "stops", "stopped", "stopping"),
        ("store", "stored", "stores", "storing"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_words_without_meaning_do_not_count() -> None:
    assert content_words("What is it, and how does it do that?") == []
