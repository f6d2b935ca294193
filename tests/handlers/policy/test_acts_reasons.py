"""A part of the product with something said of it is why the product goes back, and never a second return."""

import pytest

from tests.rows import each_row
from workflows.answers import Plan, Task
from workflows.rules.planning.plan import Waiting, make_plan
from workflows.steps.plan import MessageToPlan, completed

PRODUCT = Waiting("ProductReturn", "product_name")
ONE = [
    "send back my watch, the strap gives me a rash",
    "I want to return the backpack, the zip snags on everything",
    "return the kettle, the lid drips and the handle wobbles",
    "please take back my headphones, the left earcup crackles and the cable frays",
    "I'd like to return the office chair, the armrest digs into my ribs",
    "I want to send back the boots, the soles squelch, the laces unravel",
    "return my camera and the lens fogs up",
    "I want to return the tent because the poles buckle and the fabric reeks",
    "send the vacuum back, the hose detached itself",
    "return the jacket, my skin itches from it",
    "I want to return the stroller; the brake gave out, the canopy sags",
    "Please refund the blender, the jug cracked, the blades blunted after a week",
    "I would like to return my laptop, the fan whirrs all night, the keyboard sticks",
    "return the bike, the saddle hurts my back, the chain skips",
    "I want to return my watch, the strap broke because it is cheap",
    "I want to return the lamp since the strap itches and the clasp, it pinches",
    "send back the tablet. And the pen lags",
    "I want to return the mattress. The springs poke me. And the cover pills.",
    "Could you please take back my phone, the screen went black, the speaker hisses",
    "I am returning the coat, the lining scratches my neck and the buttons fall off",
    "return the earrings, my ears swell up",
    "I want to return the sofa, the legs scuff the floor, the colour clashes with my rug",
    "return my printer, the tray won't shut, the ink smudges",
    "I'd like my sandals taken back, the straps chafe",
    "I want to return my guitar, bad strings and poor finish",
    "return the drone, weak battery and blurry camera",
    "return the toaster, our cat chewed the cord",
    "I want to return the bag, one strap tore, the other frays",
    "return the perfume, this scent nauseates me",
    "I want to return my bed, the slats creak, the headboard rattles and the drawer jams",
]
ANSWERS = [
    "my watch, the strap gives me a rash",
    "the kettle, the lid drips and the handle wobbles",
    "it's the office chair, the armrest digs into my ribs",
    "the boots, the soles squelch",
    "the tent, the poles buckle and the fabric reeks",
]
SEVERAL = [
    ("return the lamp and the chair", 2),
    ("I want to return the lamp, the chair and the table", 3),
    ("send back my watch and the strap", 2),
    ("return the lamp because it flickers and the chair because it wobbles", 2),
    ("please take back the blue padded case and the red boots, both too small", 2),
    ("I want to return the mug, the plates and the kitchen knives", 3),
    ("return the X200, the SuperWidget 5000 and the Zorblatt", 3),
    ("I want to return the phone, the charger and the cable from order A-12345", 3),
    ("return the dress and the shoes that I bought last week", 2),
    ("I want to return the cover; wrong size. And the cushions; too big.", 2),
    ("return the lamp, chair and table", 3),
    ("I want to return the kettle (leaks) and the toaster (burns everything)", 2),
    ("return my sunglasses and my wireless earbuds please", 2),
    ("Please refund the lamp and the blue lamps", 2),
]


def _returned(text: str, waiting: Waiting | None = None) -> list[str | None]:
    return [task.product_name for task in make_plan(text, waiting).tasks if task.query_type == "ProductReturn"]


@each_row("text", ONE)
def test_what_is_said_of_a_part_is_no_second_return(text: str) -> None:
    assert len(_returned(text)) == 1


def test_what_is_said_of_a_part_is_the_reason_of_the_return() -> None:
    [task] = make_plan("send back my watch, the STRAP gives me a rash").tasks

    assert (task.product_name, task.reason_for_return) == ("watch", "the STRAP gives me a rash")


@pytest.mark.parametrize("text", ANSWERS)
def test_what_is_said_of_a_part_is_no_second_answer_to_which_product(text: str) -> None:
    assert len(_returned(text, PRODUCT)) == 1


def test_a_statement_alone_is_no_product() -> None:
    assert _returned("the strap gives me a rash", PRODUCT) == []


@pytest.mark.parametrize(("text", "number"), SEVERAL)
def test_things_that_are_listed_all_go_back(text: str, number: int) -> None:
    assert len(_returned(text)) == number


@pytest.mark.parametrize("second", ["strap", "watch strap", "STRAP", "strap gives me a rash"])
def test_a_model_that_takes_the_part_for_a_product_is_not_followed(second: str) -> None:
    text = (
        "I want my watch collected and returned, please send it back, the STRAP gives me a rash. The watch strap is bad"
    )
    tasks = [Task(query_type="ProductReturn", product_name=name) for name in ("watch", second)]

    plan = completed(Plan(tasks=tasks, leftovers=[]), MessageToPlan(text))

    assert [task.product_name for task in plan.tasks] == ["watch"]
