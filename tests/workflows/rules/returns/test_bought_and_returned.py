"""Returns told in a story: of what a sentence says was bought, and as what its writer will be doing."""

from tests.rows import each_row
from workflows.rules.planning.plan import found_in, make_plan

OTHERS = "I've kept the potting bench in good order with a bit of oil. The garden table is lovely too."
BOUGHT = [
    ("I bought a kneeling stool from you a fortnight ago and I would like to return it.", "kneeling stool"),
    ("We bought a blender in June and would like to return it.", "blender"),
    ("I ordered the desk lamp in May and I want to send it back.", "desk lamp"),
    ("I've bought a tent from you and I'd like to return it.", "tent"),
    ("We got a kettle last week and we want to return it.", "kettle"),
    ("I recently purchased a rucksack and would like to send it back.", "rucksack"),
    ("I bought this clock on Monday and I need to return it.", "clock"),
    ("We ordered a rug for the hall and we wish to return it.", "rug"),
    ("I just ordered a bread bin and I'd like to return it.", "bread bin"),
    ("We have bought a parasol from you and would like to send it back.", "parasol"),
]
NOT_BOUGHT = [
    "My aunt has a stool and I would like to return it.",
    "My sister got a stool and I would like to return it.",
    "The stool is here as well and I would like to return it.",
    "My aunt bought a stool and I would like to return it.",
    "My aunt ordered a stool and we want to return it.",
]


@each_row("text, thing", BOUGHT)
def test_it_is_what_its_sentence_says_was_bought_whatever_was_named_before(text: str, thing: str) -> None:
    assert [one.task.product_name for one in found_in(f"{OTHERS} {text} It folds the wrong way.", None)] == [thing]


@each_row("text", NOT_BOUGHT)
def test_it_is_not_sure_what_it_is_where_its_writer_has_not_bought_it(text: str) -> None:
    assert make_plan(f"{OTHERS} {text} It folds the wrong way.").tasks == []


STORY = "We got sent two things for the shop floor. It leans on the lino and it leans on the concrete."
WILL_BE = [
    "I'll be returning the rod rack.",
    "So I'll be returning the rod rack.",
    "I don't trust it, so we'll be returning the rod rack.",
    "We will be returning the rod rack.",
    "I shall be returning the rod rack then.",
    "One weld is out, so I will be sending the rod rack back.",
    "So we'll be sending back the rod rack.",
    "I'll be sending the rod rack back to you.",
    "That's no good, so we will be returning the rod rack to you.",
    "We'll be giving the rod rack back.",
]
WILL_NOT = [
    "I'll be returning to Leeds on Monday.",
    "I won't be returning the rod rack.",
    "My brother will be returning the rod rack he hired.",
    "Will you be returning my call?",
    "We'll be returning the rod rack to my uncle, whose it is.",
]


@each_row("text", WILL_BE)
def test_who_says_to_be_returning_a_thing_asks_for_it(text: str) -> None:
    assert [one.task.product_name for one in found_in(f"{STORY} {text} Cheers, Trev", None)] == ["rod rack"]


@each_row("text", WILL_NOT)
def test_who_returns_home_or_to_others_asks_for_no_return(text: str) -> None:
    assert make_plan(f"{STORY} {text} Cheers, Trev").tasks == []
