"""Promises about what a writer takes back in a text: the repair stands in its place, and all else stays as written."""

import pytest

from tests.rows import each_row
from workflows.rules.corrections.corrections import Amendment, as_meant

# What is written, and what is meant by it.
REPAIRED = (
    ("the toaster, no wait, the blender", "the blender"),
    ("the toaster no wait the blender", "the blender"),
    ("return toaster, no wait, blender", "return blender"),
    (
        "I want to return the lamp, no wait, the chair because it wobbles",
        "I want to return the chair because it wobbles",
    ),
    (
        "I want to return the lamp, it hums. No wait, I meant the chair, it wobbles",
        "I want to return the chair, it wobbles",
    ),
    (
        "I want to return the lamp because it hums. Sorry, I meant the chair.",
        "I want to return the chair because it hums.",
    ),
    (
        "I want to return the armchair, wait no, the footstool. It is fine.",
        "I want to return the footstool. It is fine.",
    ),
    (
        "I'd like to send back the pan, scratch that, the pot. It's too heavy",
        "I'd like to send back the pot. It's too heavy",
    ),
    ("I'd like to return the mixer - no the blender", "I'd like to return the blender"),
    ("I want to return the blue lamp, actually the red lamp", "I want to return the red lamp"),
    ("I want to return the lamp, sorry, the chair", "I want to return the chair"),
    ("Please take back the lamp, or rather the chair.", "Please take back the chair."),
    (
        "I want to return the 'SuperWidget 5000', no wait, the 'SuperWidget 6000'",
        "I want to return the 'SuperWidget 6000'",
    ),
    (
        "I want to return the lamp because it scratches my table. No wait, the chair.",
        "I want to return the chair because it scratches my table.",
    ),
    (
        "The lamp hums. I want to return it. Wait no, I want to return the mixer, it rattles.",
        "I want to return the mixer, it rattles.",
    ),
    (
        "I want to return the pan; sorry, I mean the pot, not the pan. It is loose",
        "I want to return the pot. It is loose",
    ),
    (
        "I want to return the skirt and the jacket. Scratch that, only the jacket, the skirt is fine.",
        "I want to return the jacket.",
    ),
    ("I'd like to return the pan, the pot and the lid. No wait, just the pot.", "I'd like to return the pot."),
    ("I want to return the skirt and the belt. Actually not the belt.", "I want to return the skirt."),
    ("I want to return the drone... no, not the drone, the gimbal", "I want to return the gimbal"),
    ("I want to return the tablet, no, not the tablet, the keyboard", "I want to return the keyboard"),
    ("the drone... no, not the drone, the gimbal", "the gimbal"),
    ("return the tumblers, no, sorry, the champagne glasses", "return the champagne glasses"),
    ("I'd like to send back the bowls... no, sorry, the soup plates", "I'd like to send back the soup plates"),
    ("Where is A-1111 \N{EN DASH} no, A-2222", "Where is A-2222"),
    ("Where is order A-11111? Sorry, A-22222.", "Where is order A-22222?"),
    ("Where is order A-11111? Sorry, wrong line, order A-22222.", "Where is order A-22222?"),
    ("where is A-11111 - sorry, looked at the wrong row, A-22222", "where is A-22222"),
    ("Where is order A-11111? Sorry, wrong row of my list, it is order A-22222.", "Where is order A-22222?"),
    ("Where is order A-11111? Sorry, I slipped a line, order A-22222.", "Where is order A-22222?"),
    ("Where is A-11111? No wait, A-22222, I mixed up two orders", "Where is A-22222?"),
    ("Where is A-11111? No wait, A-22222", "Where is A-22222?"),
    ("Where is order A-11111? Sorry, I meant A-22222, not A-11111.", "Where is order A-22222?"),
    ("Where is my order 12345? Oops, typo: 12354", "Where is my order 12354?"),
    ("order 12345, sorry, 12354", "order 12354"),
    ("The order number is A-12345. Correction: A-12354.", "The order number is A-12354."),
    ("INV-4410 … sorry, a typo, INV-4401", "INV-4401"),
    ("INV-4410... my mistake, INV-4401", "INV-4401"),
    ("Please look into INV-1001, I mean INV-1010, it is too high", "Please look into INV-1010, it is too high"),
    ("Invoice INV-4410 is wrong. Oh, a typo, INV-4401 is the one I mean.", "Invoice INV-4401 is wrong."),
    # A number like the one before, after an apology in whatever words.
    ("Where is A-31722? Sorry, my glasses: A-31772.", "Where is A-31772?"),
    ("INV-5518 has a wrong total. Oops, hasty fingers, what I hold here is INV-5581.", "INV-5581 has a wrong total."),
    ("Has HB-2207 left? Argh, one nought more: HB-22007", "Has HB-22007 left?"),
    ("Is A-11111, or no, that's our customer number, the order is A-70707, on its way?", "Is A-70707, on its way?"),
    (
        "Please issue an RMA for the bench. Argh, autocorrect! For the wrench! It slips.",
        "Please issue an RMA for the wrench. It slips.",
    ),
    ("Where are A-11111 and A-22222? Sorry, A-33333, not A-11111", "Where are A-33333 and A-22222?"),
    (
        "I want to return the lamp and where is A-12345, no wait, A-12346",
        "I want to return the lamp and where is A-12346",
    ),
    (
        "Where is A-11111? I mean A-22222. And I want to return the fan, it is loud",
        "Where is A-22222? And I want to return the fan, it is loud",
    ),
    # What ends in the name of a part is a thing, after a clear editing term.
    ("I want to return the kettle bell, no wait, the skipping rope.", "I want to return the skipping rope."),
    ("I need to return the mirror, I mean the picture frame, it fell", "I need to return the picture frame, it fell"),
)
REFUSED = (
    ("I want to return the kettle, not the toaster", "I want to return the kettle"),
    ("I want to return not the kettle but the toaster", "I want to return the toaster"),
    ("Where is order A-11111, not A-22222?", "Where is order A-11111?"),
    ("It's not A-11111 but A-22222", "It's A-22222"),
)
# "the blue one" is another one of the same kind.
OTHER_ONES = (
    ("Please return the red leash, sorry, I mean the blue one", "Please return the blue leash"),
    (
        "I want to return the big pan, oops, the small one, its handle broke",
        "I want to return the small pan, its handle broke",
    ),
    ("Return for the grey leash please... argh sorry, the blue leash I mean", "Return for the blue leash please"),
    ("Please return the kettle please. Sorry, the toaster I mean", "Please return the toaster please."),
)
KEPT = (
    ("I want to return the lamp and the chair. Actually no, keep the lamp.", "I want to return the chair."),
    (
        "I want to return the lamp, the chair and the table. No wait, I'll keep the chair.",
        "I want to return the lamp, the table.",
    ),
    ("I want to return the lamp and where is A-12345? Actually no, keep the lamp.", "where is A-12345?"),
    (
        "I want to return the kettle and the lamp. Hang on, my husband says the lamp stays, so just the kettle.",
        "I want to return the kettle.",
    ),
    (
        "I want to return the kettle and the lamp. On second thoughts the kettle stays with us, so only the lamp.",
        "I want to return the lamp.",
    ),
    (
        "I want to return the kettle and the lamp, they hum. Oh, actually we keep the lamp, so it's only the kettle.",
        "I want to return the kettle, they hum.",
    ),
    (
        "Please return the kettle. Hm, no, scrap that, I'll keep the kettle.",
        "Hm, no, scrap that, I'll keep the kettle.",
    ),
    ("I want to return the lamp. No, I'm keeping it after all.", "No, I'm keeping it after all."),
    ("I want to return the lamp. Sorry, I'll keep it.", "Sorry, I'll keep it."),
    ("I want to return the lamp. Actually no, I keep it. Where is A-12345?", "Where is A-12345?"),
)
# Words that look like a correction and take nothing back.
AS_WRITTEN = (
    "",
    "I want to return the lamp. Sorry, the blue one is broken too.",
    "Please return the red mug. No wait, the first one arrived yesterday.",
    "no",
    "no idea",
    "Sorry, no idea.",
    "I'm sorry, the kettle I got is broken",
    "I want to return the kettle, sorry, the box is gone",
    "I want to return the lamp. Actually, the chair too.",
    "I want to return the lamp. Actually, the chair as well, please",
    "I want to return the lamp, sorry about the trouble",
    "I want to return the lamp, not the right colour",
    "I want to return the lamp, sorry for the trouble",
    "I want to return the bag. I meant the left strap is torn.",
    "I want to return the lamp. Sorry, the dog stays at home",
    "This is not the lamp I ordered",
    "I received a chair, not the table",
    "I do not want to return the lamp",
    "Do you have the lamp? Sorry, the site shows nothing",
    "I mean, the lamp is nice but it hums. I want to return it.",
    "I want to return the lamp. I mean the chair is fine.",
    "I want to return the lamp, I mean the blue one",
    "I want to return the bag, sorry, the left strap",
    "Actually, where is my order A-12345?",
    "Actually I want to keep the lamp",
    "You know what I mean",
    "My mistake, the lamp works",
    "Order A-11111 arrived. Actually A-22222 is missing",
    "Please make that an express delivery",
    "Where is A-31722? Sorry, and A-31772 too.",
    "Where is A-12345? Sorry to bother you again. Where is A-12346?",
    "I'm waiting for A-12345. Sorry, one more question: where is A-12346?",
    "Sorry, where are A-31722 and A-31723?",
    "INV-5518 is wrong, INV-5519 isn't, sorry for the long letter.",
    "I waited and waited. No news about A-12345",
)
AMENDED = (
    ("no wait, the blender", Amendment(kind="thing", meant="the blender")),
    ("No wait, the blender, it leaks", Amendment(kind="thing", meant="the blender, it leaks")),
    ("sorry, wrong one, I meant the blender", Amendment(kind="thing", meant="the blender")),
    (
        "oh no, I meant the blinds, not the curtains",
        Amendment(kind="thing", meant="the blinds", refused="the curtains"),
    ),
    ("not the toaster, the blender", Amendment(kind="thing", meant="the blender", refused="the toaster")),
    ("No, the chair", Amendment(kind="thing", meant="the chair", is_sure=False)),
    ("sorry, the chair", Amendment(kind="thing", meant="the chair", is_sure=False)),
    ("sorry, I mean A-22222, not A-11111", Amendment(kind="order", meant="A-22222", refused="A-11111")),
    ("wrong order number, it should be A-33333", Amendment(kind="order", meant="A-33333")),
    ("oops, typo: INV-4401", Amendment(kind="invoice", meant="INV-4401")),
    ("Sorry, I meant 12354", Amendment(kind="number", meant="12354")),
    ("not A-11111, A-22222", Amendment(kind="order", meant="A-22222", refused="A-11111")),
)


@each_row(("text", "meant"), [*REPAIRED, *OTHER_ONES, *REFUSED, *KEPT])
def test_what_is_taken_back_is_left_out_and_what_is_meant_stands_in_its_place(text: str, meant: str) -> None:
    assert as_meant(text).text == meant


@each_row("text", AS_WRITTEN)
def test_a_text_that_takes_nothing_back_stays_as_it_is(text: str) -> None:
    found = as_meant(text)

    assert (found.text, found.perhaps, found.amends) == (text, "", None)


@pytest.mark.parametrize(("text", "amends"), AMENDED)
def test_a_text_that_only_corrects_says_what_is_meant_and_what_is_not(text: str, amends: Amendment) -> None:
    assert as_meant(text).amends == amends


@each_row("text", [text for text, _ in (*REPAIRED, *OTHER_ONES, *REFUSED, *KEPT)])
def test_what_corrects_itself_corrects_nothing_that_was_said_before(text: str) -> None:
    assert as_meant(text).amends is None


def test_what_leaks_instead_of_a_thing_that_is_kept_is_perhaps_what_goes_back() -> None:
    found = as_meant("I want to return the lamp. Actually no, keep the lamp, it is the kettle that leaks")

    assert found.text == "it is the kettle that leaks"
    assert found.perhaps == "the kettle that leaks"


@each_row("text", [text for text, _ in (*REPAIRED, *OTHER_ONES, *REFUSED)])
def test_what_is_meant_is_read_once_more_as_the_same(text: str) -> None:
    meant = as_meant(text).text

    assert as_meant(meant).text == meant
