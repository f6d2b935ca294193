"""What is said anew: stars, "EDIT", missing digits, a thing that is another one; and what is waved off."""

import pytest

from workflows.rules.corrections.corrections import as_meant
from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan

REPAIRED = (
    ("please return the brown stool *the black stool", "please return the black stool"),
    ("Where is order B-20417? *B-20471, apologies", "Where is order B-20471? apologies"),
    ("Return: shower radio\nEDIT: alarm radio. It hums.", "Return: alarm radio. It hums."),
    ("The gloves, no, the scarf has to go back, it itches.", "the scarf has to go back, it itches."),
    ("I'd like to return the wall lamp, beg your pardon, the desk lamp.", "I'd like to return the desk lamp."),
    ("B-3310, hm, one digit is missing. B-33104. Is it on its way?", "B-33104. Is it on its way?"),
    ("INV-6140 is too high. Hang on, 6140 is paid. INV-6104 is the one.", "INV-6104 is too high."),
)
AS_WRITTEN = (
    "Please return the *brown* stool",
    "Two things:\n*the stool\n*the lamp",
    "* the stool, please",
    "The stool has to go back, and the lamp too.",
)
ASKED = (
    ("I want to return the camera. It's not really a camera, it's the dash cam, it turns itself off.", "dash cam"),
    ("Return for the whisk please. Hold on, on the box it says milk frother. So: return the milk frother.", "whisk"),
)
WAVED_OFF = (
    "I want to return the globe because it's dented. Oh, that's a shadow. Ignore me.",
    "INV-9021 is too high, please check it. No, I forgot the postage. As you were!",
    "Where is order B-71630? It says so in the mail. Forget I asked, thanks",
)
DONE = (
    ("The radio is to be sent back, it hums. Please let me have a label.", "radio"),
    ("I want to return this watch, the Norda 6, the strap tears.", "watch, the Norda 6"),
    ("I look like a scarecrow in this raincoat, I want to return the raincoat.", "raincoat"),
    ("The kettle, model KX-20, has a dent, I want to return the kettle.", "kettle"),
)
TOLD = (
    "You overcharged me on INV-5520 in March and put it right the same day.",
    "INV-5521 is the new one, I haven't opened it yet.",
    "Don't look up my order yet, I will place it tomorrow.",
)


@pytest.mark.parametrize(("text", "meant"), REPAIRED)
def test_a_correction_in_the_words_of_a_chat_stands_in_the_place_of_what_it_corrects(text: str, meant: str) -> None:
    assert " ".join(as_meant(text).text.split()) == meant


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_stars_that_correct_nothing_change_nothing(text: str) -> None:
    assert as_meant(text).text == text


@pytest.mark.parametrize(("text", "product"), ASKED)
def test_a_thing_that_is_then_called_another_is_asked_about(text: str, product: str) -> None:
    found = {one.task.product_name: one.certainty for one in candidates(text) if one.task.product_name}

    assert found[product] == "likely"


@pytest.mark.parametrize("text", WAVED_OFF)
def test_of_a_message_that_ends_by_waving_it_off_nothing_is_done(text: str) -> None:
    assert make_plan(text).tasks == []


@pytest.mark.parametrize(("text", "product"), DONE)
def test_one_thing_goes_back_under_its_own_name(text: str, product: str) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == [product]


@pytest.mark.parametrize("text", TOLD)
def test_what_is_only_told_is_not_looked_into(text: str) -> None:
    assert make_plan(text).tasks == []
