"""What a thing is then said to be goes back in its place, or is asked about: never the one that was slipped of."""

import pytest

from workflows.rules.corrections.corrections import as_meant
from workflows.rules.planning.candidates import candidates

PRODUCT = "ProductReturn"


def _seen(text: str) -> tuple[list[str | None], list[str | None]]:
    """Return what would be returned at once, and what would be asked about."""
    found = [one for one in candidates(as_meant(text).text) if one.task.query_type == PRODUCT]
    done = [one.task.product_name for one in found if one.certainty == "sure"]
    return done, [one.task.product_name for one in found if one.certainty == "likely"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Return label for the phone please. The phone cover, that is.", "phone cover"),
        ("I want to return the desk. Well, not the whole desk, the desk chair.", "desk chair"),
        ("Please take back the kettle. My wife corrects me: it's the toaster.", "toaster"),
        ("RMA for the monitor please. Read: monitor arm.", "monitor arm"),
        ("Please arrange a return for the coat. Scarf. I don't know why I wrote coat.", "Scarf"),
    ],
)
def test_the_thing_that_is_meant_takes_the_place_of_the_one_that_was_named(text: str, meant: str) -> None:
    assert _seen(text) == ([meant], [])


def test_a_thing_named_alone_afterwards_is_asked_about() -> None:
    assert _seen("I'd like to send the jacket back. The raincoat.") == ([], ["raincoat"])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I'd like to return the tent, the one with the blue poles. It's the Trekker 2.", "tent"),
        ("I want to return the lamp. It's the blue one.", "lamp"),
        ("Please return the vacuum. It's the hose that leaks.", "vacuum"),
        ("I want to send the sofa back. It's the colour, it doesn't go with our rug.", "sofa"),
        ("I want to return the kettle. The toaster broke too, but my brother fixed it.", "kettle"),
        ("Return the bike helmet. The bike I love.", "bike helmet"),
        ("Please return the projector screen, it is bent. The projector stays.", "projector screen"),
    ],
)
def test_parts_makes_and_other_things_that_are_told_of_change_nothing(text: str, meant: str) -> None:
    assert _seen(text) == ([meant], [])


def test_a_thing_that_stays_after_all_is_left() -> None:
    assert _seen("Please arrange a return for the wardrobe. Wait, my husband says we're keeping it.") == ([], [])


def test_an_invoice_that_is_right_after_all_is_left() -> None:
    found = candidates(as_meant("INV-9041 is too high. Hm. The deposit is on it. It's right, sorry.").text)

    assert found == ()


@pytest.mark.parametrize(
    "text", ["Order A-33307 (should read A-33370): where is it?", "Where is A-33307, or is it, let me see... A-33370?"]
)
def test_a_number_that_is_looked_at_again_takes_the_place_of_the_first(text: str) -> None:
    assert [one.task.order_id for one in candidates(as_meant(text).text)] == ["A-33370"]


@pytest.mark.parametrize(
    ("text", "done", "asked"),
    [
        ("Return the toaster. Sorry, the handle is broken.", ["toaster"], []),
        ("Return the jacket, sorry, the zip broke.", ["jacket"], []),
        ("Please return the drill, actually the battery died.", ["drill"], []),
        ("Return the lamp. Sorry, the kettle is fine.", [], ["lamp"]),
        ("I need to return the phone, sorry, my son dropped it.", [], ["phone"]),
        ("I want to send back the mixer. No, the bowl is fine.", [], []),
        ("Return the lamp. Sorry, the lamp is fine.", [], []),
        ("Return the lamp, sorry, the chair.", ["chair"], []),
        ("Return the lamp. Sorry, I meant the chair.", ["chair"], []),
        ("I want to return the lamp, no, return the chair.", ["chair"], []),
    ],
)
def test_what_has_a_verb_of_its_own_after_sorry_takes_no_things_place(
    text: str, done: list[str], asked: list[str]
) -> None:
    assert _seen(text) == (done, asked)
