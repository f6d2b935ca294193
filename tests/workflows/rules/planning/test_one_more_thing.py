"""Promise: what is asked for beside whole tasks without its name or number is asked for, and done when it is told."""

from tests.rows import each_row
from workflows.rules.planning.plan import make_plan


def _lacking(text: str) -> list[str]:
    tasks = make_plan(text).tasks
    return [one.query_type for one in tasks if not (one.product_name or one.invoice_number or one.order_id)]


@each_row(
    "text",
    [
        "hiya can u check A-71650 for me and sort me a return as well pls",
        "status of A-71650, and can you do me a return too",
        "check A-71650 and can you get a return going for me please",
        "A-71650 status? and a return please",
        "is A-71650 here yet? plus a return pls",
        "where is A-71650 and I also need a return",
        "track A-71650 and set up a return please",
        "INV-3377 is too high, please check. Also, could you raise an RMA for me?",
        "Where's A-71650? I want a return too.",
        "please check INV-3377, VAT is on it twice, and organise a return for another item",
    ],
)
def test_a_return_of_something_beside_another_task_is_asked_for_its_product(text: str) -> None:
    assert _lacking(text) == ["ProductReturn"]


@each_row(
    "text",
    [
        "INV-3377 charges VAT twice, please check. There is another invoice with a wrong fee, I don't have it here.",
        "INV-3377 is too high, please check it. There's a second invoice that's wrong too but I can't find the number",
        "Please investigate INV-3377, VAT is twice on it. One more invoice is off as well, I'll send the number later.",
        "INV-3377 charges us twice. Another one has the wrong address on it, number to follow",
        "INV-3377 is wrong, please check. And another invoice too, don't have it here",
        "INV-3377 double charges. Also the March invoice overcharges us, number's at the office",
        "where is A-71650? And an older bill overcharges us, please look into it",
    ],
)
def test_one_more_invoice_that_is_wrong_is_asked_for_its_number(text: str) -> None:
    assert _lacking(text) == ["BillingInquiry"]


@each_row(
    "text",
    [
        "where is A-71650? There's another order I want checked too but I don't have that number",
        "where is A-71650? and my other parcel, dont have the number on me",
        "where is A-71650? a second parcel hasn't arrived either",
    ],
)
def test_one_more_order_is_asked_for_its_number(text: str) -> None:
    assert _lacking(text) == ["StatusUpdate"]


@each_row(
    "text",
    [
        "what's happening with A-71650, and what is your return policy?",
        "check A-71650 and tell me how returns work",
        "where is A-71650, I might return it",
        "check A-71650 and the return I sent last week",
        "check A-71650 please. I don't need a return",
        "where is A-71650? and how do I get a return?",
        "where is A-71650? I already have a return label",
        "please return the roller blind. another return I did last month was fine",
        "INV-3377 is too high, please check. Will I get another invoice?",
        "INV-3377 is wrong. Please send another invoice",
        "INV-3377 is wrong, please check it. Another invoice I got was fine",
        "where is A-71650? I'll place another order tomorrow",
        "sort me a return of the lamp and check A-71650",
    ],
)
def test_what_only_looks_like_one_more_thing_is_not_asked_for(text: str) -> None:
    assert _lacking(text) == []
