"""What is struck out is taken back; a block of code beside words is shown, not said."""

import pytest

from workflows.language.markup import spoken


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("~return the bath mat please~", ""),
        ("Please return ~the ice bucket~ the cocktail shaker", "Please return the cocktail shaker"),
        ("~Return the lamp.~ Return the juicer.", "Return the juicer."),
        ("It takes ~5 minutes, so ~1 hour for all", "It takes ~5 minutes, so ~1 hour for all"),
        ("see ~/logs/desk~old.txt", "see ~/logs/desk~old.txt"),
        ('What does this do?\n```return order["A-10002"]```', "What does this do?"),
        ("```Traceback: error 500```", "```Traceback: error 500```"),
        ("an open fence ``` stays", "an open fence ``` stays"),
    ],
)
def test_only_what_is_said_is_read(text: str, said: str) -> None:
    assert " ".join(spoken(text).split()) == said
