"""What the rules and the tagger together make of returns: on messages kept aside, and of single kinds."""

import pytest

from tests.paths import DATA
from tests.rows import each_row
from workflows.rules.corrections.corrections import as_meant
from workflows.rules.planning.candidates import Candidate, candidates
from workflows.rules.planning.plan import seen_in
from workflows.understanding import closely
from workflows.understanding.returns.names import is_generic
from workflows.understanding.returns.reader import read_returns
from workflows.understanding.returns.training.markup import Row, rows_in

HELD = rows_in((DATA / "understanding" / "returns_held.txt").read_text(encoding="utf-8").splitlines())


def _returns(text: str) -> list[Candidate]:
    return [one for one in candidates(text) if one.task.query_type == "ProductReturn"]


def _named(row: Row, kind: str) -> set[str]:
    return {one.lower() for one in row.marked(kind) if not is_generic(one)}


def _is_in(name: str, names: set[str]) -> bool:
    """Tell whether all words of ``name`` stand in one of ``names``, or the other way round."""
    own = set(name.lower().split())
    return any(own <= set(one.split()) or set(one.split()) <= own for one in names)


def _done(row: Row) -> set[str]:
    return {(one.task.product_name or "").lower() for one in _returns(row.text) if one.certainty == "sure"} - {""}


def _seen(row: Row) -> set[str]:
    return {(one.task.product_name or "").lower() for one in _returns(row.text)} - {""}


def test_of_messages_kept_aside_nothing_is_done_that_nobody_wants() -> None:
    wrong = [(name, row.text) for row in HELD for name in _done(row) if not _is_in(name, _named(row, "P"))]

    assert wrong == []


def test_of_messages_kept_aside_most_returns_are_done_or_asked_about() -> None:
    wanted = [(row, name) for row in HELD for name in _named(row, "P")]

    assert sum(_is_in(name, _done(row)) for row, name in wanted) >= 0.72 * len(wanted)
    assert sum(_is_in(name, _seen(row)) for row, name in wanted) >= 0.88 * len(wanted)


def test_of_messages_kept_aside_most_likely_returns_are_asked_about() -> None:
    likely = [(row, name) for row in HELD for name in _named(row, "L")]

    assert sum(_is_in(name, _seen(row)) for row, name in likely) >= 0.8 * len(likely)


def test_of_messages_kept_aside_hardly_any_that_asks_for_nothing_is_asked_about() -> None:
    nothing = [row for row in HELD if not _named(row, "P") and not _named(row, "L")]

    assert sum(bool(_seen(row)) for row in nothing) <= 0.08 * len(nothing)


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("send me a return label for the hiking boots, size 42", "hiking boots"),
        ("Soundproof curtain is going back, please give me a return number. It sheds.", "Soundproof curtain"),
        ("I was undecided but now I want to return the heater", "heater"),
        ("I've finally made up my mind: return the heater", "heater"),
        ("one (1) pressure washer to be returned, it leaks", "pressure washer"),
        ("Product: coffee grinder\nWhy: burrs are blunt\nWhat I want: return it", "coffee grinder"),
        ("not the monitor, it's the keyboard I want to return", "keyboard"),
        ("RMA please. Milk frother. Broke in a week.", "Milk frother"),
        ("can you get the return going for my massage chair?", "massage chair"),
        ("initiate a return for the flat iron", "flat iron"),
        ("The mini bar, changed my mind for good, please return it", "mini bar"),
        ("1. scooter bag - want to return it, doesn't fit, please start the return", "scooter bag"),
    ],
)
def test_a_return_that_is_asked_for_in_other_words_is_done(text: str, product: str) -> None:
    assert [(one.certainty, one.task.product_name) for one in _returns(text)] == [("sure", product)]


@each_row(
    "text",
    [
        "I guess it'll have to go back, the lounger",
        "maybe I should just return the trampoline",
        "how would I go about returning the sewing machine?",
        "was about to send the projector back but thought I'd write first",
        "the ski boots are two sizes off",
        "I want to return one of the two jackets",
        "not sure I'll be keeping the blender, it's so loud",
        "The bath mat came. It sheds. I don't think I'll be keeping it.",
        "we probably won't need the extra chairs after all",
        "have half a mind to send the smart doorbell back",
        "regretting the hoverboard a bit. is sending it back an option",
        "is it okay if I send my beanbag back? it's huge",
        "would it be possible to send the crash helmet back?",
        "can the chopping board I bought go back?",
        "I might send the lawn chair back, not decided",
        "my wife reckons we should send the armchair back as it creaks",
        "My boyfriend thinks I should return the tripod, it wobbles",
        "would it make sense that I return the hammock, given our balcony is too small?",
        "not happy with the hair dryer, maybe i should send it back",
        "The mittens look a size too big for me, I suppose I'd better send them back",
        "perhaps we'd better return the fan heater, it smells",
        "I'm considering to send the colander back as well, not sure yet",
        "I'm half inclined to return the heater",
        "My partner says we should probably return the heater, I am still undecided",
        "Our son said we should return the heater",
        "I want to return the heater. I can't decide, though.",
        "Please return the heater? I am still undecided",
    ],
)
def test_a_return_that_is_only_likely_is_asked_about(text: str) -> None:
    assert [one.certainty for one in _returns(text)] == ["likely"]


@pytest.mark.parametrize(
    ("text", "product", "reason"),
    [
        ("Return the hallway rug please, too dark.", "hallway rug", "too dark"),
        ("pls open an RMA for the trainers, wrong size", "trainers", "wrong size"),
        ("my rain jacket, pls open an RMA, wrong size", "rain jacket", "wrong size"),
        ("return my almirah sir, door is not closing", "almirah", "door is not closing"),
        ("I want to return the megaphone guys, battery door's gone", "megaphone", "battery door's gone"),
        ("return my rain boots please mate, left one leaks", "rain boots", "left one leaks"),
    ],
)
def test_who_is_spoken_to_belongs_neither_to_the_name_nor_to_the_reason(text: str, product: str, reason: str) -> None:
    assert [(one.task.product_name, one.task.reason_for_return) for one in _returns(text)] == [(product, reason)]


def test_one_more_return_that_is_asked_for_is_no_reason_of_the_first() -> None:
    found = _returns(
        "The sleeve is going back, please give me an RMA for the sleeve. And do one for the stylus as well."
    )

    assert [(one.task.product_name, one.task.reason_for_return) for one in found] == [
        ("sleeve", None),
        ("stylus", None),
    ]


@each_row(
    "text",
    [
        "Returning customer here, do I get a discount?",
        "please get back to me about the tent",
        "what is the return on investment of the solar kit?",
        "What a drama, all this rush",
        "We moved house in May and everything is chaos. The bookshelf you sent has survived it all.",
        "I moved flats in spring; the wardrobe you delivered came through it fine",
        "Deliveries here need the postcode 10405",
        "send back: IMEI 356938035643809",
        "Please give back access to my account",
        "give me my points back",
        "it lists 14 seats, we only have 11",
        "never received the onboarding package it charges for",
        "`return order.items.filter(x => x.back)` throws for me",
        "is it okay if I send my husband to pick up the lamp?",
        "I was considering sending the colander back, but now I'll keep it",
        "maybe my sister should return the scarf",
    ],
)
def test_words_that_sound_like_a_return_are_left(text: str) -> None:
    assert _returns(text) == []


@pytest.mark.parametrize(
    ("text", "second_read"),
    [
        ("Hi, I want to return the lamp because it hums. Thanks!", False),
        ("What about invoice INV-7890? I want to return the 'SuperWidget 5000', it is not compatible.", False),
        ("I want to return the lamp because it hums. Same goes for the toaster.", True),
        ("I want to return the lamp because it hums. And take back the one from order A-12345 as well.", True),
        ("I want to return the lamp because it hums and so does the toaster.", True),
        ("I want to return the lamp.", True),
    ],
)
def test_a_plain_return_with_its_reason_and_nothing_else_needs_no_second_reading(text: str, second_read: bool) -> None:
    before = read_returns.cache_info().misses

    seen_in(text, None)

    assert (read_returns.cache_info().misses > before) is second_read


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("please take back the picture frame, cracked", ["picture frame"]),
        ("Since my wife already has one, we'd be grateful to send the mirror back", ["mirror"]),
        ("can i get a return for the slippers, too wide, and the tights, they have holes", ["slippers", "tights"]),
        ("I am not content with the leaf blower, it has no power. I want make the return.", ["leaf blower"]),
        (
            "Three things go back please: the napkins, the tablecloth and the cushions. All too dark.",
            ["napkins", "tablecloth", "cushions"],
        ),
        ("1. order A-47000, where? 2. lamp with clamp, want to return it, clamp stuck", ["lamp with clamp"]),
        ("Id lik to sned back the blendr, no powr", ["blender"]),
    ],
)
def test_a_return_in_hurried_or_borrowed_words_is_done(text: str, products: list[str]) -> None:
    assert [(one.task.product_name, one.certainty) for one in _returns(text)] == [(one, "sure") for one in products]


@pytest.mark.parametrize(
    "text",
    [
        "pls chekc invoice INV-3600, amuont to hgih",
        "Would it be possible to have INV-3600 examined? The hose appears under two positions.",
    ],
)
def test_a_look_at_an_invoice_in_hurried_or_stiff_words_is_done(text: str) -> None:
    assert [(one.task.invoice_number, one.certainty) for one in candidates(text)] == [("INV-3600", "sure")]


def test_the_number_of_a_thing_is_not_another_thing() -> None:
    assert [one.task.product_name for one in _returns("I want to return the phone, IMEI 356938035643809")] == ["phone"]
    assert [one.task.product_name for one in _returns("Please collect the heater, postcode 10405")] == ["heater"]


@pytest.mark.parametrize(
    "text",
    [
        "I want to return the lamp, it hums. As for the heater, I'm still undecided.",
        "I want to return the lamp but I'm still undecided about the heater",
    ],
)
def test_of_two_things_the_one_that_is_decided_is_done(text: str) -> None:
    found = _returns(text)

    done = {one.task.product_name: one.certainty for one in found}
    # Of two things in one sentence a close reading asks about the decided one, too.
    assert done["lamp"] == ("likely" if closely.is_used() and "but" in text else "sure")
    assert ("sure", "heater") not in [(one.certainty, one.task.product_name) for one in found]


def test_the_name_in_a_form_is_no_product() -> None:
    text = "Please process a return. Product: desk fan. Reason: the blade is bent. Name: Olga Petrova."

    assert [one.task.product_name for one in _returns(text)] == ["desk fan"]


def test_what_both_readers_are_sure_of_is_done_though_the_rules_only_see_a_request_for_something() -> None:
    found = _returns(
        "I followed the leaflet to the letter: water, lid, valve. The pressure cooker never gets up to pressure. "
        "Lentils took two hours. Please give me a return number for it."
    )

    assert [(one.task.product_name, one.certainty) for one in found] == [("pressure cooker", "sure")]


@pytest.mark.parametrize(
    "text",
    [
        "I need to return the drill, correction: the saw. It is blunt",
        "sending the bread bin back, or rather the cake tin. need an rma",
    ],
)
def test_where_a_correction_is_not_understood_nothing_is_done(text: str) -> None:
    done = [one.task.product_name for one in candidates(as_meant(text).text) if one.certainty == "sure"]

    assert set(done) <= {"saw", "cake tin"}
