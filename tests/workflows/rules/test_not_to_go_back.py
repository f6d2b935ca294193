"""Promise: what is to be cancelled, delivered, changed or mended is not asked about as a return."""

import pytest

from workflows.rules.planning.candidates import candidates


@pytest.mark.parametrize(
    "text",
    [
        "I ordered the lamp twice by mistake, please cancel one.",
        "I've changed my mind about the sofa, please cancel the order.",
        "The boots are too small in the picture, do you have a size chart?",
        "The sofa is too big for the lift, can you deliver by the window?",
        "I need to change the date for the delivery.",
        "I'd like to exchange my points for the mug.",
        "I want to change the card for the subscription.",
        "I can't keep the fridge cold.",
        "I can't keep the phone connected to the wifi.",
        "Can you arrange a pickup for the rug from your warehouse?",
        "Please collect the old mattress when you deliver the new bed.",
    ],
)
def test_nothing_is_asked_about(text: str) -> None:
    assert candidates(text) == ()


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("I ordered the lamp twice by mistake. Both came.", "lamp"),
        ("The boots are too small, what now?", "boots"),
        ("I don't want to keep the rug.", "rug"),
        ("Please collect the sofa from my flat.", "sofa"),
        ("I'd like to exchange the jacket for a bigger one.", "jacket"),
    ],
)
def test_what_may_go_back_still_is(text: str, thing: str) -> None:
    assert [one.task.product_name for one in candidates(text)] == [thing]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("I want to return the shoes. The boots are lovely, I'll keep them.", None),
        ("I want to return the blue shirt. The red one fits and I'm keeping it.", None),
        ("I want to return the kettle, it leaks, but the toaster is great, I'm keeping it.", "it leaks"),
    ],
)
def test_that_another_thing_stays_is_no_reason(text: str, why: str | None) -> None:
    (found,) = candidates(text)

    assert (found.certainty, found.task.reason_for_return) == ("sure", why)
