"""What has not come yet, or was sent back already, is not asked about: nobody gives it back now."""

import pytest

from workflows.rules.planning.plan import seen_in


def _returns(text: str) -> list[str | None]:
    return [one.task.product_name for one in seen_in(text, None) if one.task.query_type == "ProductReturn"]


@pytest.mark.parametrize(
    "text",
    [
        "Hi, I ordered a coffee grinder last tuesday (order 55231) and it still isn't here. When will it come?",
        "I bought a coffee grinder (order 4711). It has not arrived yet. When does it come?",
        "I ordered two garden chairs, order 7712, and they still haven't turned up. What's going on?",
        "Can you tell me the RMA number for the kettle I returned on Friday?",
        "Can you give me the RMA number for the lamp that I sent back last week?",
        "Could I get a refund for the kettle I've already returned?",
        "Can I get my money back for the lamp we've sent back?",
    ],
)
def test_what_has_not_come_or_was_sent_back_is_not_asked_about(text: str) -> None:
    assert _returns(text) == []


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("I ordered a coffee grinder and it still isn't working. Can I get my money back?", "coffee grinder"),
        ("The kettle came today, it still isn't the right colour. What now?", "kettle"),
        ("The lamp isn't for us. When will the chair come?", "lamp"),
        ("The shoes I bought are too small. My other order still isn't here.", "shoes"),
        ("These boots don't fit me, they have not arrived with the right laces", "boots"),
        ("I returned the kettle. The toaster isn't for us either", "toaster"),
        ("Can I return the lamp?", "lamp"),
    ],
)
def test_what_is_here_and_not_wanted_is_asked_about(text: str, thing: str) -> None:
    assert _returns(text) == [thing]
