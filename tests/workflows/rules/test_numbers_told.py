"""Invoices that are wrong in words that no list has, and numbers that are told of first and asked about then."""

import pytest

from workflows.rules.planning.plan import make_plan

WRONG = (
    ("Going through my papers: INV-40412 has gift wrapping for 7.50 although I ticked no wrapping.", "INV-40412"),
    ("On INV-3381 the ladder stands at 89 while your shop window says 74.", "INV-3381"),
    ("The delivery on INV-2290 has been put down two times.", "INV-2290"),
)
NOT_ASKED = (
    "INV-5512 is for the shelf in the hall.",
    "Here is INV-5512, from the week before last.",
    "To whom do I write the cheque for INV-5512?",
    "INV-5512 holds the shelf and INV-5513 holds the chairs, I have put both in the blue folder.",
)
COMPLAINED = (
    "B-51007 came but without the screws. A-51020 is late. The mirror of last month I'd like to return, it's cracked.",
    "I would be grateful if you inform where order B-51007 is now.",
)
AGAIN = (
    ("I wrote to you about A-40217 on Friday and heard nothing. Once more: where is A-40217?", "A-40217"),
    ("I rang about INV-6620 last week. Nobody rang back. INV-6620 is 40 too high, please check it.", "INV-6620"),
)
OVER = (
    "I asked you about A-40217 on Friday. A-40217 has come, never mind.",
    "Last week I asked about INV-6620. INV-6620 was right after all, ignore me.",
)


@pytest.mark.parametrize(("text", "number"), WRONG)
def test_an_invoice_is_looked_into_whose_words_only_the_reader_of_wishes_understands(text: str, number: str) -> None:
    assert [one.invoice_number for one in make_plan(text).tasks] == [number]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_an_invoice_that_is_told_of_or_asked_about_otherwise_is_not_looked_into(text: str) -> None:
    assert make_plan(text).tasks == []


@pytest.mark.parametrize(("text", "number"), AGAIN)
def test_a_number_that_is_told_of_first_and_asked_about_then_makes_one_task(text: str, number: str) -> None:
    assert [one.order_id or one.invoice_number for one in make_plan(text).tasks] == [number]


@pytest.mark.parametrize("text", COMPLAINED)
def test_an_order_that_came_wrong_or_is_asked_about_politely_is_looked_up(text: str) -> None:
    assert "B-51007" in [one.order_id for one in make_plan(text).tasks]


@pytest.mark.parametrize("text", OVER)
def test_a_number_of_which_all_is_over_makes_none_however_often_it_stands_there(text: str) -> None:
    assert make_plan(text).tasks == []
