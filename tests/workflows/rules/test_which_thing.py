"""Which thing a wish is about: what is named in front of it, what "it" can only be, and what is no name at all."""

import pytest

from workflows.rules.corrections.corrections import as_meant
from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import Waiting, make_plan

MEANT = (
    ("No return needed for the tea caddy, but the cake stand I would like to return, it wobbles.", "cake stand"),
    ("not the saw, the saw is fine. it's the saw horse i'm returning, it rocks. rma pls", "saw horse"),
    ("It's the birdhouse that I'm sending back, the roof leaks. Please register that.", "birdhouse"),
    ("We've got a hammock to return, one rope is torn.", "hammock"),
    (
        "The kettle came on Friday. It took three evenings to find a plug for it. I would now like to return it.",
        "kettle",
    ),
    (
        "I know that mats don't come back once they are cut. The yoga mat is whole, though. I want to return it.",
        "yoga mat",
    ),
    ("Please return the toaster (no lead)", "toaster"),
    ("Ah well, the coffee grinder. Beans fly past it like hail. Kindly let me return it.", "coffee grinder"),
    ("The juicer leaks and nobody here drinks juice. Refund and return, thank you.", "juicer"),
    ("I want to return the paddle, it's split. Order was B-51007 in case you need it for your files.", "paddle"),
    ("Return label for the desk lamp needed, the switch sticks.", "desk lamp"),
)
LISTED: tuple[tuple[str, list[str]], ...] = (
    ("returning the hockey stick + gloves", ["hockey stick", "gloves"]),
    (
        "Please process the return of these four: paper knife, ink pot, letter tray, desk lamp.",
        ["paper knife", "ink pot", "letter tray", "desk lamp"],
    ),
    ("- the hat stand: return\n- the wall hooks: keep\nthanks", ["hat stand"]),
    ("One blender to be returned please; the other one is fine.", ["blender"]),
    ("I want to return the sewing box. Edit: found the key, all good, don't need to return it.", []),
)
ANSWERS: tuple[tuple[str, list[str]], ...] = (
    ("it's a bath tub tray. no, I mean the soap dish!", ["soap dish"]),
    ("Silly me. It's a ladle, a wooden one.", ["ladle"]),
    ("Never mind. It's my fault.", []),
)
NUMBERS = (
    ("Where is B-4410? Or B-4411 rather.", ["B-4411"]),
    ("Please look into INV-7120, sorry, I mean INV-7210, 7120 doesn't exist.", ["INV-7210"]),
    ("Where are B-4410 or B-4411?", ["B-4410", "B-4411"]),
)
ONE_NAME = (
    "Please take back the tennis racket, the grip's far too thick for my hand.",
    "I'd like to return the stepladder, one leg's shorter.",
)
OF_SEVERAL = (
    "I bought a green lamp and a white lamp. I want to return it.",
    "There's a kettle and a toaster here. I would like to return it.",
)
LEFT_ALONE = (
    "There's nothing wrong with my order, B-50117, it came early.",
    "I don't want B-50117 held or changed.",
    "You needn't look up my order. What are your opening hours?",
)


@pytest.mark.parametrize(("text", "product"), MEANT)
def test_the_thing_that_is_meant_goes_back_whatever_stands_around_it(text: str, product: str) -> None:
    assert [one.product_name for one in make_plan(as_meant(text).text).tasks] == [product]


@pytest.mark.parametrize(("text", "products"), LISTED)
def test_of_a_list_goes_back_what_is_not_said_to_stay(text: str, products: list[str]) -> None:
    assert [one.product_name for one in make_plan(as_meant(text).text).tasks] == products


@pytest.mark.parametrize(("text", "products"), ANSWERS)
def test_an_answer_that_corrects_itself_names_the_thing_that_is_meant(text: str, products: list[str]) -> None:
    plan = make_plan(text, Waiting("ProductReturn", "product_name"))

    assert [one.product_name for one in plan.tasks] == products


@pytest.mark.parametrize(("text", "numbers"), NUMBERS)
def test_a_number_that_another_takes_the_place_of_is_not_looked_up(text: str, numbers: list[str]) -> None:
    assert [one.order_id or one.invoice_number for one in make_plan(as_meant(text).text).tasks] == numbers


@pytest.mark.parametrize("text", ONE_NAME)
def test_what_is_said_of_a_part_is_no_second_thing(text: str) -> None:
    assert len(candidates(text)) == 1


@pytest.mark.parametrize("text", OF_SEVERAL)
def test_of_several_things_it_is_asked_which_is_meant(text: str) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == [None]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_a_number_that_is_to_be_left_alone_is_not_looked_up(text: str) -> None:
    assert make_plan(text).tasks == []


def test_a_word_that_only_joins_is_no_reason() -> None:
    said = "As the set is sold whole, the whole garden tool set must be sent back, and I'd ask you for a label."

    assert [(one.product_name, one.reason_for_return) for one in make_plan(said).tasks] == [
        ("garden tool set", "the set is sold whole")
    ]
