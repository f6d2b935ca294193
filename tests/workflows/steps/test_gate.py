"""A model's plan passes the gate of our own reading: done where both are sure, asked where one is, else left."""

import pytest

from tests.rows import each_row
from workflows.answers import Leftover, Plan, QueryType, Task
from workflows.rules.evidence import Kind
from workflows.rules.planning.candidates import GatedPlan
from workflows.rules.planning.plan import Waiting
from workflows.steps.plan import PLAN, MessageToPlan, completed, rule


def _back(product: str | None) -> Task:
    return Task(query_type="ProductReturn", product_name=product)


def _gated(text: str, *tasks: Task, leftovers: tuple[str, ...] = (), waiting: Waiting | None = None) -> GatedPlan:
    left = [Leftover(text=one, route="general_question") for one in leftovers]
    return completed(Plan(tasks=list(tasks), leftovers=left), MessageToPlan(text, waiting))


def _asked(plan: GatedPlan) -> list[tuple[str | None, Kind]]:
    return [(one.task.product_name, one.kind) for one in plan.likely]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("I want to return the violin, a peg is loose", "violin"),
        ("My blender leaks. Please take it back.", "blender"),
        ("Can I return my tent? It has a hole.", "tent"),
        ("I want to return the blue rug", "blue rug"),
    ],
)
def test_what_both_are_sure_of_is_done(text: str, product: str) -> None:
    made = _gated(text, _back(product))

    assert ([one.product_name for one in made.tasks], made.likely) == ([product], ())


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("These heels pinch something awful, take them off my hands", "heels"),
        ("The mirror has to leave this flat", "mirror"),
        ("The carpet and I will never be friends, come and get it", "carpet"),
        ("Your lamp came. I had hoped for something else. Away with it!", "lamp"),
    ],
)
def test_what_only_the_model_sees_is_asked(text: str, product: str) -> None:
    made = _gated(text, _back(product))

    assert (made.tasks, [name for name, _ in _asked(made)]) == ([], [product])


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("The stroller isn't for us", "stroller"),
        ("These shoes are too small, can I get my money back?", "shoes"),
        ("Can I return my saddle?", "saddle"),
        ("These boots don't fit me, what now?", "boots"),
        ("I've had enough of the printer.", "printer"),
        ("We might send the tent back", "tent"),
        ("I'd like to swap the lamp for another one", "lamp"),
    ],
)
def test_what_our_reading_finds_likely_is_asked_whether_the_model_sees_it_or_not(text: str, product: str) -> None:
    seen, unseen = _gated(text, _back(product)), _gated(text)

    assert (seen.tasks, unseen.tasks) == ([], [])
    assert [one.task.product_name for one in (*seen.likely, *unseen.likely)] == [product, product]


def test_of_several_things_the_one_that_is_meant_is_asked_for_whatever_the_model_picks() -> None:
    picked = _gated("I want to return the lamp or the chair", _back("lamp"))
    both = _gated("I want to return the lamp or the chair", _back("lamp"), _back("chair"))

    assert [[one.product_name for one in made.tasks] for made in (picked, both)] == [[None], [None]]
    assert (picked.likely, both.likely) == ((), ())


def test_a_return_that_the_model_does_not_see_is_asked() -> None:
    made = _gated("I want to return the kettle because it leaks")

    assert (made.tasks, _asked(made)) == ([], [("kettle", "rule_alone")])


@each_row(
    ("text", "product"),
    [
        ("I don't want to return the lamp", "lamp"),
        ("Nothing is wrong with the lamp, no need to take it away", "lamp"),
        ("I returned the kettle last week", "kettle"),
        ("Thanks for taking the sofa back so quickly", "sofa"),
        ("How long do I have to return a lamp?", "lamp"),
        ("Do you take back opened games?", "games"),
        ("Maybe the boots should go", "boots"),
        ("If the tent leaks I will bring it back", "tent"),
        ("My wife wants to return the coat", "coat"),
        ("My neighbour's drill is broken, she wants it gone", "drill"),
        ("How do I descale the kettle?", "kettle"),
        ("Where is my order A-12345 with the lamp?", "lamp"),
        ("Invoice INV-12 for the desk is too high", "desk"),
        ("I have to return the book to the library", "book"),
        ("Do you sell bulbs for the lamp?", "lamp"),
        ("Where is my order?", "order"),
        ("I like your lamps", "lamps"),
        ("my name is Bob", "Bob"),
    ],
)
def test_what_our_reading_says_is_no_request_is_left_whatever_the_model_says(text: str, product: str) -> None:
    made = _gated(text, _back(product))

    assert [one for one in made.candidates if one.task.query_type == "ProductReturn"] == []


@pytest.mark.parametrize(
    ("query_type", "text"),
    [
        ("BillingInquiry", "INV-4711 is fine, thanks!"),
        ("BillingInquiry", "When is INV-4711 due?"),
        ("StatusUpdate", "no need to check order INV-4711"),
    ],
)
def test_an_id_that_our_reading_waves_away_is_neither_done_nor_asked(query_type: QueryType, text: str) -> None:
    task = Task(query_type=query_type, invoice_number="INV-4711", order_id="INV-4711")

    assert _gated(text, task).candidates == ()


def test_an_answer_that_was_awaited_is_done() -> None:
    made = _gated("the blue lamp", _back("blue lamp"), waiting=Waiting("ProductReturn", "product_name"))

    assert [one.product_name for one in made.tasks] == ["blue lamp"]


def test_parts_of_the_model_that_are_no_question_and_no_problem_are_dropped() -> None:
    text = (
        "Hi, I have three things. I bought a lamp last week. I want to return the lamp, it hums. "
        "My login fails. I'd prefer a replacement rather than a refund. Do you ship to Malta? Have a nice evening."
    )
    parts = (
        *("I have three things", "I bought a lamp last week", "My login fails"),
        *("I'd prefer a replacement rather than a refund", "Do you ship to Malta?", "Have a nice evening"),
    )

    assert [one.text for one in _gated(text, _back("lamp"), leftovers=parts).leftovers] == [
        "My login fails",
        "Do you ship to Malta?",
    ]


def test_what_is_asked_about_is_no_part_beside_it() -> None:
    text = "I want to return the lamp, it hums. The stroller isn't for us."
    made = _gated(text, _back("lamp"), leftovers=("The stroller isn't for us.",))

    assert (_asked(made), made.leftovers) == ([("stroller", "unwanted")], [])


def test_the_model_is_asked_for_the_same_plan_as_before_and_a_journaled_one_still_loads() -> None:
    text = "I want to return the lamp, it hums"
    journaled = Plan.model_validate_json(rule(MessageToPlan(text)).model_dump_json())

    assert set(PLAN.schema["schema"]["properties"]) == {"tasks", "leftovers"}
    assert [one.product_name for one in completed(journaled, MessageToPlan(text)).tasks] == ["lamp"]
