"""Promise: of a list on lines each thing that is wished back is returned with its own reason, and nothing else is.

An expectation is written as "lamp" or "lamp: its reason" for a return, "? lamp" for one that is asked about, and the
number itself for an order or an invoice.
"""

import pytest

from workflows.answers import Task
from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import Waiting, found_in

# Every line is a thing that goes back.
WANTED = [
    ("I want to return\n- the lamp\n- the kettle\n- the toaster", ["lamp", "kettle", "toaster"]),
    ("Hi, I'd like to return\n• lamp\n• kettle", ["lamp", "kettle"]),
    ("I want to return: lamp, kettle, toaster", ["lamp", "kettle", "toaster"]),
    ("I want to return these items:\n- lamp\n- kettle\n- toaster", ["lamp", "kettle", "toaster"]),
    ("Returns:\nlamp\nkettle\ntoaster", ["lamp", "kettle", "toaster"]),
    ("Please return:\n1. Lamp \u2013 broken\n2. Kettle \u2013 leaks", ["Lamp: broken", "Kettle: leaks"]),
    (
        "Hello,\n\nI'd like to send back the following things:\n\n* rug (too thin)\n* vase (chipped)\n\nThanks\nAnna",
        ["rug: too thin", "vase: chipped"],
    ),
    (
        "I need to return\n1) boots, too tight\n2) jacket, wrong colour\n3) scarf",
        ["boots: too tight", "jacket: wrong colour", "scarf"],
    ),
    ("Could you arrange returns for:\n- rug - too thin\n- vase - chipped", ["rug: too thin", "vase: chipped"]),
    ("RMA please for:\n- SuperWidget 5000 - not compatible\n- drill", ["SuperWidget 5000: not compatible", "drill"]),
    ("Going back:\n- tent: leaks\n- stove: gas valve stuck", ["tent: leaks", "stove: gas valve stuck"]),
    ("The following need to go back:\n\n\u2013 curtains\n\u2013 cushion covers", ["curtains", "cushion covers"]),
    ("Items to return:\n- 2 chairs\n- 1x table\n- 4 cups", ["chairs", "table", "cups"]),
    (
        "Please take these back\n1. Lamp \u2013 broken\n2. Kettle \u2013 leaks\nKind regards\nTom Baker",
        ["Lamp: broken", "Kettle: leaks"],
    ),
    (
        "1. Lamp \u2013 broken\n2. Kettle \u2013 leaks\nI'd like to return both please.",
        ["Lamp: broken", "Kettle: leaks"],
    ),
    (
        "Return 1\nProduct: lamp\nReason: broken\n\nReturn 2\nProduct: kettle\nReason: it leaks",
        ["lamp: broken", "kettle: it leaks"],
    ),
    (
        "Return two things:\n\n1. Lamp\nReason: broken\nOrder: A-12345\n\n2. Kettle\nReason: leaks\nOrder: A-54321",
        ["Lamp: broken", "Kettle: leaks"],
    ),
    ("Return request\nProduct name: kettle\nReason: leaks", ["kettle: leaks"]),
    ("I'm sending back:\nlamp - flickers\nkettle - leaks\n\nThank you!", ["lamp: flickers", "kettle: leaks"]),
    (
        "Hi, we'd like to return:\n- mixer (ordered twice)\n- oven gloves (wrong size)\nBest, Maria",
        ["mixer: ordered twice", "oven gloves: wrong size"],
    ),
    ("I want to return:\n\tphone case\n\tcharger\n\theadphones", ["phone case", "charger", "headphones"]),
    ("I wish to return the following: lamp (broken), kettle (leaks)", ["lamp: broken", "kettle: leaks"]),
    ("To return:\n[ ] lamp\n[ ] kettle", ["lamp", "kettle"]),
    (
        "Please can I get a return label for\n- the sofa, too deep\n- the armchair, too deep as well",
        ["sofa: too deep", "armchair: too deep as well"],
    ),
    ("Where are these orders?\n- A-12345\n- A-54321\n- A-77777", ["A-12345", "A-54321", "A-77777"]),
    ("Please check the status of:\nA-12345\nA-54321", ["A-12345", "A-54321"]),
    (
        "1) where is A-12345 2) invoice INV-7890 too high 3) return the mug, it leaks",
        ["A-12345", "INV-7890", "mug: it leaks"],
    ),
    (
        "Hi, three things:\n- where is A-12345?\n- INV-7890 is too high\n- I want to return the mug, it leaks",
        ["A-12345", "INV-7890", "mug: it leaks"],
    ),
    (
        "1. Return: lamp (broken)\n2. Status of A-12345\n3. INV-7890 has the wrong amount",
        ["lamp: broken", "A-12345", "INV-7890"],
    ),
    (
        "I want to return\n- the lamp\n- the kettle\n\nAlso where is my order A-12345?",
        ["lamp", "kettle", "A-12345"],
    ),
]

# Lines that are no things to go back: what is inside, fine, owned, kept, told of, asked about.
PART_OR_NONE = [
    ("I want to return the camping set. It contains:\n- pan\n- spoon\n- bag", ["camping set"]),
    ("I want to return the drill. In the box are:\n- drill\n- 2 batteries\n- charger", ["drill"]),
    ("I ordered:\n- lamp\n- kettle\n\nThe lamp is broken, I want to return it.", ["lamp: is broken"]),
    ("Return:\n- lamp\n- kettle\n\nKeep:\n- toaster\n- mug", ["lamp", "kettle"]),
    ("Keep:\n- toaster\n- mug\nReturn:\n- lamp", ["lamp"]),
    (
        "These are all fine:\n- toaster\n- mug\n\nI want to return:\n- lamp - hums\n- kettle - leaks",
        ["lamp: hums", "kettle: leaks"],
    ),
    ("I own:\n- a lamp\n- a kettle\n- a toaster\nWhich bulbs fit?", []),
    ("I already returned:\n- lamp\n- kettle\nWhen do I get my money?", []),
    ("Returned last week:\n- lamp\n- kettle", []),
    ("What can I return?\n- used items\n- gift cards\n- food", []),
    ("Please do not return:\n- lamp\n- kettle", []),
    ("I don't want to return:\n- the lamp\n- the kettle", []),
    ("Your return policy says:\n- items unused\n- box closed\n- within 30 days\nIs that right?", []),
    ("My neighbour wants to return:\n- a lamp\n- a kettle", []),
    ("I'd like to order:\n- lamp\n- kettle\nDo you do returns?", []),
    ("Missing from my parcel:\n- lamp\n- kettle", []),
    ("Please refund:\n- shipping\n- gift wrapping", []),
    ("For my return I need:\n- a box\n- a label\n- tape", []),
    ("I want to return the lamp because:\n- it flickers\n- it is too big\n- the cable is short", ["lamp: it flickers"]),
    ("I want to return the kettle\n\nRegards\nTom Baker\nLeeds", ["kettle"]),
    (
        "I want to return:\n- lamp (broken)\n- kettle (leaks)\n\nMy address:\n5 Elm Street\nLeeds",
        ["lamp: broken", "kettle: leaks"],
    ),
    ("I want to return:\n- lamp - broken\n- kettle - keeping it after all", ["lamp: broken"]),
    ("My order:\n- lamp (please return)\n- kettle (keep)\n- toaster (fine)", ["lamp"]),
    (
        "Steps I tried with the printer:\n1. restart\n2. new cable\n3. other socket\nStill dead. I want to return it.",
        ["? printer: Still dead"],
    ),
    ("I want to return the tent. I will pack:\n- poles\n- pegs\n- bag\nIs that all?", ["tent"]),
    ("In the returned box you find:\n- lamp\n- kettle\n- my letter", []),
    ("Wishlist:\n- lamp\n- kettle\nPlease bring it back in stock!", []),
    ("If I return:\n- the lamp\n- the kettle\nhow much would I get?", []),
    ("I want to return:\n- lamp\n- kettle\n\nActually, never mind.", []),
    ("These orders came fine:\n- A-11111\n- A-22222\nWhere is A-33333?", ["A-33333"]),
    ("Things I like about your shop:\n- free returns\n- the lamp I got\n- the kettle", []),
    ("Can I return these?\n- a worn jacket\n- opened perfume", []),
]

# Written when the two tables above passed, and mended then: other headings, forms, orders and asides.
FURTHER = [
    ("Two returns please: the whisk and the ladle. Hm, actually the ladle's useful.", ["? whisk", "? ladle"]),
    ("I want to return:\n- whisk\n- ladle\nActually only the whisk.", ["? whisk", "? ladle"]),
    ("I want to return:\n- whisk\n- ladle\nSorry for the trouble!", ["whisk", "ladle"]),
    ("I want to return:\n- whisk\n- ladle\nThe mug is great, I'm keeping it.", ["whisk", "ladle"]),
    ("I want to return:\n- whisk\n- ladle\nOtherwise I'll keep them.", ["? whisk", "? ladle"]),
    (
        "Please open an RMA.\n\nItem: multimeter\nArt. no.: 60-1123\nOur ref: W/22\nFault: too coarse",
        ["multimeter: too coarse"],
    ),
    ("1. Do you deliver to Malta?\n2. The door mat is going back, please send the paperwork.", ["door mat"]),
    ("hello i want to return\nlamp\nkettle\ntoaster\nthanks", ["lamp", "kettle", "toaster"]),
    ("return these pls:\n-kettle\n-toaster", ["kettle", "toaster"]),
    (
        "Need RMAs for the following:\n\n1. Drill (battery dead)\n2. Sander (no power)\n3. Saw, blade bent",
        ["Drill: battery dead", "Sander: no power", "Saw: blade bent"],
    ),
    ("I bought:\n- lamp\n- kettle\n- toaster\n\nPlease take all of them back.", ["lamp", "kettle", "toaster"]),
    ("I bought:\n- lamp\n- kettle\n- toaster\n\nPlease take back the kettle.", ["kettle"]),
    (
        "I received these today:\n1. Vase - chipped\n2. Bowl - cracked\nI want to return both.",
        ["Vase: chipped", "Bowl: cracked"],
    ),
    ("I received these today:\n1. Vase - chipped\n2. Bowl - perfect\nI want to return the vase.", ["vase: chipped"]),
    ("Lamp: broken\nKettle: leaks\n\nI want to return both", ["Lamp: broken", "Kettle: leaks"]),
    (
        "Product: lamp\nReason: broken\n\nProduct: kettle\nReason: leaks\n\nPlease arrange the returns.",
        ["lamp: broken", "kettle: leaks"],
    ),
    (
        "RETURN FORM\nName: Bob Miller\nOrder number: A-12345\nItem: desk lamp\nReason: flickers",
        ["desk lamp: flickers"],
    ),
    ("Return request:\nItem: kettle\nReason for return: leaks\nThanks, Maria", ["kettle: leaks"]),
    ("Please process this return. Product name: kettle. Reason: leaks.", ["kettle: leaks"]),
    (
        "I want to return\n- the lamp because it flickers\n- the kettle because it leaks",
        ["lamp: it flickers", "kettle: it leaks"],
    ),
    (
        "Three things to return:\n• the blue dress, size M (too small)\n• the red shoes, size 38 (too big)\n• the hat",
        ["blue dress: too small", "red shoes: too big", "hat"],
    ),
    (
        "Can you please take back:\n- sofa\n- armchair\nThey are too big for our flat.",
        ["sofa: They are too big for our flat", "armchair: They are too big for our flat"],
    ),
    ("I want to return my order A-12345:\n- lamp\n- kettle", ["lamp", "kettle"]),
    (
        "Returning these from order A-12345:\n1. lamp - wrong colour\n2. rug - small\nAnd where is order A-54321?",
        ["lamp: wrong colour", "rug: small", "A-54321"],
    ),
    (
        "- I want to return the lamp\n- I want to return the kettle, it leaks\n- where is A-12345",
        ["lamp", "kettle: it leaks", "A-12345"],
    ),
    (
        "Three requests:\n1. Send back the mug (chipped)\n2. Check invoice INV-7890, it is too high\n3. Track A-12345",
        ["mug: chipped", "INV-7890", "A-12345"],
    ),
    ("a) return lamp b) return kettle", ["lamp", "kettle"]),
    ("Orders to check:\n1. A-12345\n2. A-54321", ["A-12345", "A-54321"]),
    ("Please look up these:\nA-12345\nA-54321\nA-99999", ["A-12345", "A-54321", "A-99999"]),
    ("Invoices that are too high:\n- INV-7890\n- INV-7891", ["INV-7890", "INV-7891"]),
    ("Where are\n- A-12345 (lamp)\n- A-54321 (kettle)\n?", ["A-12345", "A-54321"]),
    ("I want to return the tool box.\n\nContents:\n- hammer\n- pliers\n- saw\n\nAll inside.", ["tool box"]),
    ("Just unpacked my order, all good:\n- lamp\n- kettle\n- toaster\nThanks! How long can I return things?", []),
    ("These work great:\n- lamp\n- kettle\nThis one does not:\n- toaster\nI want to return the toaster.", ["toaster"]),
    ("What I have from you:\n1. lamp\n2. kettle\n3. mixer\nDo you offer a warranty or only returns?", []),
    ("I sent back on Monday:\n- lamp\n- kettle\nHave they arrived?", []),
    ("My returns:\n- lamp\n- kettle\nWhere is the refund?", []),
    ("Refund outstanding for:\n- lamp\n- kettle", []),
    ("Should I return:\n- the lamp\n- the kettle\nor keep them?", []),
    ("My mother wants to send back\n- a lamp\n- a kettle", []),
    ("I was thinking about returning:\n- the lamp\n- the kettle", []),
    ("To do today:\n- return lamp to my brother\n- buy milk", []),
    ("Do not send back:\n- lamp\n- kettle\nI will collect them.", []),
    (
        "I need help with my return. What I did:\n1. printed the label\n2. packed the box\n3. went to the post office",
        [],
    ),
    ("Return checklist:\n- box\n- label\n- tape\nAnything else?", []),
    ("How do I return\n- a lamp\n- a kettle?", []),
    ("I want to return the lamp. Reasons:\n- too bright\n- too big\n- cable too short", ["lamp: too bright"]),
    ("I want to return the coffee machine:\n- leaks\n- loud\n- coffee is cold", ["coffee machine: leaks"]),
    ("I want to return:\n- lamp\n- kettle\n\nI want to keep:\n- toaster\n- mug", ["lamp", "kettle"]),
    ("Returning:\n1. lamp\n2. kettle\n\nNot returning:\n1. mug\n2. bowl", ["lamp", "kettle"]),
    ("Going back: lamp, kettle\nStaying: mug, bowl", ["lamp", "kettle"]),
    ("I want to return\n- lamp\n- kettle\n- not the toaster", ["lamp", "kettle"]),
    ("I want to return\n- lamp\n- kettle\nbut not the toaster", ["lamp", "kettle"]),
    ("Return the lamp.\n\nMy address:\nBob Miller\n5 Elm Street\nLeeds", ["lamp"]),
    ("I'd like to return:\n- the lamp\n\nDelivery note:\n- 1 lamp\n- 1 bulb\n- 1 manual", ["lamp"]),
    ("lamp\nkettle\ntoaster", []),
    ("Packing list of the returned parcel:\n- lamp\n- bulb", []),
    ("I'd like a refund for\n- the lamp (never arrived)\n- the kettle (never arrived)", []),
    ("Please return my call.\n- Bob\n- 0171 555", []),
]


def _written(task: Task) -> str:
    number = task.order_id or task.invoice_number
    why = task.reason_for_return
    return number or f"{task.product_name}" + (f": {why}" if why and why != "not stated" else "")


def _read(text: str) -> list[str]:
    return [("" if one.certainty == "sure" else "? ") + _written(one.task) for one in candidates(text)]


@pytest.mark.parametrize(("text", "wanted"), WANTED)
def test_each_line_of_a_list_is_a_request_of_its_own(text: str, wanted: list[str]) -> None:
    assert _read(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), PART_OR_NONE)
def test_lines_that_name_nothing_to_go_back_return_nothing(text: str, wanted: list[str]) -> None:
    assert _read(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), FURTHER)
def test_lists_are_read_by_what_their_headings_ask_for(text: str, wanted: list[str]) -> None:
    assert _read(text) == wanted


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ("- lamp\n- kettle", ["lamp", "kettle"]),
        ("1. lamp\n2. kettle, it leaks", ["lamp", "kettle: it leaks"]),
        ("The lamp\nThe kettle", ["lamp", "kettle"]),
        ("lamp, kettle", ["lamp", "kettle"]),
        ("kettle, handle loose", ["kettle: handle loose"]),
        ("no\nthanks", []),
    ],
)
def test_which_product_may_be_answered_with_a_list(answer: str, named: list[str]) -> None:
    found = found_in(answer, Waiting("ProductReturn", "product_name"))

    assert [_written(one.task) for one in found] == named
