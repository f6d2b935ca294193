"""A model's tasks pass the gate of our own reading: what the message does not ask for is not done, whoever says so."""

import pytest

from bot.wiring import open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import FakeSlack
from tests.handlers.policy.test_acts_invoices import CALM, WRONG
from tests.handlers.policy.test_acts_returns import ASKED, TALK
from tests.rows import each_row
from tests.stored import investigations_of, last, rmas_of, say
from workflows.answers import Plan, Task
from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import Waiting, make_plan
from workflows.steps.plan import MessageToPlan, completed


@each_row("text", TALK)
def test_a_models_return_that_is_only_talked_about_is_refused(text: str) -> None:
    lamp = Task(query_type="ProductReturn", product_name="lamp", reason_for_return="it flickers")
    things = [lamp, Task(query_type="ProductReturn", product_name="order"), Task(query_type="ProductReturn")]

    made = completed(Plan(tasks=things), MessageToPlan(text))

    assert made.tasks == make_plan(text).tasks
    own = [one.task.product_name for one in candidates(text) if one.certainty == "likely"]
    assert [one.task.product_name for one in made.likely] == own


@each_row(("text", "product"), ASKED)
def test_a_models_return_that_is_asked_for_is_kept(text: str, product: str) -> None:
    task = Task(query_type="ProductReturn", product_name=product)

    assert [one.product_name for one in completed(Plan(tasks=[task]), MessageToPlan(text)).tasks] == [product]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("The mount you sent has stripped screws. I'd like it gone and my money returned.", "mount"),
        ("Kindly arrange pickup of the defective speaker", "speaker"),
        ("My e-reader is broken, please collect it", "e-reader"),
    ],
)
def test_a_wish_that_the_rules_do_not_read_for_sure_is_asked_and_not_done(text: str, product: str) -> None:
    task = Task(query_type="ProductReturn", product_name=product)
    made = completed(Plan(tasks=[task]), MessageToPlan(text))

    assert (made.tasks, [one.task for one in made.likely]) == ([], [task])


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("Where is my order A-12345?", Task(query_type="ProductReturn", product_name="order")),
        ("INV-4711 is fine, thanks!", Task(query_type="BillingInquiry", invoice_number="INV-4711")),
        ("When is INV-4711 due?", Task(query_type="BillingInquiry", invoice_number="INV-4711")),
        ("I paid INV-4711 yesterday", Task(query_type="BillingInquiry", invoice_number="INV-4711")),
        ("no need to check order A-12345", Task(query_type="StatusUpdate", order_id="A-12345")),
        ("How do I change my password?", Task(query_type="ProductReturn")),
        ("I like your lamps", Task(query_type="ProductReturn", product_name="lamps")),
        ("my name is Bob", Task(query_type="ProductReturn", product_name="Bob")),
    ],
)
def test_a_models_task_that_our_own_reading_does_not_support_is_refused(text: str, task: Task) -> None:
    waiting = Waiting("ProductReturn", "product_name") if task.product_name == "Bob" else None
    given = MessageToPlan(text, waiting)

    assert task not in completed(Plan(tasks=[task]), given).tasks


def test_what_a_refused_task_was_about_is_left_to_its_route() -> None:
    text = "Where is order A-12345? And send me INV-4711 again."
    task = Task(query_type="BillingInquiry", invoice_number="INV-4711")
    made = completed(Plan(tasks=[task]), MessageToPlan(text))

    assert [one.order_id for one in made.tasks] == ["A-12345"]
    assert [(one.text, one.route) for one in made.leftovers] == [("And send me INV-4711 again", "billing_inquiry")]


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("Where is my order A-12345?", {"query_type": "ProductReturn", "product_name": "order"}),
        ("Can I return my lamp in a store?", {"query_type": "ProductReturn", "product_name": "lamp"}),
        ("Returning the lamp was a nightmare", {"query_type": "ProductReturn", "product_name": "lamp"}),
        ("INV-4711 is fine, thanks!", {"query_type": "BillingInquiry", "invoice_number": "INV-4711"}),
        ("When is INV-4711 due?", {"query_type": "BillingInquiry", "invoice_number": "INV-4711"}),
    ],
)
async def test_a_model_that_wants_too_much_issues_nothing_and_the_customer_reads_of_no_failure(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel, text: str, task: dict[str, str]
) -> None:
    sorted_ = {"route": "general_question", "confidence": 0.9, "language": "en", "has_tasks": True}
    model.script("classify", Say({**sorted_, "wants_human": False, "angry": False}))
    model.script("plan", Say({"tasks": [task], "leftovers": []}))
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as bot:
        slack.delivery.bot_url = bot.url
        event = await say(slack, bot, text)

        assert (await rmas_of(bot), await investigations_of(bot)) == ([], [])
        assert "went wrong" not in last(slack, event)
        assert "could not finish" not in last(slack, event)


@each_row("text", CALM)
def test_a_models_investigation_of_an_invoice_that_is_fine_is_refused(text: str) -> None:
    tasks = [Task(query_type="BillingInquiry", invoice_number=number) for number in ("INV-4711", "4711")]

    assert completed(Plan(tasks=tasks), MessageToPlan(text)).tasks == []


@each_row("text", WRONG)
def test_a_models_investigation_of_an_invoice_that_is_not_fine_is_kept(text: str) -> None:
    task = Task(query_type="BillingInquiry", invoice_number="4711")

    assert completed(Plan(tasks=[task]), MessageToPlan(text)).tasks == [task]


async def test_a_models_plan_may_not_make_a_product_of_a_name(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as bot:
        slack.delivery.bot_url = bot.url
        root = await say(slack, bot, "I want to return something")
        task = {"query_type": "ProductReturn", "product_name": "Bob"}
        model.script("plan", Say({"tasks": [task], "leftovers": []}))
        await say(slack, bot, "my name is Bob", under=root)
        asked, issued = last(slack, root), await rmas_of(bot)
        await say(slack, bot, "the blue lamp", under=root)

        assert issued == []
        assert "Which product would you like to return?" in asked
        assert [rma.product_name for rma in await rmas_of(bot)] == ["blue lamp"]
