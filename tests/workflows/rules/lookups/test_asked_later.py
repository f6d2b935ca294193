"""An order is looked up if its number is told in a story, and a few sentences later it is asked about."""

from tests.rows import each_row
from workflows.rules.planning.plan import make_plan

ASKED_LATER = [
    (
        "Our firm placed an order with you five weeks ago under reference A-1, for saws. Freight takes its time. "
        "My foreman has asked about it. I'd be obliged if you looked up where it is now and who is carrying it."
    ),
    (
        "I bought the shelf under number A-1 in March. The walls are bare and the books are on the floor. "
        "I'd appreciate it if you told us where the order is now."
    ),
    (
        "In spring I placed an order as no. A-1 for a friend. She is moving house. "
        "I'd be glad if you found out where it has got to."
    ),
    (
        "In June we ordered again, under the number A-1, and this is the matter of my letter. The fair is near. "
        "The brackets are up. I would only ask you to let me know where the order stands."
    ),
    (
        "I ordered a tent in May with the number A-1. We go every summer. The kids are mad about it. "
        "Could you let me know where it is?"
    ),
    (
        "We placed our order in April, reference A-1, for ten lamps. The shop opens soon. "
        "I'd be grateful if you told me when it will come."
    ),
    "My wife ordered curtains under A-1 for the hall. We are patient people. Please tell me where they are.",
    "We ordered seed trays, order number A-1, for the school. May I ask you to find out where they are?",
    (
        "Two weeks ago we ordered paint with reference A-1. The painter comes on Monday. "
        "I'd be obliged if you could trace it for us."
    ),
    "I placed an order under number A-1 for a birthday. It is on Friday week. I wonder where it is by now.",
]
NOT_ASKED = [
    "We ordered a tent under A-41120 last year and it was lovely. Could you tell me where the shop in Leeds is?",
    "I ordered a lamp under A-41120, which arrived on Monday. It is bright. Can you tell me where it was made?",
    "We bought shelves under A-41120 years ago and love them. I'd be obliged if you told me where the new ones are.",
    "I ordered a rug under A-41120, which came last week. It is soft. I'd be glad if you told me where it is woven.",
    "We ordered chairs under A-41120 and they were delivered, all lovely. I'd be grateful for a word on how they fold.",
]


@each_row("text", ASKED_LATER)
def test_an_order_that_is_told_of_and_asked_about_later_is_looked_up(text: str) -> None:
    number = "A-41120"

    [task] = make_plan(f"Good day. {text.replace('A-1', number)} Regards, Piet").tasks

    assert task.order_id == number


@each_row("text", NOT_ASKED)
def test_an_order_that_came_or_is_long_ago_is_not(text: str) -> None:
    assert make_plan(f"Good day. {text} Regards, Piet").tasks == []
