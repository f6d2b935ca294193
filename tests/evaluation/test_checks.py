"""What the checks of a dialogue mean: each holds of what it names, and of nothing that only looks like it."""

from bot.evaluation.checks import CHECKS, Check, holds
from bot.evaluation.left import Left
from tests.evaluation.lefts import ORDER, investigation, left, rma, state, task
from tests.rows import each_row

LAMP = task(product_name="lamp", result={"kind": "rma"})
NEEDS_PRODUCT = task(state="pending", result={"kind": "missing"})
LOOKED_UP = task("StatusUpdate", order_id="A-12345", result=ORDER)
DISPUTED = investigation("INV-7890")  # its answer is expected by Monday, 23 November 2026
TOLD = "Order A-12345 is in transit with DHL, TRK42, until Thursday, 26 November 2026."

HOLDS: list[tuple[str, Left]] = [
    ("rma:lamp", left(LAMP, rma("the blue lamp"))),
    ("rma:blue lamp", left(LAMP, rma("lamp"))),
    ("no_rma", left(LAMP, rma("lamp"), before=state(rma("lamp")))),
    ("investigation:INV-7890", left(investigation("inv 7890"))),
    ("no_investigation", left(LAMP, rma("lamp"))),
    ("status:A-12345", left(LOOKED_UP, reply=TOLD)),
    ("status:A-12345", left(LOOKED_UP, before=state(LOOKED_UP), reply="It is in transit, TRK42.")),
    ("asks", left(task(state="asked", product_name="lamp"))),
    ("asks", left(awaiting="cancel:RMA-100016")),
    ("asks_missing:product", left(NEEDS_PRODUCT, awaiting="task:1")),
    ("asks_missing:order", left(task("StatusUpdate", "pending", id=2), NEEDS_PRODUCT, awaiting="task:1")),
    ("asks_missing:account", left(awaiting="account_number")),
    ("person", left(status="escalated")),
    ("no_person", left(status="escalated", events=("escalated",), before=state(events=("escalated",)))),
    ("no_task", left(NEEDS_PRODUCT)),
    ("no_task", left(task(state="asked", product_name="lamp"))),
    ("silent_or_short", left(reply="")),
    ("silent_or_short", left(reply="You're welcome!")),
    ("tells:{CARRIER}", left(LOOKED_UP, reply=TOLD)),
    ("tells:{ESTIMATE}", left(LOOKED_UP, reply=TOLD)),
    ("tells:{ESTIMATE}", left(DISPUTED, reply="Answer expected by: Monday, 23 November 2026")),
    ("tells:{ESTIMATE}", left(LOOKED_UP, DISPUTED, reply=TOLD)),
    ("tells:{ESTIMATE}", left(LOOKED_UP, DISPUTED, reply="You hear back by Monday, 23 November 2026.")),
    ("tells:write {RMA} on", left(rma("lamp"), rma("chair", 2), reply="Please write  RMA-2 on it")),
    ("fills:product", left(task(product_name="lamp"), before=state(NEEDS_PRODUCT))),
    ("fills:reason_for_return", left(task(reason_for_return="it hums"), before=state(NEEDS_PRODUCT))),
    ("fills:reason_for_return", left(task(product_name="lamp", reason_for_return="it hums"))),
    ("fills:order", left(LOOKED_UP, NEEDS_PRODUCT, before=state(NEEDS_PRODUCT))),
    ("fills:account", left(account="4711")),
    ("not_fills", left(NEEDS_PRODUCT, before=state(NEEDS_PRODUCT))),
    ("cancels_rma", left(rma("lamp", state="cancelled"), before=state(rma("lamp")))),
    ("language:de", left(reply="Thank you.\n\nEs tut mir leid, ich kann leider nur auf Englisch antworten.")),
    ("language:en", left(reply="I am sorry, this waits for a person now.")),
    ("urgent", left(priority="urgent")),
]
HOLDS_NOT: list[tuple[str, Left]] = [
    ("rma:lamp", left(LAMP)),
    ("rma:lamp", left(LAMP, rma("lamp"), before=state(rma("lamp")))),
    ("rma:lamp shade", left(rma("lamp"))),
    ("rma:lamp", left(rma("chair"))),
    ("no_rma", left(rma("lamp"))),
    ("investigation:INV-7890", left(investigation("INV-789"))),
    ("no_investigation", left(investigation("INV-789"))),
    ("status:A-12345", left(LOOKED_UP, reply="Let me look that up.")),
    ("status:A-1234", left(LOOKED_UP, reply=TOLD)),
    ("asks", left(task(state="asked", product_name="lamp"), before=state(task(state="asked")))),
    ("asks", left(NEEDS_PRODUCT)),
    ("asks_missing:product", left(LAMP)),
    ("asks_missing:account", left()),
    ("person", left(status="answered")),
    ("no_person", left(status="escalated", events=("escalated",))),
    ("no_task", left(LOOKED_UP)),
    ("silent_or_short", left(LOOKED_UP, reply="")),
    ("silent_or_short", left(reply="word " * 16)),
    ("tells:{RMA}", left(reply="Your RMA number is on its way")),
    ("tells:{CARRIER}", left(LOOKED_UP, reply="It comes on Thursday.")),
    ("tells:{ESTIMATE}", left(DISPUTED, reply="You hear back on Monday.")),
    ("tells:{ESTIMATE}", left(DISPUTED, reply=TOLD)),
    ("tells:{ESTIMATE}", left(rma("lamp"), reply="Issued on: Monday, 23 November 2026")),
    ("fills:product", left(NEEDS_PRODUCT, before=state(NEEDS_PRODUCT))),
    ("fills:product", left(NEEDS_PRODUCT, task(id=2, product_name="lamp"), before=state(NEEDS_PRODUCT))),
    ("fills:product", left(task(state="asked", product_name="lamp"))),
    ("fills:reason_for_return", left(LAMP)),
    ("not_fills", left(account="4711")),
    ("cancels_rma", left(rma("lamp", state="cancelled"))),
    ("language:de", left(reply="I am sorry, I can only answer in English.")),
    ("language:en", left(reply="Es tut mir leid, ich kann leider nur auf Englisch antworten.")),
    ("urgent", left()),
]


def _check(written: str) -> Check:
    name, _, about = written.partition(":")
    return Check(name, about)


@each_row(("written", "what"), HOLDS)
def test_a_check_holds_of_what_it_names(written: str, what: Left) -> None:
    assert holds(_check(written), what)


@each_row(("written", "what"), HOLDS_NOT)
def test_a_check_does_not_hold_of_what_only_looks_like_it(written: str, what: Left) -> None:
    assert not holds(_check(written), what)


def test_every_check_is_tried_both_ways() -> None:
    assert {_check(written).name for written, _ in HOLDS} == {_check(one).name for one, _ in HOLDS_NOT} == set(CHECKS)
