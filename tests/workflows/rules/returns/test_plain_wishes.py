"""Promise: who asks for returns in so many words, or for money back for what they will post, gets them at once."""

import pytest

from workflows.rules.corrections.corrections import as_meant
from workflows.rules.planning.plan import make_plan


def _returned(text: str) -> list[str | None]:
    return [one.product_name for one in make_plan(as_meant(text).text).tasks if one.query_type == "ProductReturn"]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (
            "Hi, please do returns for the bath mat, the soap dish and the towel rail.",
            ["bath mat", "soap dish", "towel rail"],
        ),
        ("Please set up returns for the kettle and the toaster, all scratched.", ["kettle", "toaster"]),
        ("Please open a return for the desk lamp.", ["desk lamp"]),
        ("So please make returns for the rug and the curtains.", ["rug", "curtains"]),
        ("Kindly create an RMA for the printer and the scanner.", ["printer", "scanner"]),
        ("Please log a return for the drill. Wrong voltage.", ["drill"]),
        ("Money back for the milk frother and I'll post it today, that's all I'm after.", ["milk frother"]),
        ("Money back for the kettle, please, and we'll send it tomorrow.", ["kettle"]),
        ("Just my money back for the lamp and I'll drop it at the post office.", ["lamp"]),
        ("Refund for the toaster please and I will send it tomorrow.", ["toaster"]),
    ],
)
def test_what_is_plainly_asked_for_is_done(text: str, things: list[str]) -> None:
    assert _returned(text) == things


@pytest.mark.parametrize(
    "text",
    [
        "Do you do returns for lamps?",
        "How do I set up returns for the team?",
        "Money back for the kettle never came, what now?",
        "Is there money back for the lamp if I'll post it from abroad?",
        "Please do returns for the kettle and the lamp. On second thoughts we keep them both.",
        "My sister got her money back for the lamp.",
    ],
)
def test_talk_of_returns_and_money_is_no_wish(text: str) -> None:
    assert _returned(text) == []
