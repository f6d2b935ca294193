"""Where anything in a message speaks against what it seems to ask for, nothing is done: it is asked about, or left."""

import pytest

from workflows.rules.corrections.corrections import as_meant
from workflows.rules.planning.candidates import candidates

LEFT = (
    "I want to return the kettle. Scrap that, we found the right switch.",
    "I'd like to send back the tripod. No, ignore that, wrong shop, sorry.",
    "Please take back the globe. Hm, on reflection I'd rather keep it.",
    "I want to return the rug. It has grown on us in the last hour, so nothing to do for you.",
    "I want to return the ladder. That was yesterday's opinion, it works perfectly now.",
    "I was about to return the easel when I saw that a screw was missing. It's fine now.",
    "We had intended to return the tent, then the sun came out. It stays.",
    "First I meant to dispute INV-4471, but then I found the second page. It is right.",
    "I thought INV-4472 was wrong. My mistake, it is for two months.",
    "A cousin of mine is contesting her invoice INV-4473, she will write to you herself.",
    "Our tenant has a quarrel with you over INV-4474, he'll call you.",
    "INV-4475 was too high, which you corrected at once. Thank you.",
    "We had a dispute about INV-4476 some weeks ago, which you settled very fairly.",
    "I'm not saying that INV-4477 is wrong.",
    "It isn't INV-4478 I'm writing about, though it was too high.",
    "I withdraw my complaint about INV-4479, it was too high only in my head.",
    "I want to return everything except the mirror.",
    "Please return the swing, no, hold on, my girls say it stays, leave it",
    "Our seats are booked under R-30518. Sorry, other chat!",
    "Where is A-30519? Argh, wrong channel.",
    "I was going to ask where A-30520 is, but the courier rang while I typed.",
    "We were about to chase A-30521 and it turned up at the neighbours'.",
)
ASKED = (
    ("I want to return the kettle. Oh, hang on, let me look at it once more.", "kettle"),
    ("I'd like to send back the tripod, unless my uncle has a use for it.", "tripod"),
    ("I want to return the sofa. Or should I keep it?", "sofa"),
    (
        "I'd like to send the rice cooker back. Oh no, not the cooker, I'll keep that, it's the timer that sticks.",
        "timer",
    ),
    ("id like to return the blanket... no scrap that, im keeping the blanket, its the cushion thats lumpy", "cushion"),
    ("I want to return the fan heater. It's the scanner that is broken.", "fan heater"),
    ("I'd like to return the drill. Not sure that's right, though.", "drill"),
    ("Am half inclined to return the juicer, it is loud", "juicer"),
    ("half a mind to send back the stool, it wobbles", "stool"),
    ("I've been toying with sending the bench back", "bench"),
    ("We're toying with the idea of returning the sofa, it is too soft", "sofa"),
    ("tempted to return the duvet, it sheds feathers", "duvet"),
)
DONE = (
    ("My aunt gave me this steam iron. I'd like to return it please, the cord is too short.", "steam iron"),
    ("I want to return the kettle. The toaster is lovely, no complaints there.", "kettle"),
    ("I'd like to return the rowing boat, if that's all right, as it leaks.", "rowing boat"),
    ("It turned out that the wardrobe is too wide. I'd like to return it.", "wardrobe"),
    ("I want to return the lamp. It's the switch that is broken.", "lamp"),
    ("I wanted to keep it, but no luck. I want to return the hammock.", "hammock"),
    ("I want to return the stool. I can't wait to be rid of it.", "stool"),
    ("I don't think I'll keep it: I want to return the clock.", "clock"),
    ("My kitten is toying with the lamp. I want to return the lamp.", "lamp"),
    ("I want to return the flute and the oboe. On second thoughts, no, she keeps the flute.", "oboe"),
    ("INV-4480 is too high. INV-4481 is fine.", "INV-4480"),
    ("My sister noticed that INV-4482 bills us twice, please check.", "INV-4482"),
    ("You corrected INV-4483 last month, thanks. Now INV-4484 has the same mistake.", "INV-4484"),
    ("I was going to ask where A-30522 is, but it came and the box is empty.", "A-30522"),
    ("I was about to chase A-30523 and your page says delivered, which it is not.", "A-30523"),
    ("Where is A-30524? Sorry if this is the wrong channel.", "A-30524"),
    ("We had agreed on 20 a month. INV-4485 says 25. Please look into it.", "INV-4485"),
)


def _asked_for(text: str, certainty: str) -> list[str | None]:
    found = candidates(as_meant(text).text)
    tasks = [one.task for one in found if one.certainty == certainty]
    return [one.product_name or one.invoice_number or one.order_id for one in tasks]


@pytest.mark.parametrize("text", LEFT)
def test_what_is_taken_back_settled_or_somebody_elses_is_left(text: str) -> None:
    assert candidates(as_meant(text).text) == ()


@pytest.mark.parametrize(("text", "thing"), ASKED)
def test_what_its_writer_doubts_is_asked_about(text: str, thing: str) -> None:
    assert (_asked_for(text, "sure"), _asked_for(text, "likely")) == ([], [thing])


@pytest.mark.parametrize(("text", "thing"), DONE)
def test_what_only_sounds_like_a_doubt_is_done(text: str, thing: str) -> None:
    assert _asked_for(text, "sure") == [thing]


def test_what_takes_the_place_of_a_thing_that_stays_is_asked_about_whoever_found_it_out() -> None:
    meant = as_meant("We want to return the plotter. Correction: we keep it, our admin says it is the dock that hums.")

    assert meant.perhaps == "dock that hums"


@pytest.mark.parametrize(
    ("text", "perhaps"),
    [
        (
            "Could you take back the saddle? Actually no, the saddle is fine and stays here, it is the pump that leaks",
            "the pump that leaks",
        ),
        (
            "Please take back the tent. Sorry, no, the tent is good, it's the air mattress that loses air",
            "the air mattress that loses air",
        ),
    ],
)
def test_of_a_thing_that_is_fine_and_one_that_is_not_the_other_is_asked_about(text: str, perhaps: str) -> None:
    meant = as_meant(text)
    found = candidates(meant.text)

    assert meant.perhaps == perhaps
    # What is read of all that is named asks about it as well; the desk asks once.
    assert {one.certainty for one in found} <= {"likely"}
    assert all(one.task.product_name and one.task.product_name in perhaps for one in found)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I want to return the sander, model DX-4200, it smokes", "it smokes"),
        ("I want to return the sander, type DX 42, because it smokes", "it smokes"),
        ("I want to return the sander, version 3, it smokes", "it smokes"),
        ("I want to return the sander, the green one, it smokes", "it smokes"),
        ("I want to return the sander, the new model, it smokes", "it smokes"),
        ("I want to return the sander, model is wrong", "model is wrong"),
        ("I want to return the sander, version 2 was promised", "version 2 was promised"),
        ("I want to return the sander, the green one is broken", "the green one is broken"),
    ],
)
def test_a_thing_named_once_more_by_its_model_is_one_return_with_its_own_reason(text: str, reason: str) -> None:
    (found,) = candidates(as_meant(text).text)

    assert (found.task.product_name, found.task.reason_for_return, found.certainty) == ("sander", reason, "sure")


@pytest.mark.parametrize(
    "text",
    [
        "In that case I dispute INV-4475 then, the tax is not ours.",
        "Right. We're contesting INV-4475, then, since nobody agreed to it",
        "well we are querying INV-4475 then. The rate was agreed.",
    ],
)
def test_who_disputes_an_invoice_in_so_many_words_has_decided_so(text: str) -> None:
    assert [(one.task.invoice_number, one.certainty) for one in candidates(text)] == [("INV-4475", "sure")]


@pytest.mark.parametrize(
    "text",
    [
        "I'm disputing INV-4475 only if the due date moves",
        "My boss says I'm disputing INV-4475 for nothing",
        "I am not disputing INV-4475, it is fine",
        "If I dispute INV-4475, does the due date move?",
        "We're contesting INV-4475 with our bank already, ignore it",
    ],
)
def test_a_dispute_under_a_condition_or_elsewhere_is_not_opened_at_once(text: str) -> None:
    assert "sure" not in [one.certainty for one in candidates(text)]
