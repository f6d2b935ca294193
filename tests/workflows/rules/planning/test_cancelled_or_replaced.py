"""Orders to cancel, phones to pick up and parts that their owner replaces are not asked about as returns."""

import pytest

from workflows.rules.planning.plan import found_in


def _returns(text: str) -> list[str | None]:
    return [one.task.product_name for one in found_in(text, None) if one.task.query_type == "ProductReturn"]


@pytest.mark.parametrize(
    "text",
    [
        "I don't want the sofa anymore, please cancel.",
        "I've changed my mind about the sofa, please cancel the order.",
        "I ordered the rug by mistake, please cancel it before it ships.",
        "I don't need the drill any more. Can you cancel it?",
        "I ordered the rug by mistake. Please cancel that order.",
    ],
)
def test_what_is_to_be_cancelled_is_not_asked_about_as_a_return(text: str) -> None:
    assert _returns(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Can you please pick up the phone, I've been calling for an hour.",
        "Could you pick up the pace?",
        "I need to replace the battery in my remote.",
        "I want to replace the bulb in the desk lamp, which one do I need?",
        "I need to replace the filter, which one fits the vacuum?",
    ],
)
def test_a_call_to_take_and_a_part_to_replace_are_no_returns(text: str) -> None:
    assert _returns(text) == []


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("I've changed my mind about the sofa.", "sofa"),
        ("I ordered the rug by mistake.", "rug"),
        ("I don't want the sofa anymore. I cancelled my gym, too.", "sofa"),
        ("Can you pick up the sofa?", "sofa"),
        ("Can you replace the lamp?", "lamp"),
        ("I want to replace the kettle, it leaks.", "kettle"),
        ("I'd like to exchange the mug for another one", "mug"),
        ("I'd like to swap the battery for another one", "battery"),
    ],
)
def test_what_may_go_back_is_still_asked_about(text: str, product: str) -> None:
    assert _returns(text) == [product]
