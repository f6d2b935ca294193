"""Promises of tests that stand for many rows: none is left out, and each wrong one is named."""

import pytest

from tests.rows import each_row


def test_every_wrong_row_is_named_with_what_it_is_not() -> None:
    @each_row(("number", "square"), [(2, 4), (3, 8), (4, 16), (5, 26)])
    def squares(number: int, square: int) -> None:
        assert number * number == square

    with pytest.raises(AssertionError) as failed:
        squares()

    assert str(failed.value).startswith("2 of 4 rows:")
    assert "- 3, 8: AssertionError: assert (3 * 3) == 8" in str(failed.value)
    assert "- 5, 26: AssertionError: assert (5 * 5) == 26" in str(failed.value)
    assert isinstance(failed.value.__cause__, AssertionError)


def test_a_row_that_raises_is_as_wrong_as_any_and_the_others_are_still_looked_at() -> None:
    looked_at = []

    @each_row("text", ["1", "one", "2"], ids=lambda text: f"row {text}")
    def numbers(text: str) -> None:
        looked_at.append(text)
        int(text)

    with pytest.raises(AssertionError, match="1 of 3 rows:\n- row one: ValueError"):
        numbers()

    assert looked_at == ["1", "one", "2"]


def test_rows_that_are_all_right_pass() -> None:
    @each_row("text, length", [("a", 1), ("bc", 2)])
    def lengths(text: str, length: int) -> None:
        assert len(text) == length

    lengths()


def test_a_test_of_rows_may_ask_for_nothing_else() -> None:
    with pytest.raises(AssertionError, match="a row is all"):

        @each_row("text", ["a"])
        def with_a_folder(text: str, tmp_path: str) -> None:
            assert text != tmp_path
