"""Invoices that are only doubted are asked about, orders that are only praised are left."""

import pytest

from workflows.rules.planning.candidates import candidates


def _found(text: str) -> list[tuple[str, str | None]]:
    return [(one.certainty, one.task.invoice_number or one.task.order_id) for one in candidates(text)]


@pytest.mark.parametrize(
    "text",
    [
        "INV-4410 looks a bit strange to me",
        "I'm not quite sure INV-4410 is right",
        "hmm, INV-4410 might be wrong",
        "Maybe there is a mistake on INV-4410",
        "INV-4410 seems a little higher than last time, perhaps",
        "I'm not convinced INV-4410 is correct",
        "Perhaps you should investigate INV-4410? I can't decide whether I want that.",
        "Maybe INV-4410 should be investigated, I'm undecided.",
        "Not sure if I want INV-4410 looked into.",
    ],
)
def test_an_invoice_that_is_only_doubted_is_asked_about(text: str) -> None:
    assert _found(text) == [("likely", "INV-4410")]


def test_an_invoice_that_is_only_imagined_is_left() -> None:
    assert _found("Theoretically, if something like INV-4410 was wrong, who would I tell?") == []


@pytest.mark.parametrize(
    "text",
    [
        "INV-4410 looks a bit strange to me, please check it",
        "Not sure INV-4410 is right, could you look into it?",
        "Maybe there is a mistake on INV-4410? Please explain the fee.",
        "INV-4410: I was charged twice, maybe by mistake",
        "INV-4410 is too high",
        "Please investigate INV-4410, perhaps it is a mistake",
        "Something is odd about INV-4410, please have it looked into.",
        "Please find out what went wrong with INV-4410",
    ],
)
def test_an_invoice_that_is_to_be_looked_into_is_sure_however_politely_it_is_put(text: str) -> None:
    assert _found(text) == [("sure", "INV-4410")]


@pytest.mark.parametrize(
    "text",
    [
        "Love the chair from order A-77101",
        "The rug from order A-77101 is wonderful, thank you!",
        "So happy with the boots from A-77101 :)",
        "great jacket from A-77101!",
    ],
)
def test_praise_with_the_number_of_an_order_asks_for_no_status(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Could you look up SH-20417 for me", "SH-20417"),
        ("I love the chair but where is order A-77101?", "A-77101"),
        ("Not happy with A-77101, it came broken", "A-77101"),
        ("I'd love to know when A-77101 comes", "A-77101"),
    ],
)
def test_an_order_that_is_asked_about_is_looked_up(text: str, number: str) -> None:
    assert _found(text) == [("sure", number)]


@pytest.mark.parametrize("text", ["and INV-7317, same thing", "ditto INV-7317 please", "INV-7317 too, same story"])
def test_one_more_invoice_of_the_same_kind_is_looked_into(text: str) -> None:
    assert [(one.task.invoice_number, one.certainty) for one in candidates(text)] == [("INV-7317", "sure")]


@pytest.mark.parametrize(
    "text",
    [
        "INV-7317 is fine, same thing as last month",
        "Is INV-7317 the same thing as INV-7316?",
        "Same story as INV-7317: paid and done",
        "INV-7317, same thing, already paid",
    ],
)
def test_an_invoice_that_is_like_another_and_right_is_left(text: str) -> None:
    assert candidates(text) == ()
