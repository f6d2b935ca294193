"""Figures in other words: an answer may write a length, a time or a half as its quote does not, but no other one."""

import pytest

from tests.workflows.rules import hostile
from workflows.faq.alike import in_the_words_of


@pytest.mark.parametrize(
    ("answer", "quoted", "read"),
    [
        ("in seven days", "in a week", "in a week"),
        ("Two weeks' notice", "14 days", "14 days' notice"),
        ("within 48 hours", "two days", "within two days"),
        ("half an hour", "30 minutes", "30 minutes"),
        ("for a year", "12 months", "for 12 months"),
        ("50 percent of it", "half of it", "half of it"),
        ("at half past five", "by 5.30 p.m.", "at 5.30 p.m."),
        ("at quarter past five", "5.15", "at 5.15"),
        ("at seven in the morning", "by 7 a.m.", "at 7 a.m."),
    ],
)
def test_a_figure_is_read_in_the_words_of_its_quote(answer: str, quoted: str, read: str) -> None:
    assert in_the_words_of(quoted, answer) == read


@pytest.mark.parametrize(
    ("answer", "quoted"),
    [
        ("in eight days", "in a week"),
        ("four weeks", "a month"),
        ("half past six", "5.30 p.m."),
        ("5 in the morning", "5 p.m."),
        ("7 days", "7 days or a week"),
        ("a quarter", "half"),
        ("9" * 5000 + " days", "a week"),
        ("\u017feven days", "a week"),
    ],
)
def test_another_figure_stays_as_it_is(answer: str, quoted: str) -> None:
    assert in_the_words_of(quoted, answer) == answer


@pytest.mark.parametrize("unit", ["half past ", "7 days ", "a quarter of an ", "5.30 p.m. ", "50 % "])
def test_figures_are_read_in_a_time_that_grows_with_the_text(unit: str) -> None:
    assert not hostile.grows_too_fast(
        lambda text: in_the_words_of(text, "half past five"), lambda size: unit * (size // len(unit))
    )
