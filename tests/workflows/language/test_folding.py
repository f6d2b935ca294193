"""Promises of the one fold: a text is understood as it looks, and spans lead back to what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.language.folding import fold_characters, fold_with_places


@pytest.mark.parametrize(
    "written",
    [
        "A-12\u200d345",
        "A-12\u00ad345",
        "A\u2060-\u200b12345\ufeff",
        "\u202aA-12345\u202c",
        "A\ufe0f-12\u034f345",
        "A\u201112345",
        "A\u221212345",
        "A\u201412345",
        "\uff21\uff0d\uff11\uff12\uff13\uff14\uff15",
        "A-\u0661\u0662\u0663\u0664\u0665",
        "A-\u0967\u0968\u0969\u096a\u096b",
        "\U0001d400-\U0001d7cf\U0001d7d0\U0001d7d1\U0001d7d2\U0001d7d3",
        "A-\u2460\u2461\u2462\u2463\u2464",
        "A-1\x0823\x7f45",
    ],
)
def test_what_looks_like_an_id_is_read_as_that_id(written: str) -> None:
    assert fold_characters(written) == "A-12345"


@pytest.mark.parametrize(
    "written",
    [
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "the rug of 20 m\u00b2 \u2013 it \u201chums\u201d, caf\u00e9 \u2122 \u2116",
    ],
)
def test_emoji_other_scripts_quotes_and_dashes_between_words_stay(written: str) -> None:
    assert fold_characters(written) == written


def test_a_span_of_what_is_seen_leads_back_to_what_was_written() -> None:
    written = "\u200bWhere is A-1\u200d2345\u2060?"

    found = fold_with_places(written)

    at = found.text.index("A-12345")
    start, end = found.span(at, at + len("A-12345"))
    assert written[start:end] == "A-1\u200d2345"


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_and_every_character_has_its_place(text: str) -> None:
    found = fold_with_places(text)

    assert fold_characters(found.text) == found.text
    assert len(found.places) == len(found.text) + 1
    assert list(found.places) == sorted(set(found.places))


@given(st.text(alphabet="a1-\u2013\u200d\u200c\ufe0f\u0661\uff11\u00e9\U0001f600\U000e0041 ", max_size=12))
def test_what_shows_nothing_is_folded_the_same_way_the_second_time(text: str) -> None:
    assert fold_characters(fold_characters(text)) == fold_characters(text)
