"""What takes all of a message back, or settles an invoice, and what only sounds like it."""

import pytest

from workflows.rules.planning.plan import found_in


def _found(text: str) -> list[tuple[str | None, bool]]:
    return [
        (one.task.product_name or one.task.order_id or one.task.invoice_number, one.is_sure)
        for one in found_in(text, None)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I want to return the clock radio, its alarm rings at 3 am, a false alarm.", "clock radio"),
        ("I want to return the smoke detector, it keeps giving a false alarm.", "smoke detector"),
        ("I want to return the fan. It hums and that is no false alarm.", "fan"),
        ("Invoice INV-7890 is too high. Last month's problem was a false alarm.", "INV-7890"),
        ("You wrote nothing, where is order A-12345? Sorry for the noise.", "A-12345"),
    ],
)
def test_a_false_alarm_that_is_part_of_the_story_waves_nothing_off(text: str, name: str) -> None:
    assert _found(text) == [(name, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Where is order A-12345? False alarm.",
        "Where is order A-12345? Sorry, false alarm!",
        "Where is A-12345? Oh it's here - false alarm",
        "Where is order A-12345? It's here, sorry for the false alarm.",
        "INV-7890 is too high. It was a false alarm.",
        "I want to return the lamp. Ignore me.",
        "I want to return the lamp. Please ignore my message.",
    ],
)
def test_a_false_alarm_in_a_sentence_of_its_own_waves_all_off(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Please return the lamp. You can ignore my last message.", "lamp"),
        ("INV-7890 is too high. Please ignore my last message.", "INV-7890"),
    ],
)
def test_of_a_message_before_that_is_to_be_ignored_this_one_is_asked_about(text: str, name: str) -> None:
    assert _found(text) == [(name, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Invoice INV-7890 has the wrong company name on it. The amount is correct.",
        "INV-7890 shows the wrong VAT number. The total is right.",
        "Invoice INV-7890 was charged twice. The amount is correct.",
        "The invoice INV-7890 lists 3 lamps, I ordered 2. The sum is correct.",
        "I was charged twice for INV-7890. The invoice is correct, but the money left my account two times.",
    ],
)
def test_a_sum_that_is_right_settles_no_other_fault_of_an_invoice(text: str) -> None:
    assert _found(text) == [("INV-7890", True)]


@pytest.mark.parametrize(
    "text",
    [
        "INV-7890 is too high. Hmm, no. I had forgotten the second filter. It's right.",
        "INV-7890 is too high. Oh, the invoice is correct after all.",
        "INV-7890 is too high. Actually the amount is correct.",
        "INV-7890 is wrong. The amount is right, my mistake.",
        "I was charged twice for INV-7890. It is right, sorry.",
    ],
)
def test_an_invoice_that_turns_out_to_be_right_is_left(text: str) -> None:
    assert _found(text) == []
