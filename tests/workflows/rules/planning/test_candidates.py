"""What is explicit and whole is done, what is likely is asked, the rest is left: by kind, from many trades."""

from typing import get_args

import pytest

from tests.rows import each_row
from tests.workflows.rules.planning.candidate_rows import LEFT, LIKELY, SURE
from workflows.answers import Task
from workflows.rules.evidence import Kind, certainty_of, confidence_of
from workflows.rules.planning.candidates import Candidate, candidates
from workflows.rules.planning.plan import Waiting, make_plan
from workflows.rules.planning.support import supported_by
from workflows.rules.syntax.clauses import read
from workflows.understanding import closely

# A close reading asks whether it goes back, in a story of a fault.
ASKED_CLOSELY = ("What can I do about the squeaking chair?",)


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
    if closely.is_used() and text in ASKED_CLOSELY:
        assert [one.certainty for one in _returns(text)] == ["likely"]
    else:
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
        "What's the status of INV-2001?",
        "Hi, what is the status of invoice 5566?",
        "The status of INV-2001?",
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
        "Please check the status of INV-3390, it is too high",
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


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("RMA please", None),
        ("Hi, can you make me an RMA?", None),
        ("return label pls", None),
        ("We need a return form", None),
        ("I need an RMA today", None),
        ("need an rma asap", None),
        ("return slip now please", None),
        ("We need a return label urgently, the van comes at noon", None),
        ("need a return label asap, the lamp is broken", "lamp"),
        ("My lamp hums. RMA please", "lamp"),
        ("The kettle leaks, can I get a return label?", "kettle"),
    ],
)
def test_who_asks_for_an_rma_and_says_no_more_means_what_is_broken_or_is_asked(text: str, thing: str | None) -> None:
    assert [(one.certainty, one.task.product_name) for one in _returns(text)] == [("sure", thing)]


@pytest.mark.parametrize(
    "text",
    [
        "How do I get an RMA?",
        "I have an RMA already",
        "Do I need a return label?",
        "I am waiting for the RMA",
        "RMA",
        "How soon do I get a return label?",
        "I don't need a return label now",
        "I need my return label now, you promised it last week",
        "return label, courier lost it",
    ],
)
def test_an_rma_that_is_only_spoken_of_is_no_return(text: str) -> None:
    assert _returns(text) == []


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


def test_a_thing_that_a_model_names_is_found_behind_letters_that_fold_to_more() -> None:
    text = "Die Straße, Größe, Fußmatte, Spaß: " * 6 + "I love the rug. Somebody should fetch the pram"

    assert supported_by(Task(query_type="ProductReturn", product_name="pram"), candidates(text), read(text)) == (
        "model_alone"
    )


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("We're torn over the mirror, it's lovely but the hall is dark", "mirror"),
        ("I'm in two minds about the sofa, it's too big for the door", "sofa"),
        ("I'm undecided about the blue lamp", "blue lamp"),
        ("I'm on the fence about the rug", "rug"),
    ],
)
def test_who_is_in_two_minds_about_a_thing_is_asked_whether_it_goes_back(text: str, thing: str) -> None:
    assert [(one.certainty, one.task.product_name) for one in _returns(text)] == [("likely", thing)]


@pytest.mark.parametrize(
    "text",
    [
        "I'm in two minds about the sofa, do you have it in stock?",
        "I'm in two minds about buying the sofa",
        "I'm undecided about the lamp before I order",
        "I'm in two minds about your new logo",
        "My wife is in two minds about the rug",
    ],
)
def test_who_is_in_two_minds_about_a_purchase_or_is_another_is_not_asked(text: str) -> None:
    assert _returns(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hi, I ordered a coffee grinder last tuesday (order 55231) and it still isn't here. When will it come?",
        "I bought a coffee grinder on Monday (order 55231) and it has not arrived. Where is it?",
    ],
)
def test_a_thing_that_has_not_come_is_not_asked_about_as_a_return(text: str) -> None:
    assert [(one.task.query_type, one.certainty) for one in candidates(text)] == [("StatusUpdate", "sure")]
