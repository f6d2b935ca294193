"""What an order, an invoice or a thing is named for: a question, a dispute, a wish, or the reason of another one."""

import pytest

from workflows.rules.corrections.corrections import as_meant
from workflows.rules.escalation.complaints import complains_of_order
from workflows.rules.planning.candidates import candidates


@pytest.mark.parametrize(
    "text",
    [
        "Sorry if this is the wrong channel. Where is KX-40551?",
        "I hope I'm in the right place, where is my parcel KX-40551?",
        "Not sure if this is the right person to ask, but where is KX-40551?",
        "your order KX-40551: where is the shipment?",
        "Regarding your delivery KX-40551, when does it come?",
    ],
)
def test_whoever_asks_politely_or_by_the_desks_words_does_not_complain(text: str) -> None:
    assert not complains_of_order(text, named=True)


@pytest.mark.parametrize(
    "text",
    [
        "Your order KX-40551 arrived broken",
        "your parcel KX-40551 never came",
        "Your delivery KX-40551 went to the wrong place",
        "The courier left KX-40551 at the wrong place",
    ],
)
def test_what_went_wrong_with_an_order_is_a_complaint_in_the_same_words(text: str) -> None:
    assert complains_of_order(text, named=True)


@pytest.mark.parametrize(
    "text", ["I want to dispute an invoice", "I'd like to contest one of your bills", "we wish to challenge an invoice"]
)
def test_whoever_disputes_an_invoice_without_its_number_is_asked_for_it(text: str) -> None:
    assert [(one.task.query_type, one.task.invoice_number, one.kind) for one in candidates(text)] == [
        ("BillingInquiry", None, "unnamed")
    ]


@pytest.mark.parametrize(
    "text",
    ["How do I dispute an invoice?", "I don't want to dispute an invoice", "my cousin wants to contest an invoice"],
)
def test_a_dispute_that_is_not_wished_for_is_none(text: str) -> None:
    assert candidates(text) == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I want to return the desk fan. no wait, the floor fan", "I want to return the floor fan."),
        ("Please take back the tower fan, no sorry, the ceiling fan", "Please take back the ceiling fan"),
    ],
)
def test_a_fan_of_its_own_is_a_thing_that_may_be_meant_instead(text: str, meant: str) -> None:
    assert as_meant(text).text == meant


def test_what_is_wrong_with_a_thing_is_not_asked_about_beside_it() -> None:
    found = candidates("I'd like to return the telescope. The mirror has a scratch and the stand wobbles.")

    assert [one.task.product_name for one in found] == ["telescope"]


def test_what_it_would_be_best_to_return_is_asked_about() -> None:
    found = candidates("maybe it would be best if I returned the samovar")

    assert [(one.task.product_name, one.certainty) for one in found] == [("samovar", "likely")]
