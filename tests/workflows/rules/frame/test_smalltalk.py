"""Promises about small talk: thanks in any wording are it, and bitter ones are not."""

import pytest

from workflows.rules.frame.smalltalk import is_small_talk


@pytest.mark.parametrize(
    "text", ["ta muchly!", "Ta very much", "many many thanks", "cheers muchly", "ta", "much obliged"]
)
def test_thanks_in_everyday_words_are_small_talk(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize("text", ["ta for nothing", "ta, and where is A-55513?", "ta muchly but it still hums"])
def test_thanks_with_more_behind_them_are_no_small_talk(text: str) -> None:
    assert not is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hi, Refund please",
        "HI REFUND PLEASE",
        "OK. Cancel",
        "Hello, Urgent!",
        "Thanks. Broken",
        "Hi, Complaint",
        "Hello, Toaster",
        "Hi, Invoice please",
    ],
)
def test_a_word_that_says_what_is_wanted_is_nobodys_name(text: str) -> None:
    assert not is_small_talk(text)


@pytest.mark.parametrize(
    "text", ["Thanks, Tom!", "Hi Priya", "Thank you Bill", "Good morning Grace", "Cheers Oluwaseun"]
)
def test_a_name_beside_small_talk_leaves_it_small_talk(text: str) -> None:
    assert is_small_talk(text)
