"""What is explicit and whole is done, what is likely is asked, the rest is left: by kind, from many trades."""

from typing import get_args

import pytest

from tests.rows import each_row
from workflows.rules.candidates import Candidate, candidates
from workflows.rules.evidence import Kind, certainty_of, confidence_of
from workflows.rules.plan import Waiting, make_plan

SURE: dict[Kind, list[tuple[str, str]]] = {
    "explicit": [
        ("I'd like to return the espresso machine.", "espresso machine"),
        ("Please arrange the return of my trail shoes", "trail shoes"),
        ("We need to send the projector back.", "projector"),
        ("I am returning the yoga mat because it slips", "yoga mat"),
        ("I want a refund for the toaster", "toaster"),
        ("Kindly take back the two armchairs, they sag", "armchairs"),
        ("Returning the hedge trimmer, too heavy for me", "hedge trimmer"),
        ("I have decided to send back the violin since it will not stay in tune", "violin"),
        ("The wardrobe needs to go back", "wardrobe"),
        ("Return: desk lamp (flickers)", "desk lamp"),
        ("I am giving back the flute", "flute"),
        ("Hello, please refund my rain jacket. The seams leak.", "rain jacket"),
        ("I want to return the drone but keep the spare battery", "drone"),
        ("I wish to return the paint, it is the wrong shade", "paint"),
        ("I want to return the helmet, is that still possible?", "helmet"),
        ("Please start a return for the car seat", "car seat"),
        ("The microscope must be returned, its lens is scratched", "microscope"),
        ("Could you please take back the rug, it sheds?", "rug"),
    ],
    "spoken_of": [
        ("The blender leaks. I want to return it.", "blender"),
        ("My new boots squeak, so I'd like to send them back.", "boots"),
        ("I bought a tent and a stove. The stove does not light. I want to return it.", "stove"),
        ("The printer does not work with my laptop. I'd like to return it.", "printer"),
        ("My kids hate the trampoline, so I want to return it", "trampoline"),
        ("This mattress is too soft. Please take it back.", "mattress"),
        ("I got a fountain pen last week and it drips, I want to return it", "fountain pen"),
    ],
    "leave_with_reason": [
        ("Can I return the kettle? It leaks.", "kettle"),
        ("Could you take back the guitar? The neck is warped.", "guitar"),
        ("How can I return my fan? One blade is missing.", "fan"),
        ("Is it too late to return the skateboard? The bearings are rusty.", "skateboard"),
        ("May I send the curtains back? Far too short.", "curtains"),
    ],
    "awaited": [("the blue lamp", "blue lamp"), ("It's the rowing machine, it squeaks", "rowing machine")],
}
LIKELY: dict[Kind, list[tuple[str, str]]] = {
    "unwanted": [
        ("The stroller isn't for us.", "stroller"),
        ("I got the pasta maker on Tuesday. It's not for me.", "pasta maker"),
        ("The rug you sent just isn't our style.", "rug"),
        ("Sadly the perfume is not to my taste.", "perfume"),
        ("These trousers aren't what I wanted.", "trousers"),
        ("The crutches are no use to me.", "crutches"),
        ("I don't want to keep the armchair", "armchair"),
        ("We won't be keeping the bunk bed.", "bunk bed"),
        ("I can't keep the rabbit hutch, my landlord objects", "rabbit hutch"),
        ("I don't want the drone any more.", "drone"),
        ("I no longer need the drill", "drill"),
        ("I've changed my mind about the sofa.", "sofa"),
        ("I accidentally ordered two blenders", "blenders"),
        ("I ordered the chainsaw by mistake", "chainsaw"),
        ("We'd like to get rid of the piano", "piano"),
        ("We bought the crib for our first baby but no longer need it", "crib"),
        ("I've got no use for the scanner", "scanner"),
        ("I'd rather not keep the mirror.", "mirror"),
        ("The coat came yesterday and it won't do for me", "coat"),
    ],
    "money_back": [
        ("These shoes are too small, can I get my money back?", "shoes"),
        ("The kettle leaks, can I get a refund?", "kettle"),
        ("My headphones crackle. I want my money back.", "headphones"),
        ("The tent has a hole, is it possible to get my money back?", "tent"),
        ("The mixer broke after two days. Can you refund me?", "mixer"),
        ("My watch stopped. I would like to get my money back please.", "watch"),
        ("I bought the teapot from you. I want my money back.", "teapot"),
        ("The pram arrived on Monday. We would like a refund.", "pram"),
    ],
    "leave": [
        ("Can I return my lamp?", "lamp"),
        ("Could I send the boots back?", "boots"),
        ("Would you take back the dishwasher?", "dishwasher"),
        ("How do I return my saddle?", "saddle"),
        ("Is it possible to return the harp?", "harp"),
        ("I'd like to know if I can return the camera", "camera"),
        ("I was wondering whether we could send the cot back", "cot"),
        ("Is it too late to return the jacket?", "jacket"),
        ("Is there any way I can send the loom back?", "loom"),
        ("My son outgrew the bike, can you take it back?", "bike"),
        ("Can I get a refund for the freezer?", "freezer"),
        ("My vacuum arrived. Could you take it back?", "vacuum"),
        ("Can I return the keyboard or do I have to keep it?", "keyboard"),
    ],
    "swap": [
        ("I'd like to swap the lamp for another one", "lamp"),
        ("Can I exchange the shoes for a size 9?", "shoes"),
        ("Please exchange my helmet for a larger one", "helmet"),
        ("Could I exchange the monitor?", "monitor"),
        ("The gloves are too tight, I want to exchange them", "gloves"),
        ("I want to change the boots for a bigger pair", "boots"),
        ("Can we have the curtains exchanged?", "curtains"),
        ("I need an exchange for the vest", "vest"),
        ("We would like to trade in the stroller for the twin model", "stroller"),
    ],
    "handed_over": [
        ("Please collect the sofa", "sofa"),
        ("The boots are going back.", "boots"),
        ("Could you please come and pick up the fridge?", "fridge"),
        ("I want the rug gone", "rug"),
        ("We want the cupboard collected", "cupboard"),
        ("My e-reader is broken, please collect it", "e-reader"),
    ],
    "conditional": [
        ("My kettle leaks. If it can't be repaired, I want to return it.", "kettle"),
        ("If you can't fix the lamp, I want to return it.", "lamp"),
        ("I want to return the printer unless you can repair it", "printer"),
        ("I'd like to return the bike if there is no way to fix it", "bike"),
        ("Can you help me mend the zip? If not, I want to return the tent", "tent"),
    ],
    "misfit": [
        ("The wetsuit doesn't fit me, what can we do about it?", "wetsuit"),
        ("My new clogs don't fit. What now?", "clogs"),
        ("Gloves are too small, what are my options?", "Gloves"),
        ("This headboard is far too wide for our bed.", "headboard"),
        ("The anorak I ordered two weeks ago is too long", "anorak"),
        ("I bought a kayak and it's too heavy for me", "kayak"),
        ("We received the bookcase on Friday. It doesn't match our other shelves.", "bookcase"),
        ("I got the slippers yesterday. The pair is too tight.", "slippers"),
        ("The blazer arrived. The sleeves are much too short.", "blazer"),
        ("The parasol is the wrong colour, we wanted a red one.", "parasol"),
        ("My helmet came in the wrong size, any ideas?", "helmet"),
        ("The colour of the curtains is wrong", "curtains"),
        ("You sent me the wrong kettle", "kettle"),
        ("I accidentally ordered the wrong size of the harness", "harness"),
        ("We were sent the wrong oven. How do we go on?", "oven"),
        ("I unpacked the vase you sent me. You sent the wrong colour.", "vase"),
        ("The telescope isn't as described", "telescope"),
        ("The hammock is not what I ordered.", "hammock"),
        ("The rug looks nothing like the picture", "rug"),
        ("These skis aren't the ones I ordered", "skis"),
        ("That wallpaper is darker than it looked online", "wallpaper"),
        ("The chandelier does not go with our furniture", "chandelier"),
        ("I ordered a tent but you sent me a tarp.", "tarp"),
        ("I ordered a blue vase but got a green one.", "vase"),
        ("I received the shoes in blue but ordered black.", "shoes"),
        ("Wrong size boots, can you help?", "boots"),
        ("This jacket is way too warm for me", "jacket"),
        ("We have two of the same grill now.", "grill"),
        ("I must have ordered the blender twice", "blender"),
        ("You delivered the mattress twice", "mattress"),
        ("My toaster came today, but I already have one", "toaster"),
    ],
    "weary": [
        ("I've had enough of the printer.", "printer"),
        ("The drone keeps losing its signal and we've had enough of it", "drone"),
        ("I'm fed up with this vacuum", "vacuum"),
        ("We are done with the trampoline", "trampoline"),
        ("The wardrobe has to go.", "wardrobe"),
        ("I don't like the perfume", "perfume"),
        ("We really don't like the look of the sideboard", "sideboard"),
        ("I hate the new desk", "desk"),
        ("I'm not keen on the lampshade", "lampshade"),
        ("I can't wear the sweater, it scratches", "sweater"),
        ("We can't use the hoist after all; the crane is gone. We can't use the trolley in our flat", "trolley"),
        ("I regret buying the juicer", "juicer"),
        ("I wish we hadn't bought the hot tub", "hot tub"),
        ("The harp was the wrong choice for a beginner", "harp"),
        ("I'm not sure the cot was the right choice for us", "cot"),
        ("I don't think the saddle is for me", "saddle"),
        ("We have no room for the freezer", "freezer"),
        ("I'm not going to use the treadmill", "treadmill"),
        ("The rowing machine is just gathering dust", "rowing machine"),
    ],
    "leaning": [
        ("We might send the tent back", "tent"),
        ("I might return the lamp", "lamp"),
        ("I'm thinking about returning the rug", "rug"),
        ("We are considering sending the violin back", "violin"),
        ("I am tempted to return the guitar", "guitar"),
        ("The kettle should probably go back to you", "kettle"),
        ("I think the boots ought to go back", "boots"),
    ],
    "hedged": [
        ("I think I want to return the lamp", "lamp"),
        ("I guess I'll send back the guitar", "guitar"),
        ("I reckon we will have to return the ladder", "ladder"),
    ],
    "about": [("I'd like to ask about returning the carpet", "carpet"), ("A question about returning my skis", "skis")],
    "bare_question": [("The radio hums. Refund?", "radio"), ("Return my bathrobe?", "bathrobe")],
}
LEFT: dict[str, list[str]] = {
    "a fault without a wish": [
        "My lamp hums",
        "The kettle leaks from the bottom.",
        "Not happy with the kettle, what can I do?",
        "The app on my thermostat crashes",
        "My drill gets hot after ten minutes, is that normal?",
        "How do I descale the coffee machine?",
        "I am disappointed by the blender",
        "The blender is broken",
        "What can I do about the squeaking chair?",
        "The shoes are a bit tight",
    ],
    "a fault, a setting or a question, and no misfit": [
        "My router drops the connection",
        "The volume of my radio is too low",
        "The font on my tablet is too small",
        "My laptop is too slow",
        "The wheel doesn't fit on the axle, how do I mount it?",
        "How do I adjust the saddle? It is too low.",
        "The lid of the pot doesn't fit any more",
        "My screen is the wrong colour after the update",
        "I got the lamp and ordered a bulb",
        "I ordered a lamp but you sent me an email",
        "The charger is too hot to touch",
        "Are the boots too small for a size 44?",
        "Does the cover fit the sofa?",
        "Is the table too low for a normal chair?",
        "Which shelf goes with the desk?",
        "I can't use my printer, it shows error 5",
        "I can't use the app on my tablet",
        "I don't like the way the thermostat works",
        "The price of the lamp is too high",
        "The instructions for the drill are the wrong ones",
        "I've had enough of your service",
        "I have to go now",
        "The kettle has to go on the hob, right?",
        "My son is too small for the bike",
        "I'd like a lamp that is not too big",
    ],
    "a misfit that is settled, old or conditional": [
        "The shoes were too small, so I exchanged them",
        "The boots are a little too big but I'll keep them",
        "The jacket was too long so my brother took it and I gave him another",
        "The old lamp was too small, this one is lovely",
        "If the coat is too big, what can I do?",
        "What if the bookcase doesn't fit?",
        "I don't want to return the tent, it's just too small for five",
        "The rug was the wrong colour, but you replaced it, thanks",
        "I had my first tent swapped because it was too small",
        "I'm not sure yet whether to return the lamp or keep it",
    ],
    "an order that came wrong": [
        "Order A-12345 arrived, the plates are the wrong colour",
        "You sent me the wrong lamp with order A-771",
        "My parcel is too late",
        "You delivered the wrong order",
    ],
    "denied": [
        "I don't want to return the lamp",
        "I do not want to swap the lamp for another one",
        "No need to collect the sofa",
        "I never said I wanted to return the kettle",
        "We are keeping the stroller",
        "I changed my mind about returning the lamp",
        "I decided against returning the violin",
        "Please do not refund the toaster, it works",
        "It is not that I want my money back, the shoes just squeak",
    ],
    "past": [
        "I returned the kettle last week",
        "We swapped the lamp last year",
        "I got my money back for the tent already",
        "I sent the boots back a few days ago",
        "My refund for the mirror has arrived",
        "Did I return the camera in time?",
        "You collected the sofa yesterday",
        "Last time I returned a jacket it took weeks",
    ],
    "a question of policy": [
        "How long do I have to return a lamp?",
        "Do you take back opened games?",
        "Can I return gift cards?",
        "What is your return policy?",
        "Can I still return the lamp after 40 days?",
        "Can I return my lamp in a store?",
        "Can I return the lamp without the box?",
        "Who pays if I return the sofa?",
        "Do you exchange shoes?",
        "Is there a fee to return the desk?",
        "How much does it cost to send the wardrobe back?",
        "Can we return custom-made curtains?",
        "Are opened perfumes refundable?",
        "Can sale items be exchanged?",
        "Is it okay to return the sofa after assembling it?",
        "How many days do I have to exchange the shoes?",
        "Do I get my money back if I return the tent?",
        "Can I exchange currency with you?",
    ],
    "weighed": [
        "Maybe I'll swap the lamp for another one",
        "Should I return the kettle?",
        "If the boots don't fit, can I get my money back?",
        "Suppose I want to return the drone, what then?",
        "I could return the lamp",
        "What if the stroller isn't for us?",
        "If the coat isn't my style, can I return it?",
        "Can I return the lamp? Just curious.",
        "I want to return the lamp. Wrong chat, sorry!",
    ],
    "somebody else's": [
        "My sister's coat doesn't fit her",
        "My neighbour's ladder is too short",
        "My wife says the coat doesn't fit her",
        "My father might return his drill",
        "A friend has had enough of her printer",
        "My wife doesn't want the lamp any more",
        "My brother wants to swap his bike for another one",
        "My neighbour wants to return her TV",
        "Could my wife return the coat instead of me?",
        "A friend asked whether she can get her money back for the shoes",
        "I have to return the drill to my neighbour",
        "I want to return the book to the library",
        "The customer wants to exchange the monitor",
        "That tent isn't for me, it's for my brother",
    ],
    "another matter": [
        "I don't want the lamp delivered on Monday",
        "I don't need the receipt",
        "I never received the lamp, I want my money back",
        "When do I get my money back for the lamp?",
        "Where is my refund?",
        "The temperature in the fridge is going back up",
        "I want to pick up the lamp at your shop",
        "Please return my call about the sofa",
        "Can I get a refund of the shipping fee? The lamp was fine.",
        "I'd like to swap my delivery slot",
        "Thank you for the lamp, it is lovely",
        "The lamp isn't for sale, is it?",
        "I need another lamp like mine",
        "I want to cancel my subscription and get my money back",
        "Can I get the kettle in red?",
        "If it cannot be repaired I want to return it.",
    ],
}


def _rows(by_kind: dict[Kind, list[tuple[str, str]]]) -> list[tuple[Kind, str, str]]:
    return [(kind, text, product) for kind, rows in by_kind.items() for text, product in rows]


def _returns(text: str, waiting: Waiting | None = None) -> list[Candidate]:
    return [one for one in candidates(text, waiting) if one.task.query_type == "ProductReturn"]


@each_row(("kind", "text", "product"), _rows(SURE))
def test_what_is_asked_for_explicitly_and_whole_is_sure(kind: Kind, text: str, product: str) -> None:
    waiting = Waiting("ProductReturn", "product_name") if kind == "awaited" else None

    assert [(one.certainty, one.kind, one.task.product_name) for one in _returns(text, waiting)] == [
        ("sure", kind, product)
    ]


@each_row(("kind", "text", "product"), _rows(LIKELY))
def test_what_is_probably_wanted_and_not_asked_for_outright_is_likely(kind: Kind, text: str, product: str) -> None:
    first, *_ = _returns(text)

    assert (first.certainty, first.kind, first.task.product_name) == ("likely", kind, product)
    assert make_plan(text).tasks == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The stroller isn't for us, it is too wide.", "it is too wide"),
        ("We won't be keeping the bunk bed because it creaks.", "it creaks"),
        ("I don't want the drone any more. It is far too loud.", "It is far too loud"),
        ("Please collect the sofa, the fabric pills", "the fabric pills"),
        ("The boots are going back, they squeak.", "they squeak"),
        ("The kettle leaks, can I get a refund?", "leaks"),
        ("These boots don't fit me, what can we do?", "don't fit me"),
        ("The parasol is the wrong colour, we wanted a red one.", "is the wrong colour, we wanted a red one"),
        ("The drone keeps losing its signal and we've had enough of it", "keeps losing its signal"),
        ("We might send the tent back because it leaks", "it leaks"),
        ("My tent came yesterday. I'd like a refund.", None),
        ("I'd like to swap the lamp for another one", None),
        ("We'd like to get rid of the piano", None),
    ],
)
def test_a_likely_return_has_the_reason_that_its_message_states(text: str, reason: str | None) -> None:
    assert [one.task.reason_for_return for one in _returns(text)] == [reason]


@each_row("text", [text for rows in LEFT.values() for text in rows])
def test_what_is_not_asked_for_is_neither_done_nor_asked(text: str) -> None:
    assert _returns(text) == []


@pytest.mark.parametrize("text", ["INV-7890", "hi, invoice 5566", "INV-12 and INV-13, thanks"])
def test_an_invoice_of_which_nothing_is_said_is_asked_about(text: str) -> None:
    assert {(one.certainty, one.kind, one.task.query_type) for one in candidates(text)} == {
        ("likely", "bare_number", "BillingInquiry")
    }


@pytest.mark.parametrize(
    "text",
    [
        "I have invoice INV-3390 in front of me and I don't quite get it.",
        "What is INV-3390 for?",
        "what's invoice 5566 about?",
        "I don't understand invoice INV-12",
        "I can't make head or tail of INV-12.",
        "Not sure what INV-12 is",
    ],
)
def test_an_invoice_that_its_reader_only_does_not_understand_is_asked_about(text: str) -> None:
    assert [(one.certainty, one.kind) for one in candidates(text)] == [("likely", "unclear")]


@pytest.mark.parametrize(
    "text",
    [
        "INV-3390 is too high, I don't get it",
        "I was charged twice on INV-3390",
        "Please check INV-3390",
        "Please explain INV-3390, I don't understand it",
        "What is the 35 euro fee on INV-3390 for?",
        "I don't recognise INV-3390",
        "I'd like to return the lamp. And what is INV-3390 for?",
    ],
)
def test_an_invoice_that_is_disputed_or_asked_to_be_explained_is_sure(text: str) -> None:
    assert {one.certainty for one in candidates(text)} == {"sure"}


@pytest.mark.parametrize("text", ["I paid INV-3390", "INV-3390 is fine, I understand it now", "When is INV-3390 due?"])
def test_an_invoice_that_is_only_spoken_of_is_left(text: str) -> None:
    assert candidates(text) == ()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("choice", "I want to return the lamp or the chair"),
        ("choice", "I'd like to send back either the saddle or the bridle bag"),
        ("one_of_several", "I have a lamp and a chair from you. I want to return it."),
        ("one_of_several", "I bought a tent and a stove. I'd like to send it back."),
    ],
)
def test_a_return_of_one_of_several_things_is_asked_for_without_a_name(kind: Kind, text: str) -> None:
    assert [(one.certainty, one.kind, one.task.product_name) for one in _returns(text)] == [("sure", kind, None)]


@pytest.mark.parametrize(
    "text",
    ["INV-7890 please", "I have a question about INV-7890", "INV-7890?", "INV-7890 is too high", "where is A-12345"],
)
def test_an_invoice_or_order_that_is_asked_about_is_sure(text: str) -> None:
    assert [one.certainty for one in candidates(text)] == ["sure"]


def test_a_sure_and_a_likely_return_stand_in_their_order_with_the_words_they_were_read_in() -> None:
    found = candidates("Hi! The stroller isn't for us. And I want to return the lamp because it hums. Where is A-12?")

    assert [(one.certainty, one.task.product_name or one.task.order_id) for one in found] == [
        ("likely", "stroller"),
        ("sure", "lamp"),
        ("sure", "A-12"),
    ]
    assert found[0].words == "The stroller isn't for us"


def test_what_is_asked_for_outright_is_not_asked_about_as_well() -> None:
    found = candidates("I want to return the stroller. It isn't for us. Can I return it?")

    assert [(one.certainty, one.task.product_name) for one in found] == [("sure", "stroller")]


def test_every_kind_of_evidence_is_sure_or_likely_with_a_confidence_and_no_likely_one_is_above_a_sure_one() -> None:
    kinds = get_args(Kind)
    sure = [confidence_of(kind) for kind in kinds if certainty_of(kind) == "sure"]
    likely = [confidence_of(kind) for kind in kinds if certainty_of(kind) == "likely"]

    assert 0 < min(likely) <= max(likely) < min(sure) <= max(sure) <= 1
